import type { ClipView } from '@/components/state/clip-view';
import { focusAfterDrawing } from '@/components/ui/focus';
import { useOrganise } from './organise-context';
import './organise.css';
import { i18n } from '#i18n';
import { IconButton } from '@/components/ui/Button';
import type { ClipId } from '@/utils/model/ids';
import { readTags } from '@/utils/text/read-tags';
import { TagField } from './TagField';
import { TagList } from './TagList';

interface ClipTagsProps {
  readonly view: ClipView;
  /** Whether the field for a tag is open. */
  readonly adding: boolean;
  readonly onAdding: (adding: boolean) => void;
}

/** Shows a clip's tags, with a button to remove each, and the field for new tags. */
export function ClipTags({ view, adding, onAdding }: ClipTagsProps) {
  const organise = useOrganise();
  const { tags } = view;
  const { id } = view.clip;
  if (organise === null || (tags.length === 0 && !adding)) return <TagList tags={tags} />;
  const add = (words: string) => {
    const more = readTags(words, organise.tagNames).filter((tag) => !tags.includes(tag));
    if (more.length > 0) organise.setTags(id, [...tags, ...more]);
  };
  const remove = (tag: string) => {
    organise.setTags(
      id,
      tags.filter((each) => each !== tag),
    );
    focusAfterDrawing([`tag-field-${id}`, `tag-${id}`]);
  };
  return (
    <div class="tag-row">
      <TagList tags={tags} onRemove={remove} />
      {adding && (
        <TagField
          known={organise.tagNames.filter((tag) => !tags.includes(tag))}
          focusKey={`tag-field-${id}`}
          onAdd={add}
          onRemoveLast={() => {
            const last = tags.at(-1);
            if (last !== undefined) remove(last);
          }}
          onDone={(byKey) => {
            onAdding(false);
            if (byKey) focusAfterDrawing([`tag-${id}`]);
          }}
        />
      )}
    </div>
  );
}

/** Opens the field for a tag. Renders nothing where a clip cannot be tagged. */
export function TagButton({ clipId, onClick }: { clipId: ClipId; onClick: () => void }) {
  if (useOrganise() === null) return null;
  return (
    <IconButton icon="tag" label={i18n.t('tag_add')} focusKey={`tag-${clipId}`} onClick={onClick} />
  );
}
