import { createEditScanner, type EditScanner } from './edit-scanner';
import type { GramIndex } from './gram-index';
import { type StartTally, type Stretch, tallyStarts } from './tally-starts';

/**
 * By the square of its length the grams that a pattern meets by chance become
 * more, those that it must keep only by its length: so its parts are looked for.
 */
const PART = 110;

interface Part {
  /** Where in the pattern it begins. */
  readonly offset: number;
  readonly length: number;
  readonly tally: StartTally;
  readonly scanner: EditScanner;
}

/** Up to so many edits, as a share of the pattern, every stretch is looked at. */
const FEW_EDITS = 0.15;
/**
 * With more, how much text may be looked at in vain, as a share of the whole
 * and at the least, before the stretches with fewer votes are given up.
 */
const VAIN_SHARE = 1 / 25;
const VAIN_LEAST = 4_000;

/** Where a pattern can stand in an indexed text. */
export interface LikelyStarts {
  /** About how many edits the closest place has; a guess. */
  readonly guess: number;
  /**
   * The stretches where a place within `distance` (at most the budget) may
   * start, in the order of the text. None is missing when `distance` is a
   * seventh of the pattern or less. Beyond, those with the fewest votes are
   * given up once many were looked at in vain: a page full of what resembles
   * the pattern could hide a place whose edits are spread evenly over it.
   */
  within(distance: number): Stretch[];
}

function joinOverlapping(stretches: Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { from, to, votes } of stretches.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) {
      joined[joined.length - 1] = {
        from: last.from,
        to: Math.max(last.to, to),
        votes: Math.max(last.votes, votes),
      };
    } else joined.push({ from, to, votes });
  }
  return joined;
}

/**
 * Tallies a pattern's parts: of n parts of a place within k edits, one at least
 * has k / n or fewer. Null when that can't narrow the search; see `tallyStarts`.
 */
export function findLikelyStarts(
  index: GramIndex,
  pattern: string,
  budget: number,
): LikelyStarts | null {
  const { text } = index;
  const count = Math.max(1, Math.round(pattern.length / PART));
  const edge = (part: number) => Math.round((part * pattern.length) / count);
  const share = (distance: number) => Math.floor(distance / count);
  const parts: Part[] = [];
  for (let part = 0; part < count; part++) {
    const offset = edge(part);
    const wanted = pattern.slice(offset, edge(part + 1));
    const tally = tallyStarts(index, wanted, share(budget));
    if (tally === null) return null;
    const scanner = createEditScanner(text, wanted, 'forwards');
    parts.push({ offset, length: wanted.length, tally, scanner });
  }
  const missing = parts.reduce((sum, { tally }) => sum + tally.fewestMissing, 0);

  const within = (distance: number) => {
    const allowed = share(distance);
    const likeliest = parts
      .flatMap((part) => part.tally.within(allowed).map((stretch) => ({ part, stretch })))
      .sort((a, b) => b.stretch.votes - a.stretch.votes);
    let vain =
      distance <= pattern.length * FEW_EDITS
        ? Number.POSITIVE_INFINITY
        : Math.max(VAIN_LEAST, text.length * VAIN_SHARE);
    const starts: Stretch[] = [];
    for (const { part, stretch } of likeliest) {
      const { offset, length, scanner } = part;
      const { from, to, votes } = stretch;
      const end = Math.min(text.length, to + length + allowed);
      if (scanner.ends(from, end, allowed) === null) {
        vain -= end - from;
        if (vain < 0) break;
        continue;
      }
      // Edits before a part move it.
      const drift = offset === 0 ? 0 : distance;
      starts.push({
        from: Math.max(0, from - offset - drift),
        to: Math.max(0, to - offset + drift),
        votes,
      });
    }
    return joinOverlapping(starts);
  };
  // An edit spoils two or three grams.
  return { guess: Math.min(budget, 2 + Math.ceil(missing / 2)), within };
}
