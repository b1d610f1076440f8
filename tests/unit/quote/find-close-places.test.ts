import search from 'approx-string-match';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance } from '@/utils/quote/edit-distance';
import { errorBudget, findClosePlaces } from '@/utils/quote/find-close-places';
import { buildGramIndex } from '@/utils/quote/gram-index';
import type { ClosePlace } from '@/utils/quote/search-text';

/** Returns the closest places of a search of the whole text: their ends, and how close they are. */
const wholeSearch = (text: string, pattern: string, budget: number) =>
  search(text, pattern, budget).map(({ end, errors }) => ({ end, distance: errors }));

const indexedSearch = (text: string, pattern: string, budget: number) =>
  findClosePlaces(text, pattern, budget, buildGramIndex(text));

/**
 * Expects the same places as in a search of the whole text, each with the stated distance from its
 * start to its end.
 */
function expectSamePlaces(found: readonly ClosePlace[], text: string, pattern: string) {
  const whole = wholeSearch(text, pattern, errorBudget(pattern.length));
  expect(found.map(({ end, distance }) => ({ end, distance }))).toEqual(whole.slice(0, 2_000));
  for (const { start, end, distance } of [...found.slice(0, 2), ...found.slice(-1)]) {
    expect(editDistance(text.slice(start, end), pattern, pattern.length)).toBe(distance);
  }
}

/** Sentences that all differ. Some share most of their words. */
const PROSE = Array.from({ length: 300 }, (_, at) => {
  const who = ['the warden', 'a farmer', 'our neighbour', 'the old miller', 'nobody'][at % 5];
  const what = ['measured', 'forgot', 'sold', 'repaired', 'painted', 'counted', 'hid'][at % 7];
  const whom = ['the lock', 'eleven boats', 'a broken gate', 'some reeds'][at % 4];
  return `in the year ${1400 + at} ${who} ${what} ${whom} beside the river before it rose again.`;
}).join(' ');

interface Edit {
  readonly kind: 'insert' | 'remove' | 'replace';
  readonly at: number;
  readonly unit: string;
}

/** Returns the text with these edits. `at` is a fraction of its length. */
function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, { kind, at, unit }) => {
    const place = Math.floor(at * now.length);
    const rest = now.slice(kind === 'insert' ? place : place + 1);
    return now.slice(0, place) + (kind === 'remove' ? '' : unit) + rest;
  }, text);
}

/**
 * Returns the text and then its halves, thirds and so on in another order: this many times as long,
 * but without repeating the whole.
 */
function longer(text: string, times: number): string {
  const more = Array.from({ length: times - 1 }, (_, at) => {
    const step = Math.ceil(text.length / (at + 2));
    const parts = Array.from({ length: at + 2 }, (_, part) =>
      text.slice(part * step, (part + 1) * step),
    );
    return parts.reverse().join(String.fromCharCode(97 + at));
  });
  return [text, ...more].join('');
}

// Not `double`, whose values are mostly close to 0.
const share = fc.integer({ min: 0, max: 9_999 }).map((part) => part / 10_000);

function editsOf(letters: string) {
  return fc.record({
    kind: fc.constantFrom('insert', 'remove', 'replace'),
    at: share,
    unit: fc.constantFrom(...letters),
  });
}

const LATIN = 'etaoin shrdlu.';
const HAN = '水门河流船桥村山城年月日人大小上下左右中东西南北';
const ASTRAL = '🌊🌉🚣𝒶𝒷𠀀𠀁';
const ALPHABETS = ['ab', 'abcd ', '0123456789.', LATIN, HAN, ASTRAL];

/**
 * A text in an alphabet, and a part of it with edits up to the budget and somewhat beyond, evenly
 * distributed: the hardest case for a search.
 */
const textAndPattern = fc.constantFrom(...ALPHABETS).chain((letters) =>
  fc
    .record({
      text: fc
        .tuple(
          fc.string({
            unit: fc.constantFrom(...letters),
            minLength: 400,
            maxLength: 1_500,
            size: 'max',
          }),
          fc.integer({ min: 1, max: 5 }),
        )
        .map(([text, times]) => longer(text, times)),
      at: share,
      length: fc.integer({ min: 20, max: 512 }),
      edits: fc.array(editsOf(letters), { maxLength: 150, size: 'max' }),
      effort: share,
    })
    .map(({ text, at, length, edits, effort }) => {
      const from = Math.floor(at * Math.max(0, text.length - length));
      const piece = text.slice(from, from + length);
      const most = Math.floor(errorBudget(piece.length) * 1.2 * effort);
      return { text, pattern: edited(piece, edits.slice(0, most)).slice(0, 512) };
    }),
);

