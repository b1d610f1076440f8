import type { TextRange } from '@/utils/text/text-model';
import { plainNumber } from './closest-sentence';

/** Digits with marks between them. Every language groups and parts them with the same few marks. */
const DIGITS = /\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?/gu;
/** A smaller whole number may be written in words on the other side. */
const LEAST = 13;
/** Percentages are written in digits everywhere. */
const PERCENT =
  /^[ \u00a0\u202f]?(?:%|％|percent|per cent|prozent|procent|por ci?ento|per cento|pour cent)/iu;
const DATED = /^[./-]\d{1,2}[./-]\d{4}/u;
/** Letters beside digits make them a part of a name, except where words have no blanks. */
const JOINED =
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])[\p{L}_]/u;
/** What is written without a blank behind a sum: "€23bn". */
const SUM_SUFFIX = /^(?:bn|tn|mn|mrd|mio|mds?|[mk])(?![\p{L}\p{N}])/iu;
const CURRENCY_BEFORE = /[€$£¥₹] ?$/u;

/** A figure as its digits and its size, whatever the unit. */
export interface PlainFigure extends TextRange {
  /** Without zeros around them: 3.5 million, 3500000 and 3,5 Mio. have the digits 35. */
  readonly digits: string;
  /**
   * The powers of ten that its first digit can have: 6 for "3.5 million", 3 and 0 for "3.500". Null if
   * it is followed by a word that may count in any power.
   */
  readonly powers: readonly number[] | null;
  /** Whether the size is certain: no unknown word behind it and no heading of a table can change it. */
  readonly certain: boolean;
}

/**
 * Words that make a figure larger, with the powers of ten that they can mean. A billion has nine
 * zeros in English and twelve in German.
 */
const MAGNITUDES: ReadonlyMap<string, readonly number[]> = new Map(
  (
    [
      [[2], 'hundred hundert'],
      [[3], 'thousand thousands tausend tsd mille millier milliers duizend mila'],
      [[3, 6], 'mil'],
      [[5], 'lakh lakhs'],
      [[6], 'million millions millionen mio mn mln'],
      [[6], 'millón millones milione milioni milhão milhões miljoen'],
      [[7], 'crore crores'],
      [[9], 'milliard milliards milliarde milliarden mrd md mds mld bn'],
      [[9], 'miliardo miliardi miljard'],
      [[9, 12], 'billion billions'],
      [[12], 'billionen tn'],
      [[12, 18], 'trillion trillions'],
    ] as const
  ).flatMap(([powers, words]) => words.split(' ').map((word) => [word, powers] as const)),
);
/** Magnitudes in Chinese, Japanese and Korean, which are joined: 百万 is a million. */
const JOINED_MAGNITUDES: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, '十십'],
      [2, '百백'],
      [3, '千천'],
      [4, '万萬만'],
      [8, '億亿억'],
      [12, '兆조'],
    ] as const
  ).flatMap(([power, signs]) => [...signs].map((sign) => [sign, power] as const)),
);
const JOINED_MAGNITUDE = /^ ?[多余餘]?([十십百백千천万萬만億亿억兆조]+)/u;
const NEXT_WORD = /^[-\u2010\u2011 \u00a0\u202f]?(\p{L}+)\.?/u;
/** Writing systems whose languages count in hundreds of thousands or in tens of them. */
const OTHER_POWERS =
  /^[ \u00a0\u202f]?[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** How words begin that may be a magnitude in a language whose words are not in the table. */
const MAYBE_MAGNITUDE =
  /(?<!\p{L})(?:(?:[mbkt]|bi|bin|bn|mi|mn|mr|md|mds|tn|tr|tsd|mrd)(?!\p{L})|mil|mío|mio|mii|mij|ml[nrd]|bil|tril|triệu|thou|taus|tus[ei]|tuh|tys|tis[íouć]|t[uū]ks|þús|duiz|ezer|ribu|juta|nghìn|ngàn|t[ỷỉ]|libo|elfu|lakh|crore|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}])/iu;
/** How far behind a number the magnitude may stand that it shares: "from 17 to 19 million". */
const SHARED_REACH = 60;
/** "Mil millones de millones" has three. With each word, the number of possible sizes can double. */
const MOST_MAGNITUDES = 3;
/** In a row of a table, the heading may say that all is in thousands. */
const ROW_GOES_ON = /^[ \u00a0\u202f]+\d/u;
const IN_ROW = /\d[ \u00a0\u202f]+$/u;

