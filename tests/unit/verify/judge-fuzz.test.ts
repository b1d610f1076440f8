import { expect, test } from 'vitest';
import { bareWords, type FuzzCase, judgeFuzzCase } from '@/tests/bench/judge-fuzz';

/** `npm run bench:judge` goes on from there. */
const SEEDS = 1_500;

test('no random change of the words passes, and typography alone never fails', () => {
  const cases: FuzzCase[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const made = judgeFuzzCase(seed);
    if (made !== null) cases.push(made);
  }
  const changed = cases.filter(({ truth }) => truth === 'changed').length;
  expect(changed).toBeGreaterThan(SEEDS / 3);
  expect(cases.length - changed).toBeGreaterThan(SEEDS / 20);
  expect(cases.filter(({ fault }) => fault !== null)).toEqual([]);
});

test.each([
  ['a digit', 'rose by 12', 'rose by 13'],
  ['a sign', 'by 5', 'by -5'],
  ['a superscript', '10²', '102'],
  ['an accent', 'cote', 'côté'],
])('the reference that cases are judged by keeps %s apart', (_, one, other) => {
  expect(bareWords(one)).not.toBe(bareWords(other));
});

test.each([
  ['quotation marks and spaces', '« l’eau »', '"l\'eau"'],
  ['dashes', 'a – b', 'a—b'],
  ['ellipses and ligatures', 'o\uFB03ce…', 'office...'],
  ['soft hyphens and composition', 'wa\u00ADter e\u0301', 'water é'],
])('and takes %s for typography', (_, one, other) => {
  expect(bareWords(one)).toBe(bareWords(other));
});
