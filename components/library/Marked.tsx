import { markedExcerpt, markTerms } from '@/utils/text/mark-terms';

interface MarkedProps {
  readonly text: string;
  /** Folded search terms; see search-terms.ts. */
  readonly terms: readonly string[];
  /** The maximum length that is shown, in UTF-16 units: the part around the first mark. */
  readonly length?: number;
}

/** The longest text that is searched for terms. */
const MOST = 20_000;

/** Shows a text with the search terms marked. */
export function Marked({ text, terms, length = MOST }: MarkedProps) {
  const line = text.slice(0, MOST).replace(/\s+/g, ' ').trim();
  const shown = markedExcerpt(line, markTerms(line, terms), length);
  const parts: preact.ComponentChild[] = [];
  let at = 0;
  for (const { start, end } of shown.marks) {
    parts.push(shown.text.slice(at, start));
    parts.push(<mark key={start}>{shown.text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(shown.text.slice(at));
  return <>{parts}</>;
}
