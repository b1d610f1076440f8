import { bucketAt, GRAM, type GramIndex } from './gram-index';

/** Where in a text a place may start. UTF-16 units, end exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The fewest edits that a place which starts here can have. */
  readonly edits: number;
}

/** Narrower cells cost more to add up than they save in searching. */
const MIN_CELL_BITS = 3;
/** The share of the votes asked for that may be given up to leave the commonest grams out. */
const SPARE = 0.35;
/** As many votes as a cell can count. */
const MAX_VOTERS = 255;
/** Where the grams that vote stand oftener, as a share of the text, they stand everywhere. */
const MAX_OCCURRENCES = 1 / 4;

interface Gram {
  /** Offset in the pattern. */
  readonly at: number;
  readonly bucket: number;
  /** How often it stands in the text, or shares its bucket with what does. */
  readonly count: number;
}

interface Voters {
  readonly grams: readonly Gram[];
  readonly occurrences: number;
}

/**
 * Grams of the pattern no two of which overlap, so that an edit spoils one at
 * most: of the ways to lay them, the one with the fewest occurrences. The
 * commonest cost the most and tell the least; some of them are left out, but
 * so many stay that a place within `budget` edits keeps some.
 */
function chooseVoters(index: GramIndex, pattern: string, budget: number): Voters {
  const { starts, bits } = index;
  const ways = Array.from({ length: GRAM }, (_, first): Voters => {
    const grams: Gram[] = [];
    let occurrences = 0;
    for (let at = first; at + GRAM <= pattern.length; at += GRAM) {
      const bucket = bucketAt(pattern, at, bits);
      const count = (starts[bucket + 1] ?? 0) - (starts[bucket] ?? 0);
      grams.push({ at, bucket, count });
      occurrences += count;
    }
    return { grams, occurrences };
  });
  const { grams } = ways.reduce((best, way) => (way.occurrences < best.occurrences ? way : best));
  const spare = Math.max(0, Math.floor((grams.length - budget - 1) * SPARE));
  const rarest = [...grams].sort((a, b) => a.count - b.count).slice(0, grams.length - spare);
  return { grams: rarest, occurrences: rarest.reduce((sum, { count }) => sum + count, 0) };
}

interface Run {
  /** Cells, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** The most that `span` cells of it hold. */
  readonly votes: number;
}

/** The runs of `span` cells and more that hold `enough` votes. */
function fullRuns(cells: Uint8ClampedArray, span: number, enough: number): Run[] {
  const runs: Run[] = [];
  let from = -1;
  let votes = 0;
  let sum = 0;
  for (let cell = 0; cell < span; cell++) sum += cells[cell] ?? 0;
  const windows = cells.length - span;
  for (let cell = 0; cell < windows; cell++) {
    if (sum >= enough) {
      if (from < 0) from = cell;
      if (sum > votes) votes = sum;
    } else if (from >= 0) {
      runs.push({ from, to: cell - 1 + span, votes });
      from = -1;
      votes = 0;
    }
    sum += (cells[cell + span] ?? 0) - (cells[cell] ?? 0);
  }
  if (from >= 0) runs.push({ from, to: windows - 1 + span, votes });
  return runs;
}

/**
 * Every stretch of an indexed text where a place within `budget` edits of the
 * pattern may start, in the order of the text.
 *
 * It counts the grams that text and pattern share by the diagonal on which they
 * lie (offset in the text less offset in the pattern). No place is lost: each
 * edit spoils one gram at most, and the others lie on diagonals that are as
 * many apart as there are edits, at most; the start of the place is one of
 * these diagonals or among them.
 *
 * Null when this can't narrow the search: no gram need be left of so many edits
 * (never within `errorBudget`), or the pattern's grams stand everywhere, as in
 * a text of one letter. Costs the occurrences of the grams and an eighth of the
 * text, at the most.
 *
 * https://doi.org/10.1016/0304-3975(92)90143-4
 */
export function findLikelyStarts(
  index: GramIndex,
  pattern: string,
  budget: number,
): Stretch[] | null {
  const { text, starts, offsets } = index;
  const { grams, occurrences } = chooseVoters(index, pattern, budget);
  const enough = grams.length - budget;
  if (enough < 1 || grams.length > MAX_VOTERS) return null;
  if (occurrences > text.length * MAX_OCCURRENCES) return null;

  const cellBits = Math.max(MIN_CELL_BITS, 29 - Math.clz32(budget + 1));
  /** How many cells so many edits can spread the diagonals over. */
  const span = Math.ceil(budget / (1 << cellBits)) + 1;
  // A place at the very start of the text may have lost the pattern's beginning.
  const base = pattern.length + (span << cellBits);
  // Full cells stay full: so many votes are never needed.
  const cells = new Uint8ClampedArray(((text.length + base) >>> cellBits) + span + 1);
  for (const { at, bucket } of grams) {
    const end = starts[bucket + 1] ?? 0;
    const shift = base - at;
    for (let slot = starts[bucket] ?? 0; slot < end; slot++) {
      const cell = ((offsets[slot] ?? 0) + shift) >>> cellBits;
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
  }
  const startOf = (cell: number) => Math.min(text.length, Math.max(0, (cell << cellBits) - base));
  return fullRuns(cells, span, enough).map(({ from, to, votes }) => ({
    from: startOf(from),
    to: startOf(to),
    edits: Math.max(0, grams.length - votes),
  }));
}
