import type { TextRange } from '@/utils/text/text-model';
import { figureEnd, isFigure } from './figure-tail';
import { DASHES, SINGLE_MARKS } from './strict-fold';
import { visibleWindow } from './visible-window';

/**
 * Words and figures for a strict reader: `15 %`, `$1.5 million`, `≤ 12,5 °C`, `well-known`, `U.S.`,
 * `km/h` are each one token, and a quote that starts or ends inside one differs from its page.
 * Characters that the judge folds away (soft hyphens, direction marks) separate nothing here.
 *
 * Scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese) have no word boundaries here,
 * except around figures and runs of Han numerals, and at a negation beside the first or the last
 * word of the quote. An elided article (`l’`, `d’`, `qu’`) is a word of its own; `n’` is not,
 * because it belongs to a negation.
 */
const SPACELESS =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}\u30FC]';
const LETTER = `[[\\p{L}\\p{M}\\p{N}_]--${SPACELESS}]`;
/**
 * One letter. A letter at the start of a window may belong to a word that the window cuts in two.
 */
const ONE_LETTER = new RegExp(LETTER, 'v');
/** The judge's apostrophes, and the accents and primes that people type instead. */
const APOSTROPHES = `${SINGLE_MARKS}\u00B4\\u0060\u2032\u02B9\u02BB\u02BD`;
const APOSTROPHE = `[${APOSTROPHES}]`;
/** Long dashes separate words, the others join them. */
const HYPHEN = `[[${DASHES}]--[\u2014\u2015\u2E3A\u2E3B\uFE58]]`;
const HAN_NUMERAL =
  '[\u3007\u96F6\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E\u5343\u842C\u4E07\u5104\u4EBF\u5146\u4E24\u5169]';
const MAGNITUDE =
  '(?:hundred|thousand|million|billion|trillion|cent|mille|millier|milliard|bn|tn|mrd|md|lakh|crore|percent|per cent|pour cent)s?';
/** `$`, `US$`, `HK$`; and codes that can stand before the figure. */
const MONEY = '(?:(?<!\\p{L})\\p{L}{1,3})?\\p{Sc}{1,3}';
const MONEY_CODE = '(?<!\\p{L})(?:EUR|USD|GBP|JPY|CNY|RMB|CHF|CAD|AUD|INR|Rs\\.?)';

const ELISION = `(?<!${LETTER})(?:[ldsjmtc]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|dall|sull|all|coll|un)${APOSTROPHE}(?=${LETTER})`;

/**
 * A dash before a figure is a sign, unless it joins the figure to a word, or starts a list item or
 * an aside.
 */
const SIGN = [
  `(?<!${LETTER}|\\))(?:[+\uFF0B\uFE62${DASHES}]{1,3}|\u2212 ?)`,
  `(?<=[\\p{L}\\p{N},\\(] )${HYPHEN} `,
  `(?<=^|\\n)${HYPHEN} (?=[\\p{N}.,]+ ?(?:[%\u2030\u00B0\uFF05]|\\p{Sc}))`,
].join('|');

/**
 * Characters between two digits: decimal and thousands separators, and those in times, ranges,
 * scores and powers.
 */
const INNER = `[.,:\\/\u2044\u00B7\u22C5\u2027\u066B\u066C\uFF0E\uFF0C\u00D7\\^${APOSTROPHES}${DASHES}]`;

/**
 * Between a code or a comparison and its figure. One that begins its line, as in a cell, belongs to
 * the figure in the next line. After other words it does not: "Price in EUR" above "2019".
 */
const SIGN_GAP = '(?: |(?<! \\S{1,6})\\n)?';

const NUMBER = [
  `(?:[<>\u2264\u2265\u2248~\u00B1]{1,3}${SIGN_GAP})?`,
  `(?:${SIGN})?`,
  `(?:(?:${MONEY}[ \\n]?|${MONEY_CODE}${SIGN_GAP})(?:[+${DASHES}](?=[\\p{N}.,]))?|[%\uFF05])?`,
  `(?:[.,\u00B7\u066B](?=\\p{Nd}))?\\p{N}`,
  `(?:\\p{N}|${INNER}(?=\\p{N})|(?<=(?<!\\p{Nd})\\p{Nd}{1,3}) (?=\\p{Nd}{3}(?!\\p{N}))| ?[\u00BC-\u00BE\u2150-\u215E])*`,
  `(?: ?[%\u2030\u00B0\u2032\u2033+]| ?\\p{Sc}\\p{Nd}{0,2}|${HAN_NUMERAL}+|[\u5143\u5186\u5E74\u6708\u65E5\u6B73\u5C81\uFF05])*`,
  `(?:${LETTER}|(?:[.\\/&]|${HYPHEN}|${APOSTROPHE})(?=${LETTER})|(?<=\\p{Nd})[,:](?=\\p{Nd}))*`,
  `(?: ${MAGNITUDE}(?!${LETTER}))?`,
].join('');

