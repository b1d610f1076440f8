import type { TextBlock, TextMark } from '@/utils/text/text-model';

/*
 * The article of a page, as the script in the page read it. Its HTML is read like HTML from a
 * clipboard.
 */

/** The kinds of parts of a page. Only a section belongs to the article. */
export const ARTICLE_PART_KINDS = [
  'section',
  'navigation',
  'related',
  'comments',
  'aside',
  'around',
] as const;
export type ArticlePartKind = (typeof ARTICLE_PART_KINDS)[number];

/** In UTF-16 units, of the whole article with its parts. The browser keeps 10 MB for a session. */
export const MAX_ARTICLE = 2_500_000;
export const MAX_ARTICLE_PARTS = 200;
export const MAX_PART_LABEL = 200;

export interface ArticlePart {
  readonly kind: ArticlePartKind;
  /** The heading of the part, or its first words. */
  readonly label: string;
  /** The number of links in this part that lead to other pages. */
  readonly links: number;
  readonly html: string;
}

export interface PageArticle {
  readonly url: string;
  readonly title: string;
  /** BCP 47; '' if the page does not say. */
  readonly language: string;
  /** The HTML of the article. Where a part was, it has `partMark` instead. */
  readonly html: string;
  readonly parts: readonly ArticlePart[];
  /** The number of links in the article to other pages of its own site. */
  readonly ownLinks: number;
  /** The number of references to notes in the article. */
  readonly notes: number;
  /** Absent if links to places in the page cannot be proved. */
  readonly page?: ArticlePage;
}

/** In UTF-16 units, of the whole page. */
export const MAX_ARTICLE_TEXT = 1_000_000;
/** The most blocks, marks or text nodes of a page. */
export const MAX_ARTICLE_PIECES = 100_000;

/** The TextModel of the whole page as plain values, to prove links to places in it. */
export interface ArticlePage {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly marks?: readonly TextMark[];
  /** Where the text of each node starts and ends, one after the other: start, end, start, end. */
  readonly nodes: readonly number[];
}

/** What the user takes for the article. */
export interface ArticleChoice {
  /** The indexes of the parts that belong to the article. */
  readonly parts: ReadonlySet<number>;
  /** Whether links to other pages of the site are references. */
  readonly ownLinks: boolean;
}

/** Returns what Pincite takes for the article. An encyclopedia's links to itself are no references. */
export function usualChoice({ parts, notes }: PageArticle): ArticleChoice {
  const sections = parts.flatMap(({ kind }, index) => (kind === 'section' ? [index] : []));
  return { parts: new Set(sections), ownLinks: notes < MANY_NOTES };
}

/** A page with at least this many notes names its sources in its notes. */
const MANY_NOTES = 3;

/** The comment that stands where a part was. */
export function partMark(index: number): string {
  return `<!--part ${index}-->`;
}

/** The start tag of a link to the article's own site, up to its address. */
export const OWN_LINK = '<a rel="own" href="';

/** Returns the HTML of the article with the chosen parts in their places. Linear. */
export function articleHtml(article: PageArticle, choice: ArticleChoice): string {
  // Each part is used once. A hostile page could repeat a mark, and so multiply the part.
  const used = new Set<number>();
  const expand = (html: string) =>
    html.replace(/<!--part (\d{1,3})-->/gu, (_, written: string) => {
      const index = Number(written);
      if (!choice.parts.has(index) || used.has(index)) return '';
      used.add(index);
      return article.parts[index]?.html ?? '';
    });
  // A section has the marks of the parts that were left out of it.
  const sections = article.html.replace(/<!--part (\d{1,3})-->/gu, (mark, written: string) => {
    const index = Number(written);
    const part = article.parts[index];
    if (part?.kind !== 'section') return mark;
    if (!choice.parts.has(index) || used.has(index)) return '';
    used.add(index);
    return part.html;
  });
  const marked = expand(sections);
  const html = choice.ownLinks ? marked : marked.replace(/<a rel="own" href="[^"<>]*">/gu, '');
  return /<h1[\s>]/u.test(html) ? html : `<h1>${escapeHtml(article.title)}</h1>${html}`;
}

/** Marks both ends of a quotation in a note. A title in quotation marks is not marked. */
export const NOTE_QUOTE = '\u2060';

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
