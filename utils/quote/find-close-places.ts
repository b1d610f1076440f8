import type { GramIndex } from './gram-index';
import { type ClosePlace, searchIndexed, searchWhole } from './search-text';

/**
 * Returns how many edits a quote of this length may have and still be recognised. A short quote
 * with edits is found everywhere: "Linus" in "chines". The budget decides where to search, never
 * whether a quote passes.
 */
export function errorBudget(length: number): number {
  if (length < 20) return 0;
  return Math.floor(length * (length <= 60 ? 0.2 : 0.25));
}

/** Longer patterns are searched in pieces, because a search costs length × text. */
const PIECE = 256;
const MAX_PIECES = 5;
const MAX_WINDOWS = 8;

type Finder = (pattern: string, budget: number) => ClosePlace[];

/**
 * Returns the starts of pieces that are spread evenly over the pattern, with the first and the last
 * piece.
 */
function pieceStarts(length: number): number[] {
  const count = Math.min(MAX_PIECES, Math.ceil(length / PIECE));
  return Array.from({ length: count }, (_, i) =>
    Math.round((i * (length - PIECE)) / Math.max(1, count - 1)),
  );
}

/**
 * Returns where a long pattern may start. Each hit of a piece votes for the start that it implies;
 * a closer hit has more weight. Repetitive pages have thousands of candidates, so only those with
 * the most votes are measured.
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
    // The window of a neighbour covers this place already, because edits shift it by less than a
    // piece.
    if (chosen.some((other) => Math.abs(other - bucket) <= 1)) continue;
    chosen.push(bucket);
    if (chosen.length === MAX_WINDOWS) break;
  }
  return chosen.map((bucket) => Math.max(0, (bucket - 1) * PIECE));
}

/**
 * Returns the places in `text` that are closest to `pattern` within `budget` edits, in the order of
 * the text. All have the lowest distance found in their part of the text; there are at most two
 * thousand. With an index of the same text the search takes a fraction of the time and finds the
 * same places, with the exception that `searchIndexed` documents; without an index it costs about
 * budget × text / 32. A pattern of more than 512 units is found by five of its pieces and measured
 * in windows around them.
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