describe('with an index', () => {
  test('finds what a search of the whole text finds, in texts of any alphabet', () => {
    fc.assert(
      fc.property(textAndPattern, ({ text, pattern }) => {
        const budget = errorBudget(pattern.length);
        expectSamePlaces(indexedSearch(text, pattern, budget), text, pattern);
        expectSamePlaces(findClosePlaces(text, pattern, budget), text, pattern);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('finds what a search of the whole text finds, in prose whose sentences resemble each other', () => {
    const index = buildGramIndex(PROSE);
    fc.assert(
      fc.property(
        share,
        fc.integer({ min: 20, max: 300 }),
        fc.array(editsOf(LATIN), { maxLength: 75, size: 'max' }),
        share,
        (at, length, edits, effort) => {
          const from = Math.floor(at * (PROSE.length - length));
          const most = Math.floor(Math.min(errorBudget(length), length * 0.13) * effort);
          const pattern = edited(PROSE.slice(from, from + length), edits.slice(0, most));
          const budget = errorBudget(pattern.length);
          expectSamePlaces(findClosePlaces(PROSE, pattern, budget, index), PROSE, pattern);
        },
      ),
      { numRuns: 150, endOnFailure: true },
    );
  });

  const sentence = PROSE.slice(
    PROSE.indexOf('in the year 1500'),
    PROSE.indexOf('in the year 1501'),
  );

  test.each([
    ['at the beginning', PROSE.slice(0, 80).replace('year', 'spring')],
    ['at the beginning, without its first words', `when ${PROSE.slice(3, 80)}`],
    ['at the end', PROSE.slice(-80).replace('river', 'rivers')],
    ['with its last word gone', PROSE.slice(900, 990).replace(/\w+$/u, '')],
    ['with an edit at every fifth letter', sentence.replace(/(.{4})./gu, '$1#')],
    ['with a figure changed', sentence.replace('1500', '1509')],
  ])('finds a quote %s', (_name, pattern) => {
    const budget = errorBudget(pattern.length);
    const found = indexedSearch(PROSE, pattern, budget);
    expect(found).not.toEqual([]);
    expectSamePlaces(found, PROSE, pattern);
  });

  test('finds nothing for a sentence that is not there', () => {
    const absent = 'The mayor announced that a new school will open its doors in the autumn.';
    expect(indexedSearch(PROSE, absent, errorBudget(absent.length))).toEqual([]);
  });

  test('finds each of two places that are equally close', () => {
    const text = `${PROSE.slice(0, 4_000)} ${sentence} ${PROSE.slice(4_000, 6_000)} ${sentence}`;
    const found = indexedSearch(text, sentence.replace('river', 'brook'), 20);
    expect(found.length).toBe(2);
  });

  test.each([
    ['in a text of one letter', 'a'.repeat(20_000), `${'a'.repeat(100)}${'b'.repeat(10)}`],
    ['in a text that repeats two letters', 'ab'.repeat(10_000), `${'ab'.repeat(50)}cdcdcdcd`],
  ])('finds the closest places %s', (_name, text, pattern) => {
    const found = indexedSearch(text, pattern, 20);
    const whole = wholeSearch(text, pattern, 20);
    expect(found[0]?.distance).toBe(whole[0]?.distance);
    expect(found.length).toBeGreaterThan(0);
  });

  test('finds two thousand of the closest places in a million equal letters, and none for others', () => {
    const text = 'a'.repeat(1_000_000);
    const index = buildGramIndex(text);
    const found = findClosePlaces(text, `${'a'.repeat(100)}${'b'.repeat(10)}`, 20, index);
    expect(found).toHaveLength(2_000);
    expect(new Set(found.map(({ distance }) => distance))).toEqual(new Set([10]));
    expect(findClosePlaces(text, 'b'.repeat(110), 20, index)).toEqual([]);
  });

  test('stops at two thousand equal places, and still finds a closer one after them', () => {
    const often = `${sentence} `.repeat(2_500);
    const wanted = sentence.replace('river', 'brook').replace('gate', 'door');
    const found = indexedSearch(often, wanted, errorBudget(wanted.length));
    expect(found).toHaveLength(2_000);
    const closer = indexedSearch(`${often}${wanted.replace('year', 'years')}`, wanted, 20);
    expect(closer.map(({ distance }) => distance)).toEqual([1]);
  });

  test('finds a text shorter than the pattern, an empty one and one of a gram', () => {
    expect(indexedSearch('', 'a quote of some length', 3)).toEqual([]);
    expect(indexedSearch('abc', 'a quote of some length', 3)).toEqual([]);
    expect(indexedSearch('a quote of some lengt', 'a quote of some length', 3)).toEqual([
      { start: 0, end: 21, distance: 1 },
    ]);
  });

  test('finds a quote of a thousand characters by its pieces', () => {
    const piece = PROSE.slice(7_000, 8_000);
    const altered = `${piece.slice(0, 300)} and so on ${piece.slice(300, 700)}${piece.slice(720)}`;
    const budget = errorBudget(altered.length);
    const found = indexedSearch(PROSE, altered, budget);
    expect(found).toEqual(findClosePlaces(PROSE, altered, budget));
    expect(found.map(({ start }) => start)).toContain(7_000);
  });
});
