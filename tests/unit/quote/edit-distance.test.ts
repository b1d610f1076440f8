import search from 'approx-string-match';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closestPrefix, editDistance } from '@/utils/quote/edit-distance';

test.each([
  ['nothing', '', '', 0],
  ['one letter', 'dam', 'dim', 1],
  ['a word put in', 'is safe', 'is not safe', 4],
  ['everything', 'abc', 'xyz', 3],
  ['one of nothing', '', 'abc', 3],
])('counts %s', (_name, a, b, edits) => {
  expect(editDistance(a, b, 10)).toBe(edits);
  expect(editDistance(b, a, 10)).toBe(edits);
  expect(editDistance(a, b, edits)).toBe(edits);
  if (edits > 0) expect(editDistance(a, b, edits - 1)).toBe(Number.POSITIVE_INFINITY);
});

test('equals the distance that a search between fences finds', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      // The fence costs more than any edit inside it.
      const fence = '#'.repeat(40);
      const [best] = search(`${fence}${b}${fence}`, `${fence}${a}${fence}`, 30);
      expect(editDistance(a, b, 30)).toBe(best?.errors);
    }),
  );
});

test.each([
  ['the pattern itself', 'the dam', 'the dam held', { distance: 0, end: 7 }],
  ['one word changed', 'the dam held all', 'the wall held all night', { distance: 3, end: 17 }],
  ['a word put in', 'it is safe', 'it is not safe, they say', { distance: 4, end: 14 }],
])('finds how a text that begins with %s continues', (_name, pattern, text, found) => {
  expect(closestPrefix(pattern, text, 5)).toEqual(found);
});

test('finds no beginning beyond the edits allowed', () => {
  expect(closestPrefix('the dam held', 'nobody was hurt', 4)).toBeNull();
});
