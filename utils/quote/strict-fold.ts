import type { TextQuoteSelector } from '@/utils/model/evidence';
import type { TextModel } from '@/utils/text/text-model';
import { OffsetMap, type Piece } from './offset-map';

/**
 * The judge's folding. It removes only differences of spelling without meaning; the rest must be
 * equal unit by unit. It is not the finder's folding: accents, digits, signs, superscripts,
 * fractions and case stay.
 *
 * Folded:
 * - white space of every kind to one space, and removed where it is a matter of house style: around
 *   quotation marks and spaced dashes, before `: ; ! ? % ‰ °` and before currency signs;
 * - quotation marks to `"`; apostrophes, and single marks after a digit, to `'`;
 * - dashes and hyphens to `-`; before a figure and not after a word, to the sign `−`;
 * - ellipses to `...`; ligatures to their letters; soft hyphens, zero-width spaces and direction
 *   marks to nothing;
 * - canonically equivalent spellings to NFC.
 *
 * Not folded: U+2212 inside a sum, primes (feet and inches, minutes and seconds), æ, full-width
 * letters, joiners, and bidi overrides (they change what the reader sees).
 */
export interface StrictFold {
  readonly text: string;
  /** `text` with letters in lower case, unit by unit. */
  readonly lower: string;
  /** Returns the original range of `text.slice(start, end)`, without white space at its ends. */
  toOriginal(start: number, end: number): { start: number; end: number };
  /**
   * Returns the folded offset of an original offset. If a changed run contains it, as a mark and the
   * white space after it are one, returns the start of the run, or its end for the end of a range.
   */
  toFolded(offset: number, edge?: 'start' | 'end'): number;
}

/**
 * Characters that this folding drops or makes equal, for the brackets of a regular expression.
 * Other code that reads texts uses them too, so that it never differs from the judge.
 */
// Invisible characters stay escaped in the patterns.
export const IGNORED = '\\u00AD\\u200B\\u2060\\uFEFF\\u200E\\u200F\\u061C\\u2066-\\u2069';
export const DASHES = '\\-\u2010-\u2015\u2212\u2E3A\u2E3B\uFE58\uFE63\uFF0D';
export const SINGLE_MARKS = "'\u2018-\u201B\u02BC\uFF07";
// `PURE`, and all patterns in one function: the injected clipper uses only the lists above, and its
// bundle omits this.
const PATTERNS = /* @__PURE__ */ (() => {
  const space = `[\\s\\u0085${IGNORED}]`;
  const dash = `[${DASHES}]`;
  const mark = `["${SINGLE_MARKS}\u201C-\u201F\u00AB\u00BB\u2039\u203A\u300C-\u300F\uFF02]`;
  const ligatures = '\uFB00-\uFB06\uFB13-\uFB17\uFB50-\uFBB1\uFBD3-\uFDFB\uFE70-\uFEFC';
  return {
    single: new RegExp(`[${SINGLE_MARKS}]`, 'u'),
    dash: new RegExp(dash, 'u'),
    mark: new RegExp(mark, 'u'),
    space: new RegExp(space, 'u'),
    pieces: new RegExp(
      `(?<dash>${space}*${dash}${space}*)|` +
        `(?<mark>${space}*${mark}${space}*)|` +
        `(?<dots>${space}*(?:\u2026|\\.${space}?\\.${space}?\\.))|` +
        `(?<glued>${space}+(?=[:;!?%\u2030\u00B0\u20AC$\u00A3\u00A5]))|` +
        `(?<space>${space}{2,}|(?! )${space})|` +
        `(?<ligature>[\u0132\u0133\u0152\u0153${ligatures}])`,
      'gu',
    ),
  };
})();
const CANONICAL = /\P{M}\p{M}+|[\u1100-\u11FF]+|[\u0340-\u0343\u2126\u212A\u212B\uF900-\uFAFF]/gu;

const WORD_UNIT = /[\p{L}\p{N}\p{M}]/u;
const REAL_SPACE = /[^\S\uFEFF]|\u0085/u;

function charBefore(text: string, offset: number): string {
  const low = text.charCodeAt(offset - 1);
  const from = low >= 0xdc00 && low <= 0xdfff ? offset - 2 : offset - 1;
  return text.slice(Math.max(0, from), offset);
}

function charAfter(text: string, offset: number): string {
  const unit = text.codePointAt(offset);
  return unit === undefined ? '' : String.fromCodePoint(unit);
}

function isBlank(char: string): boolean {
  return char === '' || REAL_SPACE.test(char);
}

function foldDash(text: string, piece: string, start: number): string {
  const at = start + piece.search(PATTERNS.dash);
  const dash = text.charAt(at);
  const before = charBefore(text, at);
  const after = charAfter(text, at + 1);
  const lead = REAL_SPACE.test(piece.slice(0, at - start)) ? ' ' : '';
  const trail = REAL_SPACE.test(piece.slice(at - start + 1)) ? ' ' : '';
  const follows = text.slice(at + 1, at + 4);
  const startsFigure = /^[.,]?\p{N}|^[€$£¥]\s?\p{N}/u.test(follows);
  if (startsFigure && !WORD_UNIT.test(before) && !/[)\]]/u.test(before)) return `${lead}\u2212`;
  if (dash === '\u2212') return `${lead}\u2212${trail}`;
  if (isBlank(before) && isBlank(after)) return '-';
  return `${lead}-${trail}`;
}

