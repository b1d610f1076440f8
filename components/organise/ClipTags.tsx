import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ClipView } from '@/components/clip/clip-view';
import { focusAfterDrawing } from '@/components/ui/focus';
import { Icon } from '@/components/ui/Icon';
import { useOrganise } from './organise-context';
import './organise.css';
import { TagField } from './TagField';
import { TagList } from './TagList';
import { readTags } from './tags';

/** A clip's tags, with what adds one and takes one away. */
export function ClipTags({ view }: { view: ClipView }) {
  const organise = useOrganise();
  const [adding, setAdding] = useState(false);
  const { tags } = view;
  const { id } = view.clip;
  if (organise === null) return tags.length === 0 ? null : <TagList tags={tags} />;
  const add = (words: string) => {
    const more = readTags(words, organise.tagNames).filter((tag) => !tags.includes(tag));
    if (more.length > 0) organise.setTags(id, [...tags, ...more]);
  };
  const remove = (tag: string) => {
    organise.setTags(
      id,
      tags.filter((each) => each !== tag),
    );
    focusAfterDrawing(adding ? [`tag-field-${id}`] : [`tag-${id}`]);
  };
  return (
    <div class="tag-row">
      <TagList tags={tags} onRemove={remove} />
      {adding ? (
        <TagField
          known={organise.tagNames.filter((tag) => !tags.includes(tag))}
          focusKey={`tag-field-${id}`}
          onAdd={add}
          onRemoveLast={() => {
            const last = tags.at(-1);
            if (last !== undefined) remove(last);
          }}
          onDone={() => {
            setAdding(false);
            focusAfterDrawing([`tag-${id}`]);
          }}
        />
      ) : (
        <button
          type="button"
          class="tag-add"
          data-focus={`tag-${id}`}
          aria-label={i18n.t('tag_add')}
          title={i18n.t('tag_add')}
          onClick={() => setAdding(true)}
        >
          <Icon name="tag" size={14} />
          <Icon name="plus" size={12} />
        </button>
      )}
    </div>
  );
}
