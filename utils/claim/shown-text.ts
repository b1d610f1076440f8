import type { CitationId } from '@/utils/model/ids';
import type { Citation } from '@/utils/model/report-content';
import { isOpenAfter, leadBefore } from '@/utils/report/citations/source-parentheses';
import type { StatementClaims } from './claim';

type CitedText = Pick<StatementClaims, 'plain' | 'citationsAt'>;

/** How far back open parentheses are looked for, in UTF-16 units. */
const MOST_BEFORE = 200;

/**
 * Returns the positions of citations, each with its name where the text does not read without it:
 * behind "(", "(see" and, in parentheses, a comma or a colon. A citation whose words are in the
 * text needs none. Linear.
 */
export function nameCitations(
  { plain, citationsAt }: CitedText,
  citations: ReadonlyMap<CitationId, Citation>,
  linkedWordsOf: (id: CitationId) => string,
): StatementClaims['citationsAt'] {
  return citationsAt.map((cited) => {
    const { citationId, at } = cited;
    if (linkedWordsOf(citationId) !== '' || !leavesGap(plain, at)) return cited;
    const label = citations.get(citationId)?.label.replace(/\s+/gu, ' ').trim() ?? '';
    if (label === '') return cited;
    return { ...cited, name: /^\d+$/u.test(label) ? `[${label}]` : label };
  });
}

function leavesGap(plain: string, at: number): boolean {
  if (leadBefore(plain, at) !== '') return true;
  const before = plain.slice(Math.max(0, at - MOST_BEFORE), at);
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
