import { expect, test } from 'vitest';
import { shownName, shownOf } from '@/utils/review/shown-reviews';
import { by, claimOf, reviewOf } from './review-fixture';

test.each([
  ['Ines Faure', 'Ines Faure'],
  [' Ines\n(verified)\u2028 ', 'Ines(verified)'],
  ['Ines \u202e)deifirev(', 'Ines )deifirev('],
  ['I\u200bnes\u0000', 'Ines'],
  ['伊内斯', '伊内斯'],
  [`Ines${'\u0301'.repeat(300)}`, 'Ines\u0301\u0301\u0301'],
  ['\u3164\u115f\u1160\uffa0\u2800', ''],
  ['Ines\ufe0f\u{e0041}', 'Ines'],
  ['Ines ✓', 'Ines'],
  ['Ines\ud800', 'Ines\ufffd'],
  ['a'.repeat(5_000_000), `${'a'.repeat(80)}…`],
])('a claimed name is shown without what can’t be seen, and cut: %#', (claimed, shown) => {
  expect(shownName(claimed)).toBe(shown);
});

test('a verified decision stays visible among 5,000 unverified decisions', () => {
  const item = claimOf();
  const flood = Array.from({ length: 5_000 }, (_, at) =>
    reviewOf(item, { author: `key ${at}`, standing: 'unverified', decision: 'unsupported' }),
  );
  const tom = reviewOf(item, by('Tom'));
  const { shown, hidden } = shownOf([...flood, tom]);
  expect(shown).toHaveLength(11);
  expect(shown.at(-1)).toBe(tom);
  expect(hidden).toBe(4_990);
});
