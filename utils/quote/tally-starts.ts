import { bucketAt, GRAM, type GramIndex } from './gram-index';

/** Where in a text a place may start. UTF-16 units, end exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The most grams that a place which starts here shares with the pattern, as far as they voted. */
  readonly votes: number;
}

/** For each start in a text, how many grams of a pattern a place there can share with it. */
export interface StartTally {
  /** How many of the grams that voted are missing where fewest are. */
  readonly fewestMissing: number;
  /** Every stretch where a place within `distance` (at most the budget) may start, in the order of the text. */
  within(distance: number): Stretch[];
}

/** The narrowest cell: narrower ones cost more to add up than they save in searching. */
const MIN_CELL_BITS = 3;
/** The share of the votes asked for that may be given up to leave the commonest grams out. */
const SPARE = 0.35;
/** So many occurrences are counted sooner than chosen among. */
const FEW = 1_000;
/** As many votes as a cell can count. */
const MAX_GRAMS = 255;

interface Voters {
  readonly buckets: Int32Array;
  /** Whether the gram at this offset votes. */
  readonly votes: (at: number) => boolean;
  /** How many do not. */
  readonly silent: number;
  /** How many occurrences those that do have in the text. */
  readonly occurrences: number;
}

/**
 * The grams that vote. A page's commonest grams cost the most and tell the
 * least: `spare` of them may be left out, when as many fewer votes are asked for.
 */
function chooseVoters(index: GramIndex, pattern: string, spare: number): Voters {
  const { starts, bits } = index;
  const grams = pattern.length - GRAM + 1;
  const buckets = new Int32Array(grams);
  const counts = new Int32Array(grams);
  let all = 0;
  for (let at = 0; at < grams; at++) {
    const bucket = bucketAt(pattern, at, bits);
    const count = (starts[bucket + 1] ?? 0) - (starts[bucket] ?? 0);
    buckets[at] = bucket;
    counts[at] = count;
    all += count;
  }
  if (all <= FEW) return { buckets, votes: () => true, silent: 0, occurrences: all };
  const most = counts.slice().sort()[grams - 1 - spare] ?? 0;
  let silent = 0;
  let occurrences = 0;
  for (const count of counts) {
    if (count > most) silent++;
    else occurrences += count;
  }
  return { buckets, votes: (at) => (counts[at] ?? 0) <= most, silent, occurrences };
}

/**
 * Counts, by the diagonal on which they lie (offset in the text less offset in
 * the pattern), the grams that text and pattern share. It loses no place: of
 * the pattern's grams, each edit spoils `GRAM` at most, and the others lie on
 * diagonals that are as many apart as there are edits, at most; the start of
 * the place is one of these diagonals or among them.
 *
 * Null when this can't narrow the search: with so many edits no gram need be
 * left (never within `errorBudget`), or the pattern's grams stand everywhere,
 * as in a text of one letter. Costs the occurrences of the pattern's grams, at
 * most the text's length; in prose about a thousandth of pattern × text.
 *
 * https://doi.org/10.1016/0304-3975(92)90143-4
 */
export function tallyStarts(index: GramIndex, pattern: string, budget: number): StartTally | null {
  const { text, starts, offsets } = index;
  const grams = pattern.length - GRAM + 1;
  if (grams - GRAM * budget < 1 || grams > MAX_GRAMS) return null;
  const spare = Math.floor((grams - GRAM * budget - 1) * SPARE);
  const voters = chooseVoters(index, pattern, spare);
  if (voters.occurrences > text.length) return null;
  const voting = grams - voters.silent;
  const needed = (distance: number) => voting - GRAM * distance;

  const cellBits = Math.max(MIN_CELL_BITS, 30 - Math.clz32(budget + 1));
  /** How many cells so many edits can spread the diagonals over. */
  const spread = (edits: number) => Math.ceil(edits / (1 << cellBits)) + 1;
  const span = spread(budget);
  // A place at the very start of the text may have lost the pattern's beginning.
  const base = pattern.length + (span << cellBits);
  // Full cells stay full: so many votes are never needed.
  const cells = new Uint8ClampedArray(((text.length + base) >>> cellBits) + span + 1);
  for (let at = 0; at < grams; at++) {
    if (!voters.votes(at)) continue;
    const bucket = voters.buckets[at] ?? 0;
    const end = starts[bucket + 1] ?? 0;
    const shift = base - at;
    for (let slot = starts[bucket] ?? 0; slot < end; slot++) {
      const cell = ((offsets[slot] ?? 0) + shift) >>> cellBits;
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
  }

  const enough = needed(budget);
  /** The cells whose span has enough votes, and how many. */
  const hopeful: { cell: number; votes: number }[] = [];
  let most = 0;
  let sum = 0;
  for (let cell = 0; cell < span; cell++) sum += cells[cell] ?? 0;
  for (let cell = 0; cell + span < cells.length; cell++) {
    if (sum >= enough) hopeful.push({ cell, votes: sum });
    if (sum > most) most = sum;
    sum += (cells[cell + span] ?? 0) - (cells[cell] ?? 0);
  }
  const startOf = (cell: number) => Math.min(text.length, Math.max(0, (cell << cellBits) - base));
  return {
    fewestMissing: Math.max(0, voting - most),
    within(distance) {
      const touched = spread(distance);
      const found: Stretch[] = [];
      let first = 0;
      let last = -2;
      let votes = 0;
      const close = () => {
        // Every span that covers all that a place touches has its votes: one alone proves that there is none.
        if (votes === 0 || last - first < span - touched) return;
        const from = startOf(first + span - touched);
        const to = startOf(last + touched);
        if (to > from) found.push({ from, to, votes });
      };
      for (const { cell, votes: here } of hopeful) {
        if (here < needed(distance)) continue;
        if (cell !== last + 1) {
          close();
          first = cell;
          votes = 0;
        }
        last = cell;
        votes = Math.max(votes, here);
      }
      close();
      return found;
    },
  };
}