function foldMark(text: string, piece: string, start: number): string {
  const at = start + piece.search(PATTERNS.mark);
  const mark = text.charAt(at);
  const isSpaced = REAL_SPACE.test(piece.slice(at - start + 1));
  // Invisible characters beside the mark separate nothing.
  const before = REAL_SPACE.test(piece.slice(0, at - start)) ? ' ' : charBefore(text, start);
  const after = isSpaced ? ' ' : charAfter(text, start + piece.length);
  const apostrophe =
    PATTERNS.single.test(mark) &&
    (/\p{N}/u.test(before) || (WORD_UNIT.test(before) && WORD_UNIT.test(after)));
  return apostrophe ? `'${isSpaced ? ' ' : ''}` : '"';
}

function* changedPieces(text: string): Generator<Piece> {
  for (const match of text.matchAll(PATTERNS.pieces)) {
    const piece = match[0];
    const start = match.index;
    const groups = match.groups ?? {};
    let folded: string;
    if (groups['dash'] !== undefined) folded = foldDash(text, piece, start);
    else if (groups['mark'] !== undefined) folded = foldMark(text, piece, start);
    else if (groups['dots'] !== undefined) folded = '...';
    else if (groups['glued'] !== undefined) folded = '';
    else if (groups['space'] !== undefined) folded = REAL_SPACE.test(piece) ? ' ' : '';
    else folded = piece === 'œ' ? 'oe' : piece === 'Œ' ? 'Oe' : piece.normalize('NFKC');
    if (folded !== piece) yield { start, end: start + piece.length, text: folded };
  }
}

function* canonicalPieces(text: string): Generator<Piece> {
  for (const match of text.matchAll(CANONICAL)) {
    const folded = match[0].normalize('NFC');
    if (folded !== match[0]) {
      yield { start: match.index, end: match.index + match[0].length, text: folded };
    }
  }
}

/** Converts to lower case without changing the length, so that offsets stay valid. */
export function lowerUnits(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (char) => {
    const one = char.toLowerCase();
    return one.length === char.length ? one : char;
  }).join('');
}

/** Folds a text as the judge reads it. Linear in the text. */
export function foldStrictly(original: string): StrictFold {
  const canonical =
    original.normalize('NFC') === original
      ? null
      : new OffsetMap(original, canonicalPieces(original));
  const composed = canonical?.text ?? original;
  const typographic = new OffsetMap(composed, changedPieces(composed));
  const text = typographic.text;
  let lower: string | null = null;
  return {
    text,
    get lower() {
      lower ??= lowerUnits(text);
      return lower;
    },
    toOriginal(foldedStart, foldedEnd) {
      let start = typographic.backward(foldedStart, 'start');
      let end = typographic.backward(foldedEnd, 'end');
      if (canonical !== null) {
        start = canonical.backward(start, 'start');
        end = canonical.backward(end, 'end');
      }
      while (start < end && PATTERNS.space.test(original.charAt(start))) start++;
      while (end > start && PATTERNS.space.test(original.charAt(end - 1))) end--;
      return { start, end };
    },
    toFolded(offset, edge = 'start') {
      const composedAt = canonical === null ? offset : canonical.forward(offset, edge);
      return typographic.forward(composedAt, edge);
    },
  };
}

/**
 * Folds the text before a quote and the text behind it, in lower case. They are folded together with
 * the quote, because the mark in "d’un" is an apostrophe only between letters. At the end of "d’" it
 * would be a quotation mark.
 */
export function foldSides({ prefix, exact, suffix }: TextQuoteSelector): {
  readonly prefix: string;
  readonly suffix: string;
} {
  const { lower, toFolded } = foldStrictly(`${prefix}${exact}${suffix}`);
  return {
    prefix: lower.slice(0, toFolded(prefix.length)),
    // White space at the end of the quote may be one run with a mark behind the quote.
    suffix: lower.slice(toFolded(prefix.length + exact.trimEnd().length, 'end')),
  };
}

/**
 * Folds what does not count in "letter for letter": NFC, with each run of ordinary white space as
 * one space.
 */
export function foldWhiteSpace(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[ \t\n\r\f]+/gu, ' ')
    .trim();
}

const folds = new WeakMap<Pick<TextModel, 'text'>, StrictFold>();

/** Returns the strict folding of a page's text, made once for each model. */
export function strictFoldOf(model: Pick<TextModel, 'text'>): StrictFold {
  const known = folds.get(model);
  if (known !== undefined) return known;
  const fold = foldStrictly(model.text);
  folds.set(model, fold);
  return fold;
}
