import { readStyle } from './citation-styles';
import type { CitationId } from './ids';
import type { Citation } from './report-content';

/** A label that is only a mark. */
const MARK = /^[[(]?\^?[\d⁰¹²³⁴-⁹]{1,4}[\])]?$/u;

/**
 * Returns the words of the sentence that a citation's link is on, as plain text; '' if it is a mark
 * or names its source in parentheses.
 */
export function linkedWords({
  style,
  label,
  raw,
}: Pick<Citation, 'style' | 'label' | 'raw'>): string {
  if (readStyle(style)?.onWords !== true || MARK.test(label.trim())) return '';
  if (raw !== null && !/^(?:\[|<a\b)/iu.test(raw)) return '';
  return label.replace(/\s+/gu, ' ').trim();
}

/** Returns a function that returns these words of a citation; '' if it does not exist. */
export function linkedIn(citations: ReadonlyMap<CitationId, Citation>): (id: CitationId) => string {
  return (id) => {
    const citation = citations.get(id);
    return citation === undefined ? '' : linkedWords(citation);
  };
}
