import { COUNTED, isInName } from './numbered-names';
import { type Meaning, makeQuantity, meaningOf, type Quantity } from './quantity';
import { readTail } from './read-tail';
import { type Blotter, quick, type ScanText } from './scan-text';
import { findClock, hoursOfDay } from './times-of-day';
import { CURRENCY_MARKS, NTH, UNITS } from './units';

/** Digits with separators of thousands and decimals. Blanks are ordinary spaces. */
const DIGITS =
  "\\d{1,3}(?:[ ']\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d{1,3}(?:,\\d{3}){2,}(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3}){2,}(?:,\\d+)?|\\d{1,3},\\d{3}\\.\\d+|\\d{1,3}\\.\\d{3},\\d+|\\d+(?:[.,]\\d+)?";

/** "Last year34,000 people" joins two parts of a page; its comma shows that the number is no name. */
const NUMBER = quick(
  new RegExp(
    `(?:(?<![\\p{L}\\p{N}_]|\\p{L}-|\\p{N}[.,])|(?<=\\d[x×])|(?<=[a-z\u00df-\u00ff])(?=\\d{1,3}(?:,\\d{3})+(?![\\p{L}\\d,])))(?:(?<nth>n°|nº|no\\.|№|#|numéro|number) ?)?(?<cur>(?:${CURRENCY_MARKS}) ?)?(?<num>${DIGITS})`,
    'gu',
  ),
);
const YEARS = UNITS.get('years') ?? null;
/** "Au moins 19" and "plus ou moins 3" have no minus sign; "moins 12 °C" has one. */
const MINUS = quick(
  /(?:^|[\s(])-$|(?:^|[\s(])(?<!(?:^|[^\p{L}])(?:au|du|ou|à|de|pas|le|les|en) )(?:minus|moins) $/u,
);

const sign = (scan: ScanText, start: number): number =>
  MINUS.test(scan.lower.slice(Math.max(0, start - 12), start)) ? -1 : 1;

/** Whether a number opens a line of a list, so that it is also a rank. */
function isListMark(scan: ScanText, start: number, end: number): boolean {
  return (
    /(?:^|\n)\s?$/u.test(scan.lower.slice(Math.max(0, start - 2), start)) &&
    /^[.)]? /u.test(scan.lower.slice(end, end + 2))
  );
}

const AGE_BEFORE = quick(/(?:(?<!\p{L})aged |, |\()$/u);
const AGE_AFTER = /^(?:[,)]|\.(?:\s|$))/u;

/** "Between the ages of 25 and 54", "âgés de 25 à 54 ans" */
const AGES_BEFORE = quick(
  /(?<!\p{L})(?:aged|ages?(?: of)?|âgée?s? d(?:e|'))(?: from| between| entre)? ?(?:\d{1,3} ?(?:and|to|et|à|or|ou|-|–) ?)?$/u,
);

/** Whether a bare number is written like an age: "the captain, 34, went home". */
function isAge(scan: ScanText, start: number, end: number): boolean {
  if (AGES_BEFORE.test(scan.lower.slice(Math.max(0, start - 24), start))) return true;
  return (
    AGE_AFTER.test(scan.lower.slice(end, end + 2)) &&
    AGE_BEFORE.test(scan.lower.slice(Math.max(0, start - 6), start))
  );
}

/**
 * Finds the numbers that a text gives in digits. `text` is the lower-case text, with what other
 * readers have already taken blanked out.
 */
export function findDigits(scan: ScanText, blotter: Blotter, text: string): Quantity[] {
  const clock = findClock(blotter, text);
  const found: Quantity[] = [];
  for (const match of (clock.length > 0 ? blotter.over(text) : text).matchAll(NUMBER)) {
    const { num = '', cur, nth } = match.groups ?? {};
    const start = match.index;
    const at = start + match[0].length;
    // "A34,000" is a name.
    if (/\p{Lu}/u.test(scan.plain.charAt(start - 1))) continue;
    // This number was already read as the minutes of "1 h 30".
    if (start < (found.at(-1)?.end ?? 0)) continue;
    // A version with three numbers, or an address.
    if (/^[.,]\d/u.test(text.slice(at, at + 2))) continue;
    const tail = readTail(scan, at, true, cur !== undefined);
    if (tail.isName) continue;
    const before = cur === undefined ? undefined : UNITS.get(cur.trim());
    const isDollarOf = tail.unit?.dimension.startsWith('money') === true;
    const unit = (isDollarOf ? tail.unit : before) ?? tail.unit ?? (nth === undefined ? null : NTH);
    const numStart = at - num.length;
    const factor = sign(scan, numStart);
    const values = readNumber(num);
    const meanings: Meaning[] = values.map((value) =>
      unit === NTH
        ? { value, unit, step: 0, coarse: 0 }
        : meaningOf(factor * (value + tail.minutes), unit, tail.magnitude),
    );
    for (const other of tail.others) {
      meanings.push(
        ...values.map((value) => meaningOf(factor * value, other.unit, other.magnitude)),
      );
    }
    const hours = values.flatMap((value) => hoursOfDay(value, tail, text));
    meanings.push(...hours);
    const isBare = unit === null && tail.magnitude === 1;
    const counting =
      hours.length > 0 || (isBare && COUNTED.test(text.slice(tail.end, tail.end + 16)));
    // "Walk 8 000 steps" and "in Berlin 3,000 households" have no name with a number.
    const isGrouped = /[ ']|,\d{3}$/u.test(num);
    const version = isBare && !isGrouped && isInName(scan, { start, end: tail.end });
    if (unit === null && /^\d{1,2}$/u.test(num) && isListMark(scan, start, tail.end)) {
      meanings.push(...values.map((value) => ({ value, unit: NTH, step: 0, coarse: 0 })));
    }
    if (unit === null && /^\d{1,3}$/u.test(num) && isAge(scan, start, tail.end)) {
      meanings.push(...values.map((value) => meaningOf(value, YEARS)));
    }
    found.push(makeQuantity({ start, end: tail.end }, meanings, { version, counting }));
    blotter.take(start, tail.end);
  }
  return [...clock, ...found];
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
