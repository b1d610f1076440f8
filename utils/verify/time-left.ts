export interface Pace {
  /** Pages read since `elapsed` began. */
  readonly pagesRead: number;
  /** Milliseconds spent reading them, pauses left out. */
  readonly elapsed: number;
  readonly pagesLeft: number;
  /** Milliseconds in which nothing may be read, as a server asked. */
  readonly mustWait: number;
}

/** Fewer pages or less time say nothing: the first may have been the slowest or the fastest. */
const PAGES_TO_KNOW = 4;
const TIME_TO_KNOW = 3_000;

/** Milliseconds that a run will still take, from its pace so far; null before that can be known. */
export function timeLeft({ pagesRead, elapsed, pagesLeft, mustWait }: Pace): number | null {
  if (pagesRead < PAGES_TO_KNOW || elapsed < TIME_TO_KNOW) return null;
  return Math.max(Math.round((elapsed / pagesRead) * pagesLeft), mustWait);
}
