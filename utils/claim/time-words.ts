import type { CalendarDate } from './calendar';
import type { ContentWord } from './closest-sentence';
import type { FoundDate } from './find-dates';

/* A year, a quarter or a month as one word, so that it can be compared as the label of a row. */

/** A date as a word. However it is written, its stem is the same. */
export interface TimeWord extends ContentWord {
  readonly date: CalendarDate;
}

export const isTimeWord = (word: ContentWord): word is TimeWord => 'date' in word;

/** Returns the year of a period, or 0 without one. */
export const yearOf = (period: TimeWord | undefined): number => period?.date.year ?? 0;

/**
 * Returns the periods of the dates of a text, in order. The beginning and the end of a year are the
 * year, because a table gives its figures at its end. "2026 Q2" is one period.
 */
export function timeWordsOf(dates: readonly FoundDate[]): TimeWord[] {
  return dates.flatMap(({ start, end, dates: meanings }, at) => {
    const [before, after] = [dates[at - 1], dates[at + 1]];
    if (after?.start === end + 1 && isYearOf(meanings[0], after)) return [];
    const year =
      before?.end === start - 1 && isYearOf(before.dates[0], { dates: meanings })
        ? before.dates[0]?.year
        : undefined;
    return meanings.flatMap((date): TimeWord[] => {
      const whole = year === undefined ? date : { ...date, year };
      const stem = stemOf(whole);
      return stem === EMPTY ? [] : [{ start, end, stem, capital: true, date: whole }];
    });
  });
}

/** Whether a date is a year, and the next one a part of a year. */
const isYearOf = (
  date: CalendarDate | undefined,
  { dates: [next] }: Pick<FoundDate, 'dates'>,
): boolean =>
  date?.year !== undefined &&
  Object.keys(date).length === 1 &&
  next !== undefined &&
  next.year === undefined &&
  (next.quarter ?? next.month) !== undefined;

const stemOf = ({ year, month, day, quarter, half, season, decade, century }: CalendarDate) =>
  [year, month, day, quarter, half, season, decade, century].map((part) => part ?? '').join('/');
const EMPTY = stemOf({});

const withoutYear = ({ year: _, ...date }: CalendarDate): string => stemOf(date);

/**
 * Returns the stems of the labels that mean the periods of a claim. If one of both gives no year,
 * they can mean the same, unless several years are possible.
 */
export function askedTimes(asked: readonly TimeWord[], labels: () => TimeWord[]): Set<string> {
  const stems = new Set(asked.map(({ stem }) => stem));
  if (stems.size === 0) return stems;
  const known = labels();
  for (const { date, stem } of asked) {
    if (date.year !== undefined) {
      const bare = withoutYear(date);
      if (bare !== EMPTY) stems.add(bare);
      continue;
    }
    const alike = new Set(
      known.filter((label) => withoutYear(label.date) === stem).map((label) => label.stem),
    );
    if (alike.size === 1) for (const one of alike) stems.add(one);
  }
  return stems;
}
