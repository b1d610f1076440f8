import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import { shortName } from '@/components/ui/names';
import './organise.css';

interface TagListProps {
  readonly tags: readonly string[];
  /** Absent if tags cannot be removed. */
  readonly onRemove?: (tag: string) => void;
}

/** Shows tags as chips. */
export function TagList({ tags, onRemove }: TagListProps) {
  if (tags.length === 0) return null;
  return (
    <ul class="tag-list" aria-label={i18n.t('tags')}>
      {tags.map((tag) => (
        <li key={tag} class="tag">
          <bdi>{shortName(tag)}</bdi>
          {onRemove && (
            <button
              type="button"
              class="tag-remove"
              aria-label={i18n.t('tag_remove', [shortName(tag)])}
              title={i18n.t('tag_remove', [shortName(tag)])}
              onClick={() => onRemove(tag)}
            >
              <Icon name="cross" size={10} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
