/** Digits with separators of thousands and decimals; spaces are ordinary spaces. */
export const DIGITS =
  "\\d{1,3}(?:[ ']\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d{1,3}(?:,\\d{3}){2,}(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3}){2,}(?:,\\d+)?|\\d{1,3},\\d{3}\\.\\d+|\\d{1,3}\\.\\d{3},\\d+|\\d+(?:[.,]\\d+)?";

/**
 * Returns the possible values of digits. One separator before three digits can separate thousands
 * or decimals: `1,500` is both 1500 and 1.5 in any language, because reports mix both conventions.
 */
export function readNumber(digits: string): number[] {
  const compact = digits.replace(/[ ']/gu, '');
  const marks = compact.match(/[.,]/gu) ?? [];
  const [first = '', second] = marks;
  if (marks.length === 0) return [Number(compact)];
  const decimal = (mark: string): number =>
    Number(compact.replace(mark === ',' ? /\./gu : /,/gu, '').replace(',', '.'));
  if (second !== undefined && second !== first) return [decimal(second)];
  if (marks.length > 1) return [Number(compact.replace(/[.,]/gu, ''))];
  const asDecimal = decimal(first);
  const grouped = /^[1-9]\d{0,2}[.,]\d{3}$/u.test(compact) && compact === digits;
  return grouped ? [Number(compact.replace(first, '')), asDecimal] : [asDecimal];
}
