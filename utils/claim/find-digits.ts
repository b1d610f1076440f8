import { hedgeBefore } from './hedges';
import { NUMBER_VALUES } from './number-words';
import { type Meaning, makeQuantity, type Quantity } from './quantity';
import { readTail } from './read-tail';
import type { Blotter, ScanText } from './scan-text';
import { CURRENCY_MARKS, NTH, UNITS } from './units';

/** Digits with separators of thousands and decimals. Blanks are ordinary spaces. */
const DIGITS =
  "\\d{1,3}(?:[ ']\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d{1,3}(?:,\\d{3}){2,}(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3}){2,}(?:,\\d+)?|\\d{1,3},\\d{3}\\.\\d+|\\d{1,3}\\.\\d{3},\\d+|\\d+(?:[.,]\\d+)?";

const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}_]|\\p{L}-|\\p{N}[.,])(?:(?<nth>n°|nº|no\\.|№|#|numéro|number) ?)?(?<cur>(?:${CURRENCY_MARKS}) ?)?(?<num>${DIGITS})`,
  'gu',
);
/** A word after a bare number that says what the number counts. */
const COUNTED =
  /^ (?!(?:on|in|at|to|and|or|as|for|from|with|against|versus|points?|en|et|ou|sur|pour|contre|dans|par|puis|depuis|avec)(?!\p{L}))\p{Ll}{2,}/u;

/** Capitalised words before a number that can start a sentence and are not names. */
const NO_NAME = new Set(
  'les le la des un une en au aux il elle ils elles quelque quelques environ près plus moins selon sur dans de du ces ses nos the a an in of on at some about around over nearly almost roughly more less only both between entre from with for by its their et and ou or mais but à avec pour par depuis since after before après avant dont soit total january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);

function isVersionAt(scan: ScanText, start: number): boolean {
  const before = /(?<![\p{L}\p{N}])([\p{L}][\p{L}\p{N}.'-]*)[ -]$/u.exec(
    scan.plain.slice(Math.max(0, start - 32), start),
  );
  const word = before?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (
    /^(?:versions?|v|release|série|series|chapter|chapitre|article|phase|type|windows)$/u.test(
      lower,
    )
  )
    return true;
  const firstOfSentence = /(?:^|[.!?:;\n«“"(]\s*)$/u.test(
    scan.plain.slice(0, start - word.length - 1).slice(-4),
  );
  if (!/\p{Lu}/u.test(word) || NO_NAME.has(lower) || NUMBER_VALUES.has(lower)) return false;
  return !(firstOfSentence && /^\p{Lu}\p{Ll}+(?:ent|s|x)?$/u.test(word) && lower.length < 4);
}

const sign = (scan: ScanText, start: number): number =>
  /(?:^|[\s(])-$|(?:^|[\s(])(?:minus|moins) $/u.test(
    scan.lower.slice(Math.max(0, start - 8), start),
  )
    ? -1
    : 1;

/**
 * Finds the numbers that a text gives in digits. `text` is the lower-case text, with what other
 * readers have already taken blanked out.
 */
export function findDigits(scan: ScanText, blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const { num = '', cur, nth } = match.groups ?? {};
    const start = match.index;
    const at = start + match[0].length;
    // This number was already read as the minutes of "1 h 30".
    if (start < (found.at(-1)?.end ?? 0)) continue;
    // A version with three numbers, or an address.
    if (/^[.,]\d/u.test(text.slice(at, at + 2))) continue;
    const tail = readTail(scan, at, true, cur !== undefined);
    if (tail.isName) continue;
    const before = cur === undefined ? undefined : UNITS.get(cur.trim());
    const unit = before ?? tail.unit ?? (nth === undefined ? null : NTH);
    const numStart = at - num.length;
    const factor = sign(scan, numStart);
    const meanings: Meaning[] = readNumber(num).map((value) => ({
      value: factor * (value + tail.minutes) * tail.magnitude,
      unit,
    }));
    const { other } = tail;
    if (other !== null)
      meanings.push(
        ...readNumber(num).map((value) => ({ value: value * other.magnitude, unit: other.unit })),
      );
    const version = unit === null && tail.magnitude === 1 && isVersionAt(scan, start);
    const counting = unit === null && COUNTED.test(text.slice(tail.end, tail.end + 16));
    found.push(
      makeQuantity({ start, end: tail.end }, meanings, {
        about: hedgeBefore(scan.lower, start),
        version,
        counting,
      }),
    );
    blotter.take(start, tail.end);
  }
  return found;
}

/**
 * Returns the numbers that digits may mean. One mark before three digits may separate thousands or
 * decimals: `1,500` is both 1500 and 1.5 in every language, because reports mix both notations.
 */
function readNumber(digits: string): number[] {
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
