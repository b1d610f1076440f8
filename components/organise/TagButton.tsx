import { i18n } from '#i18n';
import { IconButton } from '@/components/ui/Button';
import type { ClipId } from '@/utils/model/ids';
import { useOrganise } from './organise-context';

/** Opens the field for a tag. Renders nothing where a clip cannot be tagged. */
export function TagButton({ clipId, onClick }: { clipId: ClipId; onClick: () => void }) {
  if (useOrganise() === null) return null;
  return (
    <IconButton icon="tag" label={i18n.t('tag_add')} focusKey={`tag-${clipId}`} onClick={onClick} />
  );
}
