import { closestPrefix, editDistance } from './edit-distance';
import type { ClosePlace } from './search-text';

/**
 * In UTF-16 units. This much recorded text on a side identifies a place; a shorter text is found
 * everywhere.
 */
const NEIGHBOUR = 24;
/**
 * The minimum number of letters and digits in a neighbour that identifies a place alone, and in
 * each of two that identify it together.
 */
const LEAST_ALONE = 10;
const LEAST_TOGETHER = 4;
/** A longer quote is found by its own words. */
const MAX_PATTERN = 1_500;
const MAX_PLACES = 50;

/**
 * The maximum share of edits for a passage between both of its neighbours. It is higher than for a
 * passage that is found by its words.
 */
const BETWEEN = 0.6;
/** The maximum share of edits beside one neighbour, where it must still be the same passage. */
export const BESIDE = 0.25;

export interface Neighbours {
  readonly prefix: string;
  readonly suffix: string;
}

function isSpecific(neighbour: string, least = LEAST_ALONE): boolean {
  return neighbour.replace(/[^\p{L}\p{N}]/gu, '').length >= least;
}

function* occurrencesOf(text: string, pattern: string): Generator<number> {
  let at = text.indexOf(pattern);
  for (let seen = 0; at >= 0 && seen < MAX_PLACES; seen++) {
    yield at;
    at = text.indexOf(pattern, at + 1);
  }
}

function reversed(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charAt(text.length - 1 - at)).join('');
}

/**
 * Returns the passage that follows one neighbour, as far as it resembles the pattern. With `next`,
 * the text recorded after the pattern: only if the neighbour identifies one place, and if the
 * passage is not that next text moved up, because the rows of a list resemble each other.
 */
function findAfter(
  text: string,
  pattern: string,
  before: string,
  next: string | null,
): ClosePlace[] {
  const most = Math.floor(pattern.length * BESIDE);
  const found = [...occurrencesOf(text, before)];
  if (next !== null && found.length > 1) return [];
  return found.flatMap((at) => {
    const from = at + before.length;
    const start = from + (/^\s*/u.exec(text.slice(from, from + 4))?.[0].length ?? 0);
    if (next !== null && next.length >= NEIGHBOUR / 2 && text.startsWith(next, start)) return [];
    const close = closestPrefix(pattern, text.slice(start, start + pattern.length + most), most);
    return close === null ? [] : [{ start, end: start + close.end, distance: close.distance }];
  });
}

/** Returns whether a text is the pattern without one part, and still identifies it. */
function isRest(text: string, pattern: string): boolean {
  if (text.length >= pattern.length || text.length < NEIGHBOUR) return false;
  let head = 0;
  while (head < text.length && text[head] === pattern[head]) head++;
  return pattern.endsWith(text.slice(head));
}

function betweenBoth(text: string, pattern: string, before: string, after: string): ClosePlace[] {
  const most = Math.floor(pattern.length * BETWEEN);
  return [...occurrencesOf(text, before)].flatMap((at) => {
    const from = at + before.length;
    const found = text.slice(from, from + pattern.length + most + after.length + 2).indexOf(after);
    if (found <= 0) return [];
    const between = text.slice(from, from + found);
    // The neighbour occurs again nearer to the passage, as a repeated caption does.
    if (between.includes(before) && !pattern.includes(before)) return [];
    const start = from + (between.length - between.trimStart().length);
    const end = from + between.trimEnd().length;
    if (start >= end) return [];
    const there = text.slice(start, end);
    // However much a page removed, the rest is the passage if its words stand in the quote.
    if (isRest(there, pattern)) return [{ start, end, distance: pattern.length - there.length }];
    const distance = editDistance(pattern, there, most);
    return distance <= most ? [{ start, end, distance }] : [];
  });
}

/**
 * Returns what stands between the quote's former neighbours, or beside one of them, if it still
 * resembles the quote: a page that changed the quote probably left its neighbours. All four texts
 * are in the judge's folding and lower case. Passages between both neighbours come first. `sure`:
 * without passages that may be one of the neighbours, moved there when the quote moved away.
 *
 * Linear in the text, plus the product of both lengths for each place.
 */
export function findBetweenContext(
  text: string,
  pattern: string,
  { prefix, suffix }: Neighbours,
  { sure }: { readonly sure: boolean },
): ClosePlace[] {
  if (pattern.length > MAX_PATTERN) return [];
  const next = sure ? suffix.trim() : null;
  const previous = sure ? reversed(prefix.trim()) : null;
  const before = prefix.trim().slice(-NEIGHBOUR).trimStart();
  const after = suffix.trim().slice(0, NEIGHBOUR).trimEnd();
  const places: ClosePlace[] = [];
  if (isSpecific(before, LEAST_TOGETHER) && isSpecific(after, LEAST_TOGETHER)) {
    places.push(...betweenBoth(text, pattern, before, after));
  }
  if (isSpecific(before)) places.push(...findAfter(text, pattern, before, next));
  if (isSpecific(after)) {
    const { length } = text;
    const mirrored = findAfter(reversed(text), reversed(pattern), reversed(after), previous);
    places.push(
      ...mirrored.map(({ start, end, distance }) => ({
        start: length - end,
        end: length - start,
        distance,
      })),
    );
  }
  return places.filter(
    (place, at) =>
      places.findIndex((other) => other.start < place.end && place.start < other.end) === at,
  );
}
