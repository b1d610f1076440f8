import { CURRENCIES, NUMBER_WORDS, UNITS } from './figure-words';

/**
 * What can follow a figure and belongs to it: a magnitude, a multiplier, a percent sign, a unit, a
 * currency. "3" is not the same as "3 M€", "10 × 10⁶", "10 1/2" or "5 ‱".
 *
 * All of this reads a visible window, where white space is one " " or "\n".
 */

function anyOf(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, (mark) => `\\${mark}`))
    .join('|');
}

const LETTER = '[\\p{L}\\p{M}\\p{N}_]';
/** The end of a word: no longer word, no elided article and no initial of a name starts here. */
const WORD_END = `(?!${LETTER}|['\u2018\u2019\u02BC]${LETTER})`;

/**
 * After a magnitude, a unit or a currency: the end of the word, or a digit directly after two
 * letters. Such a digit is a power or a footnote number that is no longer raised: "12 km2",
 * "2 million11".
 */
const UNIT_END = `(?:${WORD_END}|(?<=\\p{L}{2})(?=\\p{Nd}))`;

const MAGNITUDES = [
  '(?:hundred|thousand|[mbt]r?illion|dozen|lakh|crore)s?|percent|pct|per cent',
  '(?:cent|millier|milliard|douzaine|centaine)s?|pour cent|mille|pour mille',
  'k|m|b|t|g|bn|tn|mn|mln|mld|mlrd|mrds?|mds?|mio|mia',
  'tausend|millionen|milliarden?|billionen|prozent|mil|mill[oó]n(?:es)?|millardos|por ciento',
  'mila|mili(?:one|oni|ardo|ardi)|per cento|miljoen|miljard|procent|milh(?:ão|ões)|bilh(?:ão|ões)',
  'тыс|млн|млрд|трлн|тысяч\\p{L}*|миллион\\p{L}*|миллиард\\p{L}*|процент\\p{L}*',
  'ألف|آلاف|مليون|ملايين|مليار|بالمئة|بالمائة|في المئة|في المائة|हज़ार|लाख|करोड़|प्रतिशत',
].join('|');

/** With the magnitude or prefix directly before the currency: `M€`, `k$`, `MUSD`. */
const MONEY_WORDS = `(?:[kmbt]|m[dn]s?|bn|mrd)?(?:\\p{Sc}|${anyOf([...CURRENCIES].filter((word) => /^\p{L}/u.test(word)))}|roubles?|руб\\p{L}*|долл\\p{L}*|евро|دولار|يورو)`;

/** "an" and "a" are units in French and in physics, and the most frequent words in English. */
export const ARTICLES = new Set(['an', 'a']);
const UNIT_WORDS = anyOf([...UNITS].filter((word) => /^\p{L}/u.test(word) && !ARTICLES.has(word)));
/** After a year these are probably a title ("en 2019 M. Morel") or a new clause. */
const DOUBTFUL = /^(?:\p{L}|mm|ma|bar|points?|second|min|mil)$/iu;
const YEAR = /(?<![\p{L}\p{N}\p{Sc}.,+\-\u2212])(?:1[5-9]|20)\d\d$/u;

const SPACELESS_TAIL =
  '[十百千万萬亿億兆元円圆年月日歳岁倍割米吨秒％만억조천백원]|美元|欧元|日元|英镑|公里|公斤|百分点|个百分点|小时|分钟|時間|パーセント|ポイント|ドル|ユーロ|ポンド|キロ|メートル|トン|グラム|퍼센트|달러|유로';

const SIGNS = [
  '[%\uFF05\uFE6A\u066A\u2030\u2031\u00B0\u2103\u2109\u2032\u2033]',
  '\\p{Sc}',
  '[\u00D7x*\u2715] ?\\p{N}',
  '[\u00B7\u22C5] ?10(?:\\p{No}|\\^)',
  '\\^ ?[+\\-\u2212]? ?\\p{N}',
  '\\p{Nd}+ ?[\\/\u2044\u2215] ?\\p{Nd}+(?![\\p{N}\\/])',
  '\u00B1 ?\\p{N}',
  '(?:and (?:a|one)|et) (?:half|third|quarter|demie?|tiers|quart)(?!\\p{L})',
].join('|');

