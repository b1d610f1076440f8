import { expect, test } from 'vitest';
import { nextRecheck, RecheckSchema } from '@/utils/verify/recheck';

test.each([
  ['week', '2026-03-08T09:00:00.000Z'],
  ['month', '2026-03-31T09:00:00.000Z'],
] as const)('a report checked every %s has its turn after that', (every, next) => {
  expect(nextRecheck(every, '2026-03-01T09:00:00.000Z')).toBe(Date.parse(next));
});

test('a report that is not checked by itself has no turn', () => {
  expect(nextRecheck('off', '2026-03-01T09:00:00.000Z')).toBeNull();
});

test.each([
  ['a period that nobody offers', { every: 'minute', notify: false }],
  ['a notice that is neither on nor off', { every: 'week', notify: 'yes' }],
  ['nothing', undefined],
])('refuses %s', (_name, stored) => {
  expect(RecheckSchema.safeParse(stored).success).toBe(false);
});
