import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { Dialog } from '@/components/ui/Dialog';
import { readTags } from '@/utils/text/read-tags';
import { TagField } from './TagField';
import { TagList } from './TagList';
import { commonTags } from './tags';

interface TagDialogProps {
  readonly views: readonly ClipView[];
  /** All tags of the report. */
  readonly known: readonly string[];
  readonly onConfirm: (added: readonly string[], removed: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Asks which tags to add to several clips, and which of their common tags to remove. */
export function TagDialog({ views, known, onConfirm, onClose }: TagDialogProps) {
  const before = commonTags(views);
  const [tags, setTags] = useState<readonly string[]>(before);
  const remove = (tag: string | undefined) => setTags(tags.filter((each) => each !== tag));
  const added = tags.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !tags.includes(tag));
  return (
    <Dialog
      title={i18n.t('tag_title', views.length)}
      confirm={i18n.t('save')}
      onConfirm={() => onConfirm(added, removed)}
      onClose={onClose}
    >
      <TagList tags={tags} onRemove={remove} />
      <TagField
        known={known.filter((tag) => !tags.includes(tag))}
        focusKey="tag-field"
        onAdd={(words) => setTags([...new Set([...tags, ...readTags(words, known)])])}
        onRemoveLast={() => remove(tags.at(-1))}
      />
    </Dialog>
  );
}