/** Finds the figures of a text in a language whose words are not read. Linear. */
export function findPlainFigures(text: string): PlainFigure[] {
  const found: PlainFigure[] = [];
  for (const { 0: digits, index: start } of text.matchAll(DIGITS)) {
    const end = start + digits.length;
    if (JOINED.test(text.slice(Math.max(0, start - 1), start))) continue;
    if (JOINED.test(text.charAt(end)) && !isSum(text, { start, end })) continue;
    if (/[\p{L}\p{N}]-$/u.test(text.slice(Math.max(0, start - 2), start))) continue;
    const isSmall = /^\d+$/u.test(digits) && Number(digits) < LEAST;
    if (isSmall && !PERCENT.test(text.slice(end, end + 12))) continue;
    // The day and the month of 14.10.2022 may be words on the other side.
    if (
      DATED.test(text.slice(end, end + 8)) ||
      (/^\d{1,2}[./]\d{1,2}$/u.test(digits) && /^[./]\d{4}/u.test(text.slice(end, end + 5)))
    )
      continue;
    found.push(readFigure(text, { start, end }));
  }
  return found;
}

/** Whether letters without a blank say how large a sum is: "2.3bn", "€5m". "5m" may be metres. */
function isSum(text: string, { start, end }: TextRange): boolean {
  const [suffix] = SUM_SUFFIX.exec(text.slice(end, end + 5)) ?? [];
  if (suffix === undefined) return false;
  return suffix.length > 1 || CURRENCY_BEFORE.test(text.slice(Math.max(0, start - 2), start));
}

/** The figures of a text without their units. */
export class PlainFigures {
  readonly #figures: readonly PlainFigure[];
  readonly #written: ReadonlySet<string>;

  constructor(text: string) {
    const plain = text.normalize('NFKC');
    const ranges = [...plain.matchAll(DIGITS)].map(({ 0: digits, index: start }) => ({
      start,
      end: start + digits.length,
    }));
    const known = new Map<string, PlainFigure>();
    for (const figure of ranges.flatMap((range) => readParts(plain, range))) {
      known.set(`${figure.digits} ${figure.powers} ${figure.certain}`, figure);
    }
    this.#figures = [...known.values()];
    this.#written = new Set(ranges.map(({ start, end }) => plainNumber(plain.slice(start, end))));
  }

  /** Returns whether the figure stands in the text, possibly with other marks between its digits. */
  holdsWhole(figure: string): boolean {
    const [digits = ''] = figure.normalize('NFKC').match(DIGITS) ?? [];
    return this.#written.has(plainNumber(digits));
  }

  /** Returns whether the text has the figure, or one that it is a rounding of. */
  holds(asked: PlainFigure): boolean {
    return this.#figures.some(
      (found) => isRoundingOf(asked.digits, found.digits) && isAsLarge(asked, found),
    );
  }
}

function isRoundingOf(digits: string, exact: string): boolean {
  if (exact === digits) return true;
  // One digit alone is the rounding of too many figures.
  if (digits.length < 2 || exact.length <= digits.length) return false;
  return rounded(exact, digits.length) === digits;
}

/**
 * Whether two figures of the same digits can have the same size. A word that is not known can make
 * one of them a thousand times larger, but never ten times.
 */
function isAsLarge(asked: PlainFigure, found: PlainFigure): boolean {
  if (asked.powers === null || found.powers === null) return true;
  const [mine, theirs] = [asked.powers, found.powers];
  return mine.some((a) =>
    theirs.some((b) => (asked.certain && found.certain ? a === b : (a - b) % 3 === 0)),
  );
}

/** Reads figures that only blanks part also one by one, because a row of numbers looks the same. */
function readParts(text: string, range: TextRange): PlainFigure[] {
  const figure = text.slice(range.start, range.end);
  const whole = [readFigure(text, range)];
  // In "75 000 Euro", 75 is no figure.
  if (!figure.includes(' ') || (!isRun(figure) && NEXT_WORD.test(text.slice(range.end)))) {
    return whole;
  }
  const parts = [...figure.matchAll(/\S+/gu)].map(({ 0: part, index }) =>
    readFigure(text, { start: range.start + index, end: range.start + index + part.length }),
  );
  return isRun(figure) ? parts : [...whole, ...parts];
}

/** Whether a year or another long number opens the run, so that no group of three digits does. */
const isRun = (figure: string): boolean => /^\d{4,} /u.test(figure);

