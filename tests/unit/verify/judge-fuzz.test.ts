import { expect, test } from 'vitest';
import { bareWords, type FuzzCase, judgeFuzzCase } from '@/tests/bench/judge-fuzz';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { clipOf } from './quote-fixture';

/** Number of seeds. `npm run bench:judge` tests many more. */
const SEEDS = 1_500;

test('no quote with randomly changed words passes, and no quote fails for typography alone', () => {
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
])('the reference comparison of the fuzz cases detects a difference in %s', (_, one, other) => {
  expect(bareWords(one)).not.toBe(bareWords(other));
});

test.each([
  ['quotation marks and spaces', '« l’eau »', '"l\'eau"'],
  ['dashes', 'a – b', 'a—b'],
  ['ellipses and ligatures', 'o\uFB03ce…', 'office...'],
  ['soft hyphens and composition', 'wa\u00ADter e\u0301', 'water é'],
])('the reference comparison of the fuzz cases ignores the typography of %s', (_, one, other) => {
  expect(bareWords(one)).toBe(bareWords(other));
});

// The fuzz test found cases of these kinds. The judge once gave "verbatim" for all but the second.
test.each([
  [
    'a quote that cuts a time in two after many letters without spaces',
    `${'น้ำท่วมเมื่อคืนประชาชน'.repeat(5)}21:34อยู่บ้านเมื่อคืนประชาชนมากขึ้น`,
    '34อยู่บ้านเมื่อคืนประชาชนมากขึ้น',
  ],
  [
    'a quote that begins after a thousands separator that follows many letters without spaces',
    `${'洪水昨夜上升居民留在家中当局没有确认'.repeat(5)}12,500人留在家中没有离开当地`,
    '500人留在家中没有离开当地',
  ],
  [
    'a quote that leaves out a magnitude before a footnote number',
    'The repair of the old bridge costs 2 million11 in the end.',
    'The repair of the old bridge costs 2',
  ],
  [
    'a quote that begins inside a ligature',
    'They found a \uFB02aw of the contract in the spring.',
    'law of the contract in the spring',
  ],
  [
    'a quote that ends inside a ligature',
    'On Monday the old waters were cu\uFB00 and clear again.',
    'On Monday the old waters were cuf',
  ],
  [
    'a quote that leaves out a square unit after a figure',
    'The reservoir at Hartford covers 12 km2 and is not deep.',
    'The reservoir at Hartford covers 12',
  ],
  [
    'a quote that leaves out a short unit before a footnote number',
    'The small plant at Hartford delivers 678 mW1 in summer.',
    'The small plant at Hartford delivers 678',
  ],
  [
    'a quote that leaves out the decimals of the minutes in a coordinate',
    'The wreck was found again at 48°51,4 north of the old harbour.',
    'The wreck was found again at 48°51',
  ],
  [
    'a quote that leaves out a unit with a figure directly after it',
    'Le barrage est resté fermé 3 semaines4 cette année.',
    'Le barrage est resté fermé 3',
  ],
])('does not pass %s', (_, page, quote) => {
  const { verdict } = judgeQuote(createPlainTextModel(page), clipOf(quote), { reader: 'tab' });
  expect(verdict).toBe('altered');
});
