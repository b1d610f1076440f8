import { createEditScanner } from './edit-scanner';
import type { GramIndex } from './gram-index';
import { findLikelyStarts, type Stretch } from './likely-starts';

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

/** Up to so many edits, as a share of the pattern, every stretch is looked at. */
const FEW_EDITS = 0.15;
/** With more, how much text may be looked at in vain, as a share of the whole and at the least. */
const VAIN_SHARE = 1 / 100;
const VAIN_LEAST = 2_000;

interface Collector {
  /** Searches a stretch for places closer than those found, or as close. False if none can be. */
  search(stretch: Stretch): boolean;
  places(): ClosePlace[];
}

/** Collects the closest places of the stretches that it is given, in whatever order. */
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
 * Every place in `text` that is closest to `pattern` within `budget` edits, two
 * thousand at most, in the order of their ends. Costs about budget × text / 32.
 */
export function searchWhole(text: string, pattern: string, budget: number): ClosePlace[] {
  const closest = collectPlaces(text, pattern, budget);
  closest.search({ from: 0, to: text.length, edits: 0 });
  return closest.places();
}

/**
 * The places that `searchWhole` finds in the index's text. None is missing when
 * they have a seventh of the pattern in edits or fewer. With more, the search
 * is given up once the most promising stretches were looked at in vain: a page
 * full of what resembles the pattern could hide a place whose edits are spread
 * evenly over it.
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
