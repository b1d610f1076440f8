import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ArticlePartKind } from '@/utils/model/page-article';
import type { PageInput } from './import-port';
import './import.css';

interface ArticlePartsProps {
  readonly input: PageInput;
  readonly onInput: (input: PageInput) => void;
}

/** Shows which parts of a page are read as its article. Each can be read or left out. */
export function ArticleParts({ input, onInput }: ArticlePartsProps) {
  const id = useId();
  const { article, choice } = input;
  const all = article.parts.map((part, index) => ({ ...part, index }));
  const groups = [
    { title: i18n.t('article_sections'), parts: all.filter(({ kind }) => kind === 'section') },
    { title: i18n.t('article_left_out'), parts: all.filter(({ kind }) => kind !== 'section') },
  ].filter(({ parts }) => parts.length > 0);
  if (groups.length === 0 && article.ownLinks === 0) return null;
  const tick = (index: number, isRead: boolean) => {
    const parts = new Set(choice.parts);
    if (isRead) parts.add(index);
    else parts.delete(index);
    onInput({ ...input, choice: { ...choice, parts } });
  };
  return (
    <section class="stack stack-tight" aria-labelledby={id}>
      <h3 id={id} class="import-heading">
        {i18n.t('article_title')}
      </h3>
      <p class="muted">{i18n.t('article_text')}</p>
      {article.ownLinks > 0 && (
        <label class="article-part">
          <input
            type="checkbox"
            checked={choice.ownLinks}
            onChange={({ currentTarget: { checked } }) =>
              onInput({ ...input, choice: { ...choice, ownLinks: checked } })
            }
          />
          <span>{i18n.t('article_own_links', article.ownLinks)}</span>
        </label>
      )}
      {groups.map(({ title, parts }) => (
        <fieldset key={title} class="article-parts">
          <legend>{title}</legend>
          {parts.map(({ index, kind, label, links }) => (
            <label key={index} class="article-part">
              <input
                type="checkbox"
                checked={choice.parts.has(index)}
                onChange={({ currentTarget: { checked } }) => tick(index, checked)}
              />
              <span>
                <bdi lang={article.language || undefined}>{label}</bdi>{' '}
                <span class="muted">{aboutPart(kind, links)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}

function aboutPart(kind: ArticlePartKind, links: number): string {
  const words = [
    kind === 'section' ? '' : i18n.t(`article_kind_${kind}`),
    links === 0 ? '' : i18n.t('article_links', links),
  ];
  return words.filter((each) => each !== '').join(' · ');
}