/** It may begin with a letter in brackets, whose case an editor changed: "[T]he". */
const WORD = `(?:\\[\\p{L}\\]${APOSTROPHE}?)?${LETTER}(?:${LETTER}|(?:${APOSTROPHE}|[.&\\/@]|${HYPHEN})(?=${LETTER}))*(?:\\+{1,2}|#)?`;

const TOKEN = new RegExp(`${ELISION}|${NUMBER}|${WORD}|${HAN_NUMERAL}{2,}`, 'giv');

/** After a point of the compass 非 means Africa. */
const NEGATION_BEFORE = /(?:[不没沒無无未]|(?<![南北东東西中])非|ไม่|อย่า|ห้าม|ບໍ່|មិន)$/u;
/** The negative endings of Japanese verbs after any inflection; not 必ず, かもしれない. */
const NEGATION_AFTER =
  /^(?:(?!かもしれ)(?:(?![はがもをにとのやへ])\p{sc=Hira}\p{sc=Hira}{0,4}?)?(?:な(?:い(?!し\p{sc=Han})|かった|く(?!な)|けれ)|ません)|[せれめえけてべらかさわまば]?ず(?![つれか]))/u;
const JAPANESE_END = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]$/u;

/** No relevant word or figure is longer. Text further away cannot change where a token ends. */
const REACH = 80;

/** Returns the negation at a quote's edge in a script without spaces. */
function negationAt(text: string, at: number, edge: Edge): { start: number; end: number } | null {
  const before = text.slice(0, at);
  const after = text.slice(at);
  if (edge === 'start') {
    const match = NEGATION_BEFORE.exec(before);
    return match !== null && /^[\p{L}\p{N}]/u.test(after) ? { start: match.index, end: at } : null;
  }
  const match = JAPANESE_END.test(before) ? NEGATION_AFTER.exec(after) : null;
  return match === null ? null : { start: at, end: at + match[0].length };
}

type Edge = 'start' | 'end';

/** Vowels, tones and accents above and below a letter, in any script. They belong to the letter. */
const HANGING = /^[\p{M}\u200D]+/u;

function clusterAround(text: string, at: number): { start: number; end: number } | null {
  const match = HANGING.exec(text.slice(at));
  if (match === null) return null;
  const base = /[^\p{M}\u200D][\p{M}\u200D]*$/u.exec(text.slice(0, at));
  return { start: base?.index ?? 0, end: at + match[0].length };
}

/**
 * Returns the word or figure that an edge at `offset` would cut. Only an end can cut off a figure's
 * unit.
 */
function tokenAround(text: string, offset: number, edge: Edge): TextRange | null {
  if (offset <= 0 || offset >= text.length) return null;
  const window = visibleWindow(text, offset, REACH);
  if (window === null) return { start: offset - 1, end: offset + 1 };
  const { text: seen, at } = window;
  let from = 0;
  while (from < at && at >= REACH && ONE_LETTER.test(seen.charAt(from))) from++;
  if (from >= at) from = 0;
  for (const match of seen.slice(from).matchAll(TOKEN)) {
    const start = from + match.index;
    const plain = start + match[0].length;
    if (start >= at) break;
    const end = edge === 'end' && isFigure(match[0]) ? figureEnd(seen, start, plain) : plain;
    if (end > at) return window.toOriginal(start, end);
  }
  const cut = clusterAround(seen, at) ?? negationAt(seen, at, edge);
  return cut === null ? null : window.toOriginal(cut.start, cut.end);
}

const POSSESSIVE = /* @__PURE__ */ new RegExp(`^${APOSTROPHE}s(?![\\p{L}\\p{N}])`, 'iu');

/** The possessive 's may be left out: the word before it is complete. */
function isPossessiveTail(text: string, offset: number): boolean {
  const window = visibleWindow(text, offset, 4);
  return window !== null && POSSESSIVE.test(window.text.slice(window.at));
}

/** Returns whether a range has whole words and figures at both ends. */
export function coversWholeTokens(text: string, range: TextRange): boolean {
  if (tokenAround(text, range.start, 'start') !== null) return false;
  return isPossessiveTail(text, range.end) || tokenAround(text, range.end, 'end') === null;
}

/**
 * The maximum number of chained figures ("5 km 300 m × 2"), so that an endless chain is not
 * followed.
 */
const MAX_STEPS = 16;

function growEdge(text: string, from: number, edge: Edge): number {
  let offset = from;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const token = tokenAround(text, offset, edge);
    if (token === null) return offset;
    offset = token[edge];
  }
  return offset;
}

/**
 * Extends the range to the whole words and figures at its ends, so that `coversWholeTokens` is
 * true.
 */
export function growToTokens(text: string, range: TextRange): TextRange {
  return {
    start: growEdge(text, range.start, 'start'),
    end: growEdge(text, range.end, 'end'),
  };
}
