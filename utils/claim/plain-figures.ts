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

/** Finds the figures of a text in a language whose words are not read. Linear. */
export function findPlainFigures(text: string): TextRange[] {
  const found: TextRange[] = [];
  for (const { 0: digits, index: start } of text.matchAll(DIGITS)) {
    const end = start + digits.length;
    if (JOINED.test(text.slice(Math.max(0, start - 1), start))) continue;
    if (JOINED.test(text.charAt(end))) continue;
    if (/[\p{L}\p{N}]-$/u.test(text.slice(Math.max(0, start - 2), start))) continue;
    const isSmall = /^\d+$/u.test(digits) && Number(digits) < LEAST;
    if (isSmall && !PERCENT.test(text.slice(end, end + 12))) continue;
    // The day and the month of 14.10.2022 may be words on the other side.
    if (
      DATED.test(text.slice(end, end + 8)) ||
      (/^\d{1,2}[./]\d{1,2}$/u.test(digits) && /^[./]\d{4}/u.test(text.slice(end, end + 5)))
    )
      continue;
    found.push({ start, end });
  }
  return found;
}

/**
 * The figures of a text without their size: 3.5 million, 3500000 and 3,5 Mio. have the digits 35.
 */
export class PlainFigures {
  readonly #digits: ReadonlySet<string>;
  readonly #written: ReadonlySet<string>;

  constructor(text: string) {
    const figures = [...text.normalize('NFKC').matchAll(DIGITS)].map(([digits]) => digits);
    this.#digits = new Set(figures.flatMap(significant));
    this.#written = new Set(figures.map(plainNumber));
  }

  /** Returns whether the figure stands in the text, possibly with other marks between its digits. */
  holdsWhole(figure: string): boolean {
    return this.#written.has(plainNumber(figure.normalize('NFKC')));
  }

  /** Returns whether the text has the figure, or one that it is a rounding of. */
  holds(figure: string): boolean {
    return significant(figure).some((digits) => {
      if (this.#digits.has(digits)) return true;
      // One digit alone is the rounding of too many figures.
      if (digits.length < 2) return false;
      for (const exact of this.#digits) {
        if (exact.length > digits.length && rounded(exact, digits.length) === digits) return true;
      }
      return false;
    });
  }
}

/** Returns the digits as they stand and, if blanks part them, of each part. */
function significant(figure: string): string[] {
  const strip = (digits: string): string => digits.replace(/^0+|(?<!0)0+$/gu, '') || '0';
  const parts = figure.split(/[\u00a0\u202f ]/u);
  const all = strip(figure.replace(/\D/gu, ''));
  return parts.length > 1 ? [all, ...parts.map((part) => strip(part.replace(/\D/gu, '')))] : [all];
}

function rounded(digits: string, length: number): string {
  const value = Math.round(
    Number(`${digits.slice(0, length)}.${digits.slice(length, length + 6)}`),
  );
  return String(value).replace(/(?<!0)0+$/u, '');
}