/** Returns a figure with the words that say how large it is in its range. */
function readFigure(text: string, { start, end }: TextRange): PlainFigure {
  const figure = text.slice(start, end);
  const digits = figure.replace(/\D/gu, '').replace(/^0+|(?<!0)0+$/gu, '') || '0';
  const magnitude = magnitudeBehind(text, { start, end });
  const own = powersOf(figure, magnitude !== null);
  if (magnitude !== null) {
    const powers = own.flatMap((power) => magnitude.powers.map((more) => power + more));
    return { start, end: magnitude.end, digits, powers, certain: true };
  }
  const powers = OTHER_POWERS.test(text.slice(end, end + 2)) ? null : own;
  return { start, end, digits, powers, certain: isAsWritten(text, { start, end }) };
}

interface Magnitude {
  readonly powers: readonly number[];
  readonly end: number;
}

/** Returns what the words behind a figure make of it: "thousand", "mil millones", 千万. */
function magnitudeBehind(text: string, { start, end }: TextRange): Magnitude | null {
  const signs = JOINED_MAGNITUDE.exec(text.slice(end, end + 8));
  if (signs !== null) {
    const power = [...(signs[1] ?? '')].reduce(
      (sum, sign) => sum + (JOINED_MAGNITUDES.get(sign) ?? 0),
      0,
    );
    return { powers: [power], end: end + signs[0].length };
  }
  const suffix = /^[mk](?!\p{L})/iu.exec(text.slice(end, end + 2))?.[0];
  if (suffix !== undefined && isSum(text, { start, end })) {
    return { powers: [suffix.toLowerCase() === 'k' ? 3 : 6], end: end + 1 };
  }
  let powers: readonly number[] = [0];
  let at = end;
  for (let words = 0; words < MOST_MAGNITUDES; words++) {
    const [joined = '', word = ''] = NEXT_WORD.exec(text.slice(at, at + 16)) ?? [];
    const more = MAGNITUDES.get(word.toLowerCase());
    if (more === undefined) break;
    powers = powers.flatMap((power) => more.map((each) => power + each));
    at += joined.endsWith('.') ? joined.length - 1 : joined.length;
  }
  return at === end ? null : { powers, end: at };
}

/** Whether a figure without a known magnitude is as large as its digits. */
function isAsWritten(text: string, { start, end }: TextRange): boolean {
  const behind = text.slice(end, end + SHARED_REACH);
  if (PERCENT.test(behind)) return true;
  const before = text.slice(Math.max(0, start - 2), start);
  const isCell = /(?:^|[\n\t]) ?$/u.test(before) && /^ ?(?:$|[\n\t])/u.test(behind);
  if (isCell || ROW_GOES_ON.test(behind) || IN_ROW.test(before)) return false;
  // Nobody counts such a number in thousands or millions.
  if (text.slice(start, end).replace(/\D/gu, '').length > 6) return true;
  const [clause = ''] = behind.split(/[.!?…;]\s|\n/u);
  return !MAYBE_MAGNITUDE.test(clause);
}

/** Returns the powers of ten that the first digit can have. "2.300" can be 2300 and 2.3. */
function powersOf(figure: string, hasMagnitude: boolean): number[] {
  const joined = figure.replace(/[\s'’]/gu, '');
  const parts = joined.split(/[.,]/u);
  const grouped =
    parts.length > 1 &&
    /^[1-9]\d{0,2}$/u.test(parts[0] ?? '') &&
    parts.slice(1).every(({ length }) => length === 3);
  const whole = powerOf(parts.join(''), '');
  const decimal = powerOf(parts.slice(0, -1).join(''), parts.at(-1) ?? '');
  if (parts.length === 1) return [whole];
  if (!grouped) return [decimal];
  if (parts.length > 2) return [new Set(joined.match(/[.,]/gu)).size === 1 ? whole : decimal];
  // Nobody writes three zeros behind a decimal mark in prose.
  return joined.endsWith('000') && !hasMagnitude ? [whole] : [whole, decimal];
}

function powerOf(whole: string, decimals: string): number {
  const { length } = whole.replace(/^0+/u, '');
  if (length > 0) return length - 1;
  const zeros = decimals.search(/[1-9]/u);
  return zeros < 0 ? 0 : -1 - zeros;
}

function rounded(digits: string, length: number): string {
  const value = Math.round(
    Number(`${digits.slice(0, length)}.${digits.slice(length, length + 6)}`),
  );
  return String(value).replace(/(?<!0)0+$/u, '');
}
