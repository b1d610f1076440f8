import { IMPLIED_NUMBERS, ORDINAL_WORDS } from './number-words';
import { makeQuantity, type Quantity } from './quantity';
import { anyOf, type Blotter } from './scan-text';
import { NTH, UNITS } from './units';

const FRONT = '(?<![\\p{L}\\p{N}_])';
const ORDINAL = new RegExp(`${FRONT}(?:${anyOf(ORDINAL_WORDS.keys())})(?!\\p{L})`, 'gu');
const IMPLIED = new RegExp(`${FRONT}(?:${anyOf(IMPLIED_NUMBERS.keys())})(?!\\p{L})`, 'gu');
/**
 * "First" and "premier" have many meanings. One of these words after them shows that they mean a
 * rank.
 */
const RANK = /^ (?:place|rang|position|rank|spot)(?!\p{L})/u;
/**
 * "Second" can also be a unit of time. One of these words before it shows that it is an ordinal.
 */
const DEFINITE = /(?:the|le|la|au|du|its) $/u;

/**
 * Finds the ordinals that a text gives in words, and words that imply a number, for example "both".
 */
export function findOrdinals(blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(ORDINAL)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!blotter.isFree(start, end)) continue;
    const value = ORDINAL_WORDS.get(match[0]) ?? 0;
    const before = text.slice(Math.max(0, start - 5), start);
    const isRank = RANK.test(text.slice(end, end + 12));
    // "A fifth" may be a share that the table of fractions does not have.
    const doubtful = value === 1 || (value === 2 && !DEFINITE.test(before)) || / a $/u.test(before);
    found.push(
      makeQuantity({ start, end }, [{ value, unit: NTH }], { loose: doubtful && !isRank }),
    );
    blotter.take(start, end);
  }
  for (const match of text.matchAll(IMPLIED)) {
    const value = IMPLIED_NUMBERS.get(match[0]) ?? 0;
    const start = match.index;
    const meanings = [null, UNITS.get('x') ?? null].map((unit) => ({ value, unit }));
    found.push(makeQuantity({ start, end: start + match[0].length }, meanings, { loose: true }));
  }
  return found;
}
