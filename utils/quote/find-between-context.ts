import { editDistance } from './edit-distance';
import type { ClosePlace } from './search-text';

/** So much of what stood on either side names a place; less stands everywhere. */
const NEIGHBOUR = 24;
const LEAST_LETTERS = 10;
/** A longer quote is found by its own words. */
const MAX_PATTERN = 1_500;
const MAX_PLACES = 50;

/** A passage between the right neighbours may have changed by more than one found by its words. */
export function betweenBudget(length: number): number {
  return Math.floor(length * 0.6);
}

function tells(neighbour: string): boolean {
  return neighbour.replace(/[^\p{L}\p{N}]/gu, '').length >= LEAST_LETTERS;
}

/**
 * What stands between the neighbours that a quote had, where that still resembles the quote:
 * a page that changed it is likelier to have left those alone than to have another passage in
 * their midst. All four texts in the judge's folding and lower case.
 *
 * Linear in the text, and for each place found the product of its length and the pattern's.
 */
export function findBetweenContext(
  text: string,
  pattern: string,
  { prefix, suffix }: { readonly prefix: string; readonly suffix: string },
): ClosePlace[] {
  const before = prefix.trim().slice(-NEIGHBOUR).trimStart();
  const after = suffix.trim().slice(0, NEIGHBOUR).trimEnd();
  if (pattern.length > MAX_PATTERN || !tells(before) || !tells(after)) return [];
  const budget = betweenBudget(pattern.length);
  const places: ClosePlace[] = [];
  for (
    let at = text.indexOf(before), seen = 0;
    at >= 0 && seen < MAX_PLACES;
    at = text.indexOf(before, at + 1), seen++
  ) {
    const from = at + before.length;
    const found = text
      .slice(from, from + pattern.length + budget + after.length + 2)
      .indexOf(after);
    if (found <= 0) continue;
    const between = text.slice(from, from + found);
    const start = from + (between.length - between.trimStart().length);
    const end = from + between.trimEnd().length;
    if (start >= end) continue;
    const distance = editDistance(pattern, text.slice(start, end), budget);
    if (distance <= budget) places.push({ start, end, distance });
  }
  return places;
}
