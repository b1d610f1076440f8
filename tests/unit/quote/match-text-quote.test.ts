import { describe, expect, test } from 'vitest';
import { matchTextQuote } from '@/utils/quote/match-text-quote';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel } from '@/utils/text/text-model';

const PAGE = createPlainTextModel(
  [
    'The river rose by 61 centimetres in the night, said the warden of the lock.',
    'Nobody was hurt, but two bridges were closed until the water had gone down again.',
    'The river rose by 61 centimetres in the night, wrote the paper a day later.',
  ].join('\n'),
);

function matchIn(model: TextModel, exact: string, prefix = '', suffix = '', start?: number) {
  const hints = start === undefined ? {} : { position: { start, end: start } };
  return matchTextQuote(model, { exact, prefix, suffix }, hints);
}

test('finds an exact quote at each of its places in order', () => {
  const found = matchIn(PAGE, 'The river rose by 61 centimetres');
  expect(found.map((place) => [place.start, place.exact, place.distance])).toEqual([
    [0, true, 0],
    [PAGE.text.lastIndexOf('The river'), true, 0],
  ]);
});

test('prefers the place with the recorded context', () => {
  const found = matchIn(PAGE, 'in the night', 'centimetres ', ', wrote the paper');
  expect(found[0]?.start).toBe(PAGE.text.lastIndexOf('in the night'));
  expect(found[0]?.context).toBe(2);
});

test('prefers the place nearest to the recorded position among equals', () => {
  const last = PAGE.text.lastIndexOf('The river');
  expect(matchIn(PAGE, 'The river rose', '', '', last - 5)[0]?.start).toBe(last);
});

test('finds a long quote in other typography exactly, across a block break', () => {
  const found = matchIn(PAGE, 'the warden of the lock.\u00A0 Nobody was hurt');
  expect(found[0]).toMatchObject({ exact: true, distance: 0 });
  expect(PAGE.text.slice(found[0]!.start, found[0]!.end)).toBe(
    'the warden of the lock.\nNobody was hurt',
  );
});

test('finds the place of an altered quote', () => {
  const found = matchIn(
    PAGE,
    'Nobody was hurt, but three bridges were closed until the waters had gone again.',
  );
  const at = PAGE.text.indexOf('Nobody');
  expect(found[0]?.exact).toBe(false);
  expect(found[0]?.distance).toBeGreaterThan(0);
  expect(found[0]?.start).toBe(at);
});

test.each([
  ['a short quote with one letter changed', 'two brigdes'],
  [
    'a sentence that is not there',
    'The mayor announced that a new school will open in the autumn.',
  ],
  ['nothing', ' \u00AD '],
])('finds no place for %s', (_name, exact) => {
  expect(matchIn(PAGE, exact)).toEqual([]);
});

test('finds an altered quote of two thousand characters by its pieces', () => {
  const words = Array.from({ length: 3_000 }, (_, i) => `word${(i * 7_919) % 10_007}`);
  const page = createPlainTextModel(words.join(' '));
  const from = page.text.indexOf(words[1_200]!);
  const true_ = page.text.slice(from, from + 2_000);
  const altered = `${true_.slice(0, 700)} inserted words${true_.slice(700, 1_500)}${true_.slice(1_520)}`;
  const found = matchIn(page, altered);
  expect(Math.abs((found[0]?.start ?? -1) - from)).toBeLessThan(3);
  expect(Math.abs((found[0]?.end ?? -1) - (from + 2_000))).toBeLessThan(3);
});

describe('between its recorded context', () => {
  const BEFORE = 'The wardens of both locks wrote to the town: ';
  const BEHIND = ' So it says in the book of the year.';
  const read = (passage: string, quote: string, elsewhere = '') => {
    const page = createPlainTextModel(`A note.\n${BEFORE}${passage}${BEHIND}\n${elsewhere}`);
    const [first] = matchIn(page, quote, BEFORE, BEHIND);
    return first === undefined ? null : page.text.slice(first.start, first.end);
  };

  test.each([
    ['a short quote', 'some 61 per cent.', 'some 68 per cent.'],
    [
      'a quote that lost its half',
      'the gates held all night, and nobody in the valley was hurt by the flood.',
      'the gates held all night, and nobody slept.',
    ],
  ])('finds %s with more changes than the search budget', (_name, quote, now) => {
    expect(read(now, quote)).toBe(now);
  });

  test('prefers it to a closer passage somewhere else', () => {
    const now = 'the old gates of the lock surely held through the night of the flood.';
    expect(
      read(
        now,
        'the old gates of the lock held through the night of the flood.',
        'A tale: the old gates of the lock held through the night of that flood.',
      ),
    ).toBe(now);
  });

  test('but not to another passage if only the context is there', () => {
    const other = 'the old gates of the lock held through the night of that flood';
    const quote = 'the old gates of the lock held through the night of the flood';
    expect(read('nothing at all of it.', quote, `A tale: ${other}.`)).toBe(other);
  });

  test.each([
    ['something else', 'it rained.'],
    ['nothing', ''],
  ])('finds no place if %s is between them', (_name, now) => {
    expect(read(now, 'the old gates of the lock held through the night.')).toBeNull();
  });
});
