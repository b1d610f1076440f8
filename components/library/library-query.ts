import type { LibraryQuery } from '@/utils/storage/read';

/** A stretch of time up to now; `older` is what came before the longest of them. */
export const PERIODS = ['week', 'month', 'year', 'older'] as const;
export type Period = (typeof PERIODS)[number];

/** What a person chose in the library view. */
export interface LibraryChoice extends Omit<LibraryQuery, 'from' | 'until' | 'counted'> {
  readonly period: Period | null;
}

export const EVERYTHING: LibraryChoice = {
  words: '',
  reportId: null,
  site: null,
  period: null,
  verdict: null,
  tag: null,
  order: 'best',
};

const DAY = 86_400_000;
const LONG: Record<Exclude<Period, 'older'>, number> = {
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

/**
 * @param now Milliseconds since 1970.
 * @param counted Whether the choices of the filters are to be counted.
 */
export function libraryQuery(
  { period, ...choice }: LibraryChoice,
  now: number,
  counted: boolean,
): LibraryQuery {
  const query = { ...choice, counted, from: null, until: null };
  if (period === null) return query;
  if (period === 'older') return { ...query, until: now - LONG.year };
  return { ...query, from: now - LONG[period] };
}

/** How many filters hold something back. */
export function countFilters({ reportId, site, period, verdict, tag }: LibraryChoice): number {
  return [reportId, site, period, verdict, tag].filter((each) => each !== null).length;
}
