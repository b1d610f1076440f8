import type { LibraryQuery } from '@/utils/storage/read';

/**
 * A period that ends now. `older` is everything before the longest period; `days` is from one
 * calendar day to another.
 */
export const PERIODS = ['week', 'month', 'year', 'older', 'days'] as const;
export type Period = (typeof PERIODS)[number];

/** What the user chose in the library view. */
export interface LibraryChoice extends Omit<LibraryQuery, 'from' | 'until' | 'counted'> {
  readonly period: Period | null;
  /** For `days`: the first and the last day as YYYY-MM-DD in local time; '' is open. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export const EVERYTHING: LibraryChoice = {
  words: '',
  reportId: null,
  site: null,
  period: null,
  firstDay: '',
  lastDay: '',
  verdict: null,
  tag: null,
  order: 'best',
};

const DAY = 86_400_000;
const LONG: Record<Exclude<Period, 'older' | 'days'>, number> = {
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

/**
 * @param now Milliseconds since 1970.
 * @param counted Whether to count the clips for each filter value.
 */
export function libraryQuery(
  { period, firstDay, lastDay, ...choice }: LibraryChoice,
  now: number,
  counted: boolean,
): LibraryQuery {
  const query = { ...choice, counted, from: null, until: null };
  if (period === null) return query;
  if (period === 'days') {
    const swapped = firstDay !== '' && lastDay !== '' && firstDay > lastDay;
    const [first, last] = swapped ? [lastDay, firstDay] : [firstDay, lastDay];
    return { ...query, from: startOfDay(first, 0), until: startOfDay(last, 1) };
  }
  if (period === 'older') return { ...query, until: now - LONG.year };
  return { ...query, from: now - LONG[period] };
}

/** Returns when a day begins in local time, or the day that many days later; null for no day. */
function startOfDay(day: string, later: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return null;
  const start = new Date(2000, 0, 1);
  // Not in the constructor, which reads a year below 100 as a year of the 20th century.
  start.setFullYear(Number(year), Number(month) - 1, Number(date) + later);
  return start.getTime();
}

/** Returns the number of active filters. */
export function countFilters(choice: LibraryChoice): number {
  const { reportId, site, period, verdict, tag, firstDay, lastDay } = choice;
  const time = period === 'days' && firstDay === '' && lastDay === '' ? null : period;
  return [reportId, site, time, verdict, tag].filter((each) => each !== null).length;
}
