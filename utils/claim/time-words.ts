import type { CalendarDate } from './calendar';
import type { ContentWord } from './closest-sentence';
import type { FoundDate } from './find-dates';

/* A year, a quarter or a month as one word, so that it can be compared with the label of a row. */

/** A date as a word. All ways to write the same date have the same stem. */
export interface TimeWord extends ContentWord {
  readonly date: CalendarDate;
}

export const isTimeWord = (word: ContentWord): word is TimeWord => 'date' in word;

/** Returns the year of a date, or 0 if it has none. */
export const yearOf = (period: TimeWord | undefined): number => period?.date.year ?? 0;

/**
 * Returns the dates of a text as words, in order. "The end of 2026" is read as 2026, because tables
 * give the figures of the end of a year under that year. "2026 Q2" is one word.
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
 * Returns the stems of the labels that can mean the dates of a claim. "April" in a claim can mean
 * the label "April 2026", unless another label is "April 2025". "April 2026" in a claim can mean
 * the label "April".
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
