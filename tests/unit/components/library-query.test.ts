import { describe, expect, test } from 'vitest';
import {
  countFilters,
  EVERYTHING,
  type LibraryChoice,
  libraryQuery,
} from '@/components/library/library-query';

const NOW = Date.parse('2026-05-20T15:00:00Z');
const DAY = 86_400_000;
/** Days are those of the user's time zone, so the test uses that of the machine. */
const midnight = (year: number, month: number, day: number) =>
  new Date(year, month - 1, day).getTime();

describe('the time that clips are sought in', () => {
  test.each<[string, Partial<LibraryChoice>, number | null, number | null, number]>([
    ['none', {}, null, null, 0],
    ['a week', { period: 'week' }, NOW - 7 * DAY, null, 1],
    ['what is older', { period: 'older' }, null, NOW - 365 * DAY, 1],
    ['days, none given yet', { period: 'days' }, null, null, 0],
    [
      'from one day to another, both included',
      { period: 'days', firstDay: '2026-03-28', lastDay: '2026-03-29' },
      midnight(2026, 3, 28),
      midnight(2026, 3, 30),
      1,
    ],
    [
      'the two the other way round',
      { period: 'days', firstDay: '2026-12-31', lastDay: '2026-02-28' },
      midnight(2026, 2, 28),
      midnight(2027, 1, 1),
      1,
    ],
    ['from a day on', { period: 'days', firstDay: '2026-03-28' }, midnight(2026, 3, 28), null, 1],
    ['up to a day', { period: 'days', lastDay: '2026-03-28' }, null, midnight(2026, 3, 29), 1],
    ['days of another period', { period: null, firstDay: '2026-03-28' }, null, null, 0],
  ])('%s', (_name, chosen, from, until, filters) => {
    const choice = { ...EVERYTHING, ...chosen };
    expect(libraryQuery(choice, NOW, false)).toEqual({
      words: '',
      reportId: null,
      site: null,
      verdict: null,
      tag: null,
      order: 'best',
      counted: false,
      from,
      until,
    });
    expect(countFilters(choice)).toBe(filters);
  });

  test('a year that is still being typed is one of long ago', () => {
    const { from } = libraryQuery(
      { ...EVERYTHING, period: 'days', firstDay: '0002-03-04' },
      0,
      false,
    );
    expect(new Date(from ?? 0).getFullYear()).toBe(2);
  });
});
