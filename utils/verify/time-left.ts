export interface Pace {
  /** The number of pages read in `elapsed`. */
  readonly pagesRead: number;
  /** Milliseconds spent on reading them, without pauses. */
  readonly elapsed: number;
  readonly pagesLeft: number;
  /** Milliseconds in which nothing may be read, because a server asked for a pause. */
  readonly mustWait: number;
}

/**
 * With fewer pages or less time there is no estimate, because the first pages may have been the
 * slowest or the fastest.
 */
const PAGES_TO_KNOW = 4;
const TIME_TO_KNOW = 3_000;

/**
 * Estimates how long a run will still take, in milliseconds; null before an estimate is possible.
 */
export function timeLeft({ pagesRead, elapsed, pagesLeft, mustWait }: Pace): number | null {
  if (pagesRead < PAGES_TO_KNOW || elapsed < TIME_TO_KNOW) return null;
  return Math.max(Math.round((elapsed / pagesRead) * pagesLeft), mustWait);
}
