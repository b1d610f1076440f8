import { readStyle } from './citation-styles';
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