/** A power, or what a unit is divided by: the rest of "m/s²". No text can be read in two ways. */
const UNIT_REST = `(?:\\/?[\u00B2\u00B3]|\\/(?:(?![\u00B2\u00B3])${LETTER})+)`;

const TAIL = new RegExp(
  `[ \\n]?(?:(?<sign>${SIGNS})|(?<word>${MAGNITUDES}|${UNIT_WORDS}|${MONEY_WORDS})${UNIT_REST}*${UNIT_END})|(?<spaceless> ?(?:${SPACELESS_TAIL}))|(?<year> an${WORD_END})|(?<ampere> A(?=[.,;:)\n]|$))`,
  'iuy',
);
/** The minutes after "5 h", "5 °" or "5 ′". */
const MINUTES = / ?\p{Nd}{1,2}(?!\p{N})/uy;

/** Number words with other meanings. They count only before a magnitude. */
const ONLY_WITH_MAGNITUDE = new Set(
  'one un second first third half quarter double twice triple premier première deuxième tiers quart demi demie moitié'.split(
    ' ',
  ),
);

/** Returns whether a token is a number only beside a magnitude: "first", "one", "half". */
export function countsOnlyWithMagnitude(token: string): boolean {
  return ONLY_WITH_MAGNITUDE.has(token.toLowerCase());
}

function lastPart(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('-'), word.lastIndexOf('\u2011')) + 1).toLowerCase();
}

/** Returns whether a token states a figure, in digits or in words. */
export function isFigure(token: string): boolean {
  return /\p{N}/u.test(token) || NUMBER_WORDS.has(lastPart(token));
}

/**
 * The last character of a figure and the next line, if that line is not the rest of the figure: the
 * figure is complete, or the line has a text or a figure of its own, such as "Days of rain",
 * "M. Delmas", "T-shirts", "$12", "1/2 cup", "* 2 are estimates". A sign with a space or a letter
 * behind it can belong to the figure above.
 */
const ENDS_LINE =
  /^(?:[%\p{Sc}]\n|.\n(?:(?:[^\p{L}\s]+|\* )\p{N}|\p{Lu}(?:\p{Ll}{2}|\p{Lu}{4}|\p{Ll}?(?:[.-]| \p{Lu}\p{Ll}))))/u;

/** Returns the end after one more part of a figure that ends at `end`, or null. */
function stepFrom(text: string, start: number, end: number): number | null {
  if (ENDS_LINE.test(text.slice(end - 1))) return null;
  TAIL.lastIndex = end;
  const match = TAIL.exec(text);
  if (match === null) return null;
  const figure = text.slice(start, end);
  const after = end + match[0].length;
  const { word, year, ampere } = match.groups ?? {};
  const gap = match[0].charAt(0);
  if (year !== undefined) return /(?<!\p{N})1$/u.test(figure) ? after : null;
  if (ampere !== undefined) return ampere === ' A' ? after : null;
  if (word === undefined) return after;
  if (YEAR.test(text.slice(Math.max(0, end - 5), end))) {
    if (DOUBTFUL.test(word) || /^[-\u2010\u2011]\p{L}/u.test(text.slice(after, after + 2))) {
      return null;
    }
  }
  const isWord = !/\p{N}/u.test(figure);
  if (isWord && (gap !== ' ' || /^\p{L}{1,2}$/u.test(word))) return null;
  if (isWord && ONLY_WITH_MAGNITUDE.has(lastPart(figure))) {
    return /^(?:hundred|thousand|[mbt]r?illi|milliard|mille|lakh|crore)/iu.test(word)
      ? after
      : null;
  }
  return after;
}

/**
 * Returns where a figure at `start` to `end` of a visible window's text really ends: after its
 * magnitude, unit and currency, if any.
 */
export function figureEnd(text: string, start: number, end: number): number {
  let at = end;
  for (let steps = 0; steps < 4; steps++) {
    const next = stepFrom(text, start, at);
    if (next === null) return at;
    at = next;
    MINUTES.lastIndex = at;
    const minutes = /(?:h|[°′])$/iu.test(text.slice(end, at)) ? MINUTES.exec(text) : null;
    if (minutes !== null) at += minutes[0].length;
  }
  return at;
}
