import search from 'approx-string-match';

/** A place in a text and its edit distance from a pattern, in UTF-16 units. */
export interface ClosePlace {
  readonly start: number;
  readonly end: number;
  readonly distance: number;
}

/**
 * How many edits a quote of this length may have had and still be recognised.
 * A short quote finds itself everywhere when it may change: "Linus" in
 * "chines". It decides where to look, never whether a quote passes.
 */
export function errorBudget(length: number): number {
  if (length < 20) return 0;
  return Math.floor(length * (length <= 60 ? 0.15 : 0.25));
}

/** Longer patterns are looked for piece by piece: the search costs length × text. */
const PIECE = 256;
const MAX_PIECES = 5;
const MAX_WINDOWS = 8;

function searchWhole(text: string, pattern: string, budget: number): ClosePlace[] {
  return search(text, pattern, budget).map(({ start, end, errors }) => ({
    start,
    end,
    distance: errors,
  }));
}

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
function windowsOf(text: string, pattern: string, budget: number): number[] {
  const votes = new Map<number, number>();
  const pieceBudget = errorBudget(PIECE);
  for (const offset of pieceStarts(pattern.length)) {
    const piece = pattern.slice(offset, offset + PIECE);
    for (const hit of searchWhole(text, piece, pieceBudget)) {
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
 * stretch of text. Costs about budget × text / 32 for patterns up to 512 units;
 * longer ones are found by five of their pieces and measured in the windows
 * around those.
 *
 * An index of the text would take this function's place, not its callers'.
 */
export function findClosePlaces(text: string, pattern: string, budget: number): ClosePlace[] {
  if (pattern === '' || budget < 0) return [];
  if (pattern.length <= 2 * PIECE) return searchWhole(text, pattern, budget);
  const places = windowsOf(text, pattern, budget).flatMap((from) =>
    searchWhole(
      text.slice(from, from + pattern.length + 3 * PIECE + 3 * budget),
      pattern,
      budget,
    ).map((place) => ({ ...place, start: place.start + from, end: place.end + from })),
  );
  const best = Math.min(...places.map((place) => place.distance));
  return places
    .filter((place) => place.distance === best)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
