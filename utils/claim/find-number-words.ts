import { hedgeBefore } from './hedges';
import { NUMBER_VALUES, ROUND_NUMBERS, readNumberWords } from './number-words';
import { makeQuantity, type Quantity } from './quantity';
import { readTail, type Tail } from './read-tail';
import { anyOf, type Blotter, type ScanText } from './scan-text';

const WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}_]|\\p{L}-)(?:${anyOf([...NUMBER_VALUES.keys(), 'a', 'an'])})(?![\\p{L}\\p{N}])(?:[ -](?:${anyOf([...NUMBER_VALUES.keys(), 'et', 'and'])})(?![\\p{L}\\p{N}]))*`,
  'gu',
);
const ROUND = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:une|an?|la|half a) (?<round>${anyOf(ROUND_NUMBERS.keys())})(?!\\p{L})`,
  'gu',
);
/** A quick test: a text without one of these has no such number. */
const ROUND_SIGN = new RegExp(anyOf(ROUND_NUMBERS.keys()));
/** "Quatre-vingt-dix-neuf mille" has six words; no number has many more. */
const LONGEST = 12;
/** "The two sites" refers to something that the text has already counted. */
const THE_TWO = /(?:^|[^\p{L}])(?:the|these|those|its|their|les|des|aux|ces|ses|leurs) $/u;
/** "A year earlier" compares two times, and is not a duration. */
const COMPARES =
  /^ (?:plus tôt|plus tard|auparavant|après|avant|earlier|later|before|after|ago|on(?!\p{L}))/u;
/** French counts the first day of a week twice. */
const WEEKS: ReadonlyMap<string, number> = new Map([
  ['huit jours', 1],
  ['quinze jours', 2],
]);
/** A plural word after "neuf" shows that it is a number. Otherwise it means new. */
const COUNTED = /^ \p{L}+[sx](?!\p{L})/u;

/**
 * Finds the numbers that a text gives in words. `text` is the lower-case text, with what other
 * readers have already taken blanked out.
 */
export function findNumberWords(scan: ScanText, blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of ROUND_SIGN.test(text) ? text.matchAll(ROUND) : []) {
    const value = ROUND_NUMBERS.get(match.groups?.['round'] ?? '') ?? 0;
    const start = match.index;
    const { end, magnitude, unit } = readTail(scan, start + match[0].length, false, false);
    const meanings = [{ value: value * magnitude, unit }];
    found.push(makeQuantity({ start, end }, meanings, { about: 'near' }));
    blotter.take(start, end);
  }
  for (const match of text.matchAll(WORDS)) {
    const parts = [...match[0].matchAll(/\p{L}+/gu)];
    let at = 0;
    while (at < parts.length) {
      const next = parts.slice(at, at + LONGEST);
      const words = next.map(([word]) => word);
      const isArticle = words[0] === 'a' || words[0] === 'an';
      const read = isArticle ? { value: 1, used: 1 } : readNumberWords(words);
      at += read?.used ?? 1;
      const first = next[0];
      const last = next[(read?.used ?? 1) - 1];
      if (read === null || first === undefined || last === undefined) continue;
      const start = match.index + first.index;
      const end = match.index + last.index + last[0].length;
      if (!blotter.isFree(start, end)) continue;
      const tail = readTail(scan, end, false, false);
      const counts = tail.magnitude > 1 || tail.unit !== null;
      if (isArticle && !counts) continue;
      if (
        words[0] === 'neuf' &&
        read.used === 1 &&
        !counts &&
        !COUNTED.test(text.slice(end, end + 24))
      ) {
        continue;
      }
      const before = text.slice(Math.max(0, start - 7), start);
      const loose =
        (read.value <= 1 && !tellsOne(isArticle, tail, text)) ||
        (read.value === 2 && !counts && THE_TWO.test(before));
      const meanings = [{ value: read.value * tail.magnitude, unit: tail.unit }];
      const weeks = WEEKS.get(text.slice(start, tail.end));
      if (weeks !== undefined) meanings.push({ value: weeks * 7, unit: tail.unit });
      const range = { start, end: tail.end };
      found.push(makeQuantity(range, meanings, { about: hedgeBefore(scan.lower, start), loose }));
      blotter.take(start, tail.end);
    }
  }
  return found;
}

/**
 * Returns whether "one" is a number and not an article: before a magnitude, or before a longer unit
 * of time.
 */
function tellsOne(isArticle: boolean, tail: Tail, text: string): boolean {
  if (isArticle) return false;
  if (tail.magnitude > 1) return true;
  const { unit } = tail;
  const lasts =
    unit?.dimension === 'month' ||
    (unit?.dimension === 'time' && unit.factor >= 3600 && unit.factor !== 86_400);
  return lasts && !COMPARES.test(text.slice(tail.end, tail.end + 12));
}
