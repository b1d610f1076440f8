import type { Quantity } from './quantity';

const CONNECTS = /^[ ]?(?:-|–|—|to|à|et|and|or|ou|vs\.?|contre|against|,)[ ]?(?:de |~)?$/u;

/** Applies what one number says to both: "10 to 20%" and "$10–20 million". */
export function shareUnits(lower: string, quantities: readonly Quantity[]): Quantity[] {
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
