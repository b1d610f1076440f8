import type { CitationId } from '@/utils/model/ids';
import { linkedWords } from '@/utils/model/linked-words';
import type { Citation } from '@/utils/model/report-content';
import { parseStatementText } from '@/utils/model/statement-text';
import { isOpenAfter, leadBefore } from '@/utils/report/citations/source-parentheses';
import { markWords } from '@/utils/report/citations/text-citations';
import type { StatementClaims } from './claim';
import { standsForNoun } from './lead-ins';

type CitedText = Pick<StatementClaims, 'plain' | 'citationsAt'>;

/** How far back open parentheses are looked for, in UTF-16 units. */
const MOST_BEFORE = 200;
/**
 * Words that need a name behind them, as in "According to [1], the river rose". A preposition that
 * can end a clause, as in "The dam gave in [1]", is here only behind a word such as "shown".
 */
const NEEDS_NAME =
  /(?<![\p{L}\p{N}])(?:according to|as per|compared (?:to|with)|from|of|than|(?:as|described|found|given|listed|published|reported|shown|stated) (?:by|in)|selon|d[’']après|dans|de|laut|gemäß|según|segundo|secondo)$/iu;
const LONGEST_NEED = 32;

/** Returns the mark of a citation, such as `[1, p. 2]`, if it has more than numbers; otherwise ''. */
function markOf(citation: Citation): string {
  return markWords(citation) === null ? '' : (citation.raw ?? '').replaceAll('\\', '');
}

/** Returns the text to show for a citation. `before` ends with the 200 units before it, or more. */
export type ShownCitation = (id: CitationId, before: string) => string;

/**
 * Returns a function that returns the text to show for a citation: the words that its link is on; or
 * its mark, if that names a page; or the name of its source, if the sentence is not whole without it,
 * as "According to [1], it rose" is not. Otherwise it returns ''.
 */
export function shownIn(citations: ReadonlyMap<CitationId, Citation>): ShownCitation {
  return (id, before) => {
    const citation = citations.get(id);
    if (citation === undefined) return '';
    return linkedWords(citation) || nameOf(citation, before, before.length);
  };
}

/** Returns the text of a statement with the texts to show for its citations in their places. */
export function textWithCitations(text: string, shown: ShownCitation): string {
  let whole = '';
  let before = '';
  for (const segment of parseStatementText(text)) {
    const part = segment.type === 'text' ? segment.text : shown(segment.citationId, before);
    whole += part;
    before = (before + part).slice(-MOST_BEFORE);
  }
  return whole;
}

/** Returns the mark of a citation if it has a page, or its name if the sentence has a gap there. */
function nameOf(citation: Citation, text: string, at: number): string {
  // One mark can have several citations, as `[1, 2]`. Only the first one stores its text.
  const mark = markOf(citation);
  if (mark !== '' || citation.raw === '' || !leavesGap(text, at)) return mark;
  const label = citation.label.replace(/\s+/gu, ' ').trim();
  return /^\d+$/u.test(label) ? `[${label}]` : label;
}

/**
 * Returns the positions of citations. A citation gets its mark as its name if the mark has a page.
 * It gets the name of its source if the sentence has a gap without it: behind "(", "(see",
 * "according to" and, in parentheses, a comma or a colon. A citation that is a link on words of the
 * text gets no name. Linear.
 */
export function nameCitations(
  { plain, citationsAt }: CitedText,
  citations: ReadonlyMap<CitationId, Citation>,
  linkedWordsOf: (id: CitationId) => string,
): StatementClaims['citationsAt'] {
  return citationsAt.map((cited) => {
    const { citationId, at } = cited;
    const citation = citations.get(citationId);
    if (citation === undefined || linkedWordsOf(citationId) !== '') return cited;
    const name = nameOf(citation, plain, at);
    return name === '' ? cited : { ...cited, name };
  });
}

function leavesGap(plain: string, at: number): boolean {
  if (leadBefore(plain, at) !== '') return true;
  const before = plain.slice(Math.max(0, at - MOST_BEFORE), at);
  if (NEEDS_NAME.test(before.slice(-LONGEST_NEED).trimEnd())) return true;
  if (standsForNoun(before, plain.slice(at, at + MOST_BEFORE))) return true;
  return (
    /[,;:–—]\s*$/u.test(before) && isOpenAfter(before.slice(before.lastIndexOf('\n') + 1), false)
  );
}

/** Returns what is written for the names of citations in a text, in the order of their positions. */
export function writtenNames({
  plain,
  citationsAt,
}: CitedText): { readonly at: number; readonly name: string }[] {
  let last = -1;
  return citationsAt.flatMap(({ at, name }) => {
    if (name === undefined) return [];
    const follows = at === last;
    const needsSpace = !follows && /[^\s([{（]/u.test(plain.charAt(at - 1));
    last = at;
    return [{ at, name: `${follows ? '; ' : needsSpace ? ' ' : ''}${name}` }];
  });
}

/** Returns a part of a statement's plain text as it is shown, with the names of its citations. */
export function shownText(text: CitedText, start: number, end: number): string {
  let shown = '';
  let from = start;
  for (const { at, name } of writtenNames(text)) {
    if (at < start || at > end) continue;
    shown += text.plain.slice(from, at) + name;
    from = at;
  }
  return shown + text.plain.slice(from, Math.max(from, end));
}
