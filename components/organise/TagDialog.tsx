import { useRef, useState } from 'preact/hooks';
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
  // A press of “Save” comes before the field gives up its words.
  const typed = useRef('');
  const remove = (tag: string | undefined) => setTags(tags.filter((each) => each !== tag));
  const withTags = (words: string) => [...new Set([...tags, ...readTags(words, known)])];
  const confirm = () => {
    const all = withTags(typed.current);
    onConfirm(
      all.filter((tag) => !before.includes(tag)),
      before.filter((tag) => !all.includes(tag)),
    );
  };
  return (
    <Dialog
      title={i18n.t('tag_title', views.length)}
      confirm={i18n.t('save')}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TagList tags={tags} onRemove={remove} />
      <TagField
        known={known.filter((tag) => !tags.includes(tag))}
        focusKey="tag-field"
        onAdd={(words) => setTags(withTags(words))}
        onType={(words) => {
          typed.current = words;
        }}
        onRemoveLast={() => remove(tags.at(-1))}
      />
    </Dialog>
  );
}
