import { findDigits } from './find-digits';
import { findFractions, findNumberWords, findOrdinals } from './find-number-words';
import type { Quantity } from './quantity';
import type { Blotter, ScanText } from './scan-text';

/**
 * Finds the numbers of a text in English or French, in order, outside of what `blotter` has as
 * taken, and marks what it reads. Linear.
 */
export function findQuantities(scan: ScanText, blotter: Blotter): Quantity[] {
  const found = [
    ...findFractions(blotter, blotter.over(scan.lower)),
    ...findDigits(scan, blotter, blotter.over(scan.lower)),
    ...findNumberWords(scan, blotter, blotter.over(scan.lower)),
    ...findOrdinals(blotter, blotter.over(scan.lower)),
  ].sort((a, b) => a.start - b.start);
  return shareUnits(scan.lower, found);
}

const CONNECTS = /^[ ]?(?:-|–|—|to|à|et|and|or|ou|vs\.?|contre|against|,)[ ]?(?:de |~)?$/u;

/** Gives both numbers of "10 to 20%" and "$10–20 million" the unit and the magnitude of one. */
function shareUnits(lower: string, quantities: readonly Quantity[]): Quantity[] {
  const out = [...quantities];
  for (let at = out.length - 2; at >= 0; at--) {
    const one = out[at];
    const next = out[at + 1];
    if (one === undefined || next === undefined || one.version || one.end > next.start) continue;
    if (!CONNECTS.test(lower.slice(one.end, next.start))) continue;
    const mine = one.meanings[0];
    const theirs = next.meanings[0];
    if (mine === undefined || theirs === undefined || theirs.unit?.dimension === 'nth') continue;
    const magnitude = magnitudeOf(lower.slice(next.start, next.end));
    if (mine.unit === null && (theirs.unit !== null || magnitude > 1)) {
      const large = magnitudeOf(lower.slice(one.start, one.end)) > 1;
      const more = one.meanings.map(({ value }) => ({
        value: large ? value : value * magnitude,
        unit: theirs.unit,
      }));
      out[at] = { ...one, meanings: [...more, ...one.meanings] };
    } else if (mine.unit?.dimension.startsWith('money') === true) {
      if (theirs.unit === null) {
        const { unit } = mine;
        out[at + 1] = {
          ...next,
          meanings: [...next.meanings.map(({ value }) => ({ value, unit })), ...next.meanings],
        };
      }
      if (magnitude > 1 && magnitudeOf(lower.slice(one.start, one.end)) === 1) {
        const more = one.meanings.map(({ value, unit }) => ({ value: value * magnitude, unit }));
        out[at] = { ...one, meanings: [...more, ...one.meanings] };
      }
    }
  }
  return out;
}

function magnitudeOf(words: string): number {
  if (/\d ?(?:mille |thousand )?(?:milliards?|billions?|bn|mds?|b(?!\p{L}))/u.test(words))
    return 1e9;
  if (/\d ?(?:millions?|mn|m(?:[€$£]|$))/u.test(words)) return 1e6;
  if (/\d ?(?:trillions?|tn)/u.test(words)) return 1e12;
  return /\d ?(?:k|thousand|mille)(?!\p{L})/u.test(words) ? 1e3 : 1;
}
