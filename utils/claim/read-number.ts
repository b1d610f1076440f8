/** Digits with what parts their thousands and their decimals; blanks are plain ones. */
export const DIGITS =
  "\\d{1,3}(?:[ ']\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d{1,3}(?:,\\d{3}){2,}(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3}){2,}(?:,\\d+)?|\\d{1,3},\\d{3}\\.\\d+|\\d{1,3}\\.\\d{3},\\d+|\\d+(?:[.,]\\d+)?";

/**
 * What digits may mean. One mark before three digits may part thousands or decimals: `1,500` is
 * both 1500 and 1.5, whatever the language, since reports mix their languages' habits.
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
