import search from 'approx-string-match';
import { createEditScanner } from './edit-scanner';
import type { GramIndex } from './gram-index';
import { findLikelyStarts } from './likely-starts';
import type { Stretch } from './tally-starts';

/** A place in a text and its edit distance from a pattern, in UTF-16 units. */
export interface ClosePlace {
  readonly start: number;
  readonly end: number;
  readonly distance: number;
}

/** More places than this say nothing new; closer ones are still looked for. */
const MAX_PLACES = 2_000;
/** So many times the pattern's length is searched at once. */
const CHUNK = 16;

/**
 * Every place in `text` that is closest to `pattern` within `budget` edits, in
 * the order of their ends. Costs about budget × text / 32.
 */
export function searchWhole(text: string, pattern: string, budget: number): ClosePlace[] {
  return search(text, pattern, budget).map(({ start, end, errors }) => ({
    start,
    end,
    distance: errors,
  }));
}

/** Stretches whose searches would overlap are searched as one, but none too long. */
function gather(stretches: readonly Stretch[], overlap: number, chunk: number): Stretch[] {
  const gathered: Stretch[] = [];
  for (const stretch of stretches) {
    const last = gathered.at(-1);
    if (last !== undefined && stretch.from - last.to < overlap && stretch.to - last.from <= chunk) {
      gathered[gathered.length - 1] = { ...last, to: stretch.to };
      continue;
    }
    for (let at = stretch.from; at < stretch.to; at += chunk) {
      gathered.push({ ...stretch, from: at, to: Math.min(stretch.to, at + chunk) });
    }
  }
  return gathered;
}

/**
 * The places that `searchWhole` finds in the index's text, `MAX_PLACES` of them
 * at most: searched for where few edits would do, and where none is found, with
 * twice as many, up to the budget. What `findLikelyStarts` says of places that
 * it may miss holds here too.
 */
export function searchIndexed(index: GramIndex, pattern: string, budget: number): ClosePlace[] {
  const { text } = index;
  const likely = findLikelyStarts(index, pattern, budget);
  const anywhere = [{ from: 0, to: text.length, votes: 0 }];
  const forwards = createEditScanner(text, pattern, 'forwards');
  const ends = new Set<number>();
  let best = budget;
  const searchWithin = (distance: number) => {
    best = distance;
    const overlap = pattern.length + 3 * distance;
    for (const { from, to } of gather(
      likely?.within(distance) ?? anywhere,
      overlap,
      CHUNK * pattern.length,
    )) {
      const allowed = ends.size < MAX_PLACES ? best : best - 1;
      if (allowed < 0) return;
      const end = Math.min(text.length, to + pattern.length + allowed);
      const closest = forwards.ends(from, end, allowed);
      if (closest === null) continue;
      if (closest.distance < best) ends.clear();
      best = closest.distance;
      for (const at of closest.at) ends.add(at);
    }
  };
  for (let distance = likely?.guess ?? budget; ; distance = Math.min(budget, 2 * distance)) {
    searchWithin(distance);
    if (ends.size > 0 || distance === budget) break;
  }

  const backwards = createEditScanner(text, pattern, 'backwards');
  return [...ends]
    .sort((a, b) => a - b)
    .slice(0, MAX_PLACES)
    .map((end) => {
      const starts = backwards.ends(Math.max(0, end - pattern.length - best), end, best);
      return { start: starts?.at.at(-1) ?? end, end, distance: best };
    });
}
