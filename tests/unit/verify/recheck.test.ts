import { expect, test } from 'vitest';
import { nextRecheck, RecheckSchema, startOfPeriod } from '@/utils/verify/recheck';

test.each([
  ['week', '2026-03-08T09:00:00.000Z'],
  ['month', '2026-03-31T09:00:00.000Z'],
] as const)('a report checked every %s has its turn after that', (every, next) => {
  expect(nextRecheck(every, '2026-03-01T09:00:00.000Z')).toBe(Date.parse(next));
});

test.each([
  ['was checked last', '2026-02-20T09:00:00.000Z', '2026-02-20T09:00:00.000Z'],
  ['is planned first', null, '2026-03-01T09:00:00.000Z'],
  [
    'is planned after a clock that was ahead wrote its time',
    '2099-01-01T00:00:00.000Z',
    '2026-03-01T09:00:00.000Z',
  ],
])('a period begins when a report %s', (_name, since, from) => {
  expect(startOfPeriod(since, '2026-03-01T09:00:00.000Z')).toBe(from);
});

test('a report without automatic checks is never due', () => {
  expect(nextRecheck('off', '2026-03-01T09:00:00.000Z')).toBeNull();
});

test.each([
  [
    'a period that nobody offers',
    { every: 'minute', notify: true },
    { every: 'off', notify: true },
  ],
  [
    'a notice that is neither on nor off',
    { every: 'week', notify: 'yes' },
    { every: 'week', notify: false },
  ],
])('%s falls back alone', (_name, stored, read) => {
  expect(RecheckSchema.parse(stored)).toEqual(read);
});
