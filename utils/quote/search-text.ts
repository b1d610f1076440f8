import { createEditScanner } from './edit-scanner';
import type { GramIndex } from './gram-index';
import { findLikelyStarts, type Stretch } from './likely-starts';

/** A place in a text and its edit distance from a pattern, in UTF-16 units. */
export interface ClosePlace {
  readonly start: number;
  readonly end: number;
  readonly distance: number;
}

/** More places give no new information. Closer ones are still searched. */
const MAX_PLACES = 2_000;
/** The text is searched in chunks of this many pattern lengths. */
const CHUNK = 16;

/** Up to this share of edits, every part is searched. */
const FEW_EDITS = 0.15;
/**
 * With more edits, the share of the text, and the minimum length, that may be searched without
 * success.
 */
const VAIN_SHARE = 1 / 100;
const VAIN_LEAST = 2_000;

interface Collector {
  /**
   * Searches a part for places that are closer than those found, or as close. Returns false if
   * there can be none.
   */
  search(stretch: Stretch): boolean;
  places(): ClosePlace[];
}

/** Collects the closest places of the given parts, in any order. */
function collectPlaces(text: string, pattern: string, budget: number): Collector {
  const forwards = createEditScanner(text, pattern, 'forwards');
  const ends = new Set<number>();
  let best = budget;
  const allowed = () => (ends.size < MAX_PLACES ? best : best - 1);
  return {
    search({ from, to, edits }) {
      const chunk = CHUNK * pattern.length;
      for (let at = from; at <= to; at += chunk) {
        if (allowed() < edits) return false;
        const closest = forwards.ends(at, Math.min(to, at + chunk), allowed());
        if (closest === null) continue;
        if (closest.distance < best) ends.clear();
        best = closest.distance;
        for (const end of closest.at) ends.add(end);
      }
      return true;
    },
    places() {
      if (ends.size === 0) return [];
      const backwards = createEditScanner(text, pattern, 'backwards');
      return [...ends]
        .sort((a, b) => a - b)
        .slice(0, MAX_PLACES)
        .map((end) => {
          const starts = backwards.ends(end, end, best);
          return { start: starts?.at.at(-1) ?? end, end, distance: best };
        });
    },
  };
}

/**
 * Returns every place in `text` that is closest to `pattern` within `budget` edits, at most two
 * thousand, ordered by their ends. Costs about budget × text / 32.
 */
export function searchWhole(text: string, pattern: string, budget: number): ClosePlace[] {
  const closest = collectPlaces(text, pattern, budget);
  closest.search({ from: 0, to: text.length, edits: 0 });
  return closest.places();
}

/**
 * Returns the places that `searchWhole` finds in the index's text. It finds all of them if they
 * have edits in at most a seventh of the pattern. With more edits, it stops after the most
 * promising parts were searched without success: a page full of similar text could hide a place
 * whose edits are spread evenly.
 */
export function searchIndexed(index: GramIndex, pattern: string, budget: number): ClosePlace[] {
  const { text } = index;
  const likely = findLikelyStarts(index, pattern, budget);
  if (likely === null) return searchWhole(text, pattern, budget);
  if (likely.length === 0) return [];
  const closest = collectPlaces(text, pattern, budget);
  let left = Math.max(VAIN_LEAST, text.length * VAIN_SHARE);
  for (const stretch of likely.sort((a, b) => a.edits - b.edits)) {
    if (stretch.edits > pattern.length * FEW_EDITS && left < 0) break;
    if (!closest.search(stretch)) break;
    left -= stretch.to - stretch.from + pattern.length;
  }
  return closest.places();
}
