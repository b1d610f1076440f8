import type { TextRange } from '@/utils/text/text-model';

/**
 * Words and figures as a strict reader sees them: `15 %`, `$1.5 million`,
 * `≤ 12,5 °C`, `well-known`, `U.S.`, `km/h` are each one thing, and a quote
 * that starts or ends inside one says something else than its page does.
 *
 * Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) have
 * no word edges here, except around figures and runs of Han numerals.
 * An elided article (`l’`, `d’`, `qu’`) is a word of its own; `n’` is not,
 * since a negation hangs on it.
 */
const SPACELESS =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}\\u30FC]';
const LETTER = `[[\\p{L}\\p{M}\\p{N}_\\u00AD\\u200B-\\u200D\\u2060]--${SPACELESS}]`;
const APOSTROPHE = "['\\u2019\\u02BC\\uFF07]";
const HYPHEN = '[\\-\\u2010-\\u2013\\u2212]';
const GAP = '[ \\u00A0\\u2009\\u202F]';
const MONEY = '[\\u20AC$\\u00A3\\u00A5\\u20B9\\u20BD\\u20A9\\u20BF]';
const HAN_NUMERAL =
  '[\\u3007\\u96F6\\u4E00\\u4E8C\\u4E09\\u56DB\\u4E94\\u516D\\u4E03\\u516B\\u4E5D\\u5341\\u767E\\u5343\\u842C\\u4E07\\u5104\\u4EBF\\u5146\\u4E24\\u5169]';
const MAGNITUDE =
  '(?:hundred|thousand|million|billion|trillion|cent|mille|millier|milliard|bn|tn|percent|per cent|pour cent)s?';

const ELISION = `(?<!${LETTER})(?:[ldsjmtc]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|dall|sull|all|coll|un)${APOSTROPHE}(?=${LETTER})`;

const NUMBER = [
  `(?:[<>\\u2264\\u2265\\u2248~\\u00B1]${GAP}?)?`,
  `(?:(?<!${LETTER}|\\))(?:[+\\-\\u2010-\\u2014]|\\u2212${GAP}?))?`,
  `(?:${MONEY}${GAP}?)?`,
  `(?:[.,](?=\\p{Nd}))?\\p{N}`,
  `(?:\\p{N}|[.,:'\\u2019\\/\\u2044\\-\\u2010-\\u2015\\u2212\\u00D7\\^](?=\\p{N})|(?<=(?<!\\p{Nd})\\p{Nd}{1,3})${GAP}(?=\\p{Nd}{3}(?!\\p{N}))|${GAP}?[\\u00BC-\\u00BE\\u2150-\\u215E])*`,
  `(?:${GAP}?(?:[%\\u2030\\u00B0\\u2032\\u2033+]|${MONEY})|${HAN_NUMERAL}+|[\\u5143\\u5186\\u5E74\\u6708\\u65E5\\u6B73\\u5C81\\uFF05])*`,
  `(?:${LETTER}|[.\\/&${HYPHEN.slice(1, -1)}](?=${LETTER})|${APOSTROPHE}(?=${LETTER}))*`,
  `(?:${GAP}${MAGNITUDE}(?!${LETTER}))?`,
].join('');

const WORD = `${LETTER}(?:${LETTER}|(?:${APOSTROPHE}|[.&\\/@]|${HYPHEN})(?=${LETTER}))*(?:\\+{1,2}|#)?`;

const TOKEN = new RegExp(`${ELISION}|${NUMBER}|${WORD}|${HAN_NUMERAL}{2,}`, 'giv');

/** No word or figure that matters is longer; text before it cannot change where a token ends. */
const REACH = 80;

function tokenAround(text: string, offset: number): TextRange | null {
  if (offset <= 0 || offset >= text.length) return null;
  let from = Math.max(0, offset - REACH);
  while (from > 0 && from < offset && /[\p{L}\p{N}\p{M}]/u.test(text.charAt(from))) from++;
  if (from >= offset) from = Math.max(0, offset - REACH);
  const window = text.slice(from, offset + REACH);
  for (const match of window.matchAll(TOKEN)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (start >= offset) return null;
    if (end > offset) return { start, end };
  }
  return null;
}

/** Possessive 's may be left out: the word before it is whole. */
function isPossessiveTail(text: string, offset: number): boolean {
  return /^['’ʼ]s(?![\p{L}\p{N}])/iu.test(text.slice(offset, offset + 4));
}

/** Whether a quote with an edge at `offset` would begin or end inside a word or a figure. */
export function cutsToken(text: string, offset: number): boolean {
  return tokenAround(text, offset) !== null;
}

/** Whether a range stands on whole words and figures at both ends. */
export function standsOnWholeTokens(text: string, range: TextRange): boolean {
  if (cutsToken(text, range.start)) return false;
  return isPossessiveTail(text, range.end) || !cutsToken(text, range.end);
}

/** The range grown to the whole words and figures at its ends. */
export function growToTokens(text: string, range: TextRange): TextRange {
  return {
    start: tokenAround(text, range.start)?.start ?? range.start,
    end: tokenAround(text, range.end)?.end ?? range.end,
  };
}
