import type { GramIndex } from './gram-index';
import { type ClosePlace, searchIndexed, searchWhole } from './search-text';

/**
 * How many edits a quote of this length may have had and still be recognised.
 * A short quote finds itself everywhere when it may change: "Linus" in
 * "chines". It decides where to look, never whether a quote passes.
 */
export function errorBudget(length: number): number {
  if (length < 20) return 0;
  return Math.floor(length * (length <= 60 ? 0.2 : 0.25));
}

/** Longer patterns are looked for piece by piece: the search costs length × text. */
const PIECE = 256;
const MAX_PIECES = 5;
const MAX_WINDOWS = 8;

type Finder = (pattern: string, budget: number) => ClosePlace[];

/** Pieces spread evenly over the pattern, the first and the last among them. */
function pieceStarts(length: number): number[] {
  const count = Math.min(MAX_PIECES, Math.ceil(length / PIECE));
  return Array.from({ length: count }, (_, i) =>
    Math.round((i * (length - PIECE)) / Math.max(1, count - 1)),
  );
}

/**
 * Where a long pattern may start: each hit of a piece votes for the start that
 * it implies, the closer the hit the more. A page that repeats itself has
 * thousands; those with the most votes are measured.
 */
function windowsOf(find: Finder, pattern: string, budget: number): number[] {
  const votes = new Map<number, number>();
  const pieceBudget = errorBudget(PIECE);
  for (const offset of pieceStarts(pattern.length)) {
    const piece = pattern.slice(offset, offset + PIECE);
    for (const hit of find(piece, pieceBudget)) {
      const from = Math.max(0, hit.start - offset - budget);
      const bucket = Math.floor(from / PIECE);
      votes.set(bucket, (votes.get(bucket) ?? 0) + 1 + pieceBudget - hit.distance);
    }
  }
  const ranked = [...votes].sort(([a, x], [b, y]) => y - x || a - b);
  const chosen: number[] = [];
  for (const [bucket] of ranked) {
    // A neighbour's window covers this place already: edits shift it by less than a piece.
    if (chosen.some((other) => Math.abs(other - bucket) <= 1)) continue;
    chosen.push(bucket);
    if (chosen.length === MAX_WINDOWS) break;
  }
  return chosen.map((bucket) => Math.max(0, (bucket - 1) * PIECE));
}

/**
 * The places in `text` that are closest to `pattern` within `budget` edits, in
 * the order of the text; all of them share the lowest distance found in their
 * stretch of text, and there are two thousand at most. With an index of the
 * same text it takes a fraction of the time, and finds the same places but for
 * what `searchIndexed` says; without one it costs about budget × text / 32.
 * Patterns of more than 512 units are found by five of their pieces and
 * measured in the windows around those.
 */
export function findClosePlaces(
  text: string,
  pattern: string,
  budget: number,
  index: GramIndex | null = null,
): ClosePlace[] {
  if (pattern === '' || budget < 0) return [];
  const find: Finder = (wanted, allowed) =>
    index === null ? searchWhole(text, wanted, allowed) : searchIndexed(index, wanted, allowed);
  if (pattern.length <= 2 * PIECE) return find(pattern, budget);
  let best = budget;
  const places = windowsOf(find, pattern, budget).flatMap((from) => {
    const to = from + pattern.length + 3 * PIECE + 3 * budget;
    const there = searchWhole(text.slice(from, to), pattern, best);
    best = there[0]?.distance ?? best;
    return there.map((place) => ({
      ...place,
      start: place.start + from,
      end: place.end + from,
    }));
  });
  return places
    .filter((place) => place.distance === best)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
