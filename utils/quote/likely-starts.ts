import { bucketAt, GRAM, type GramIndex } from './gram-index';

/** A part of a text where a place may start. UTF-16 units, end exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The lowest number of edits of a place that starts here. */
  readonly edits: number;
}

/** Narrower cells cost more to sum than they save in searching. */
const MIN_CELL_BITS = 3;
/** The share of the required votes that may be given up to leave out the most frequent grams. */
const SPARE = 0.35;
/** The maximum number of votes that a cell can count. */
const MAX_VOTERS = 255;
/**
 * If the voting grams occur at more than this share of the text's offsets, they occur everywhere.
 */
const MAX_OCCURRENCES = 1 / 4;

interface Gram {
  /** The offset in the pattern. */
  readonly at: number;
  readonly bucket: number;
  /** How often it occurs in the text, including other grams in its bucket. */
  readonly count: number;
}

interface Voters {
  readonly grams: readonly Gram[];
  readonly occurrences: number;
}

/**
 * Chooses grams of the pattern that do not overlap, so that an edit spoils at most one. Of all ways
 * to choose them, takes the one with the fewest occurrences. The most frequent grams cost most and
 * say least, so some are left out, but enough stay that a place within `budget` edits keeps some.
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
  /** In cells, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** The highest number of votes in `span` adjacent cells of it. */
  readonly votes: number;
}

/** Returns the runs of at least `span` cells that have `enough` votes. */
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
 * Returns every part of an indexed text where a place within `budget` edits of the pattern may
 * start, in the order of the text.
 *
 * It counts the common grams of text and pattern by their diagonal (offset in the text minus offset
 * in the pattern). No place is lost: each edit spoils at most one gram, and the diagonals of the
 * others differ by at most the number of edits; the start of the place is one of these diagonals or
 * between them.
 *
 * Returns null if this cannot narrow the search: with so many edits no gram need be left (never
 * within `errorBudget`), or the pattern's grams occur everywhere, as in a text of one letter. Costs
 * the occurrences of the grams and at most an eighth of the text.
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
  /** The number of cells over which that many edits can spread the diagonals. */
  const span = Math.ceil(budget / (1 << cellBits)) + 1;
  // A place at the very start of the text may have lost the beginning of the pattern.
  const base = pattern.length + (span << cellBits);
  // A full cell stays full; more votes are never needed.
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
