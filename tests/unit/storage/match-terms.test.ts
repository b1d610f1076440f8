import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchTerms } from '@/utils/storage/match-terms';
import { encodeChunk, type SearchEntry } from '@/utils/storage/search-chunk';
import { readSearchTerms } from '@/utils/text/search-terms';
import { id } from '../model/sample-report';

const clip = (n: number, words: string, source: string): SearchEntry => ({
  id: id<'clip'>(n),
  capturedAt: n,
  words,
  source: { words: source, site: 'a.example' },
  verdict: null,
  passage: 0,
  places: [{ reportId: id<'report'>(1), binned: false, sectionId: null }],
  tags: [],
  kept: null,
});

/** Short words of few letters: some are in many clips and some in one, both apart and in a row. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', '海'), minLength: 1, maxLength: 3 });
const words = fc.array(word, { maxLength: 7 }).map((each) => each.join(' '));
const clips = fc
  .array(fc.tuple(words, words), { maxLength: 12 })
  .map((list) => list.map(([own, source], n) => clip(n + 1, own, source)));
const typed = fc
  .array(
    fc.oneof(
      words,
      words.map((each) => `"${each}"`),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((each) => each.join(' '));

const asked = (list: readonly SearchEntry[], query: string, row = true) => {
  const { clips: found, inRow } = matchTerms(encodeChunk('', 1, list), readSearchTerms(query), row);
  const at = (bits: Uint8Array | null) => list.map((_, n) => bits?.[n] === 1);
  return { found: at(found), inRow: at(inRow) };
};

describe('the terms of a query', () => {
  test('are found in the clips that hold each of them, in a row where they are', () => {
    fc.assert(
      fc.property(clips, typed, (list, query) => {
        const { terms, phrase } = readSearchTerms(query);
        const found = list.map((each) =>
          terms.every((term) => each.words.includes(term) || each.source.words.includes(term)),
        );
        expect(asked(list, query).found).toEqual(found);
        expect(asked(list, query, false).found).toEqual(found);
        const inRow = list.map(
          (each, n) => found[n] === true && phrase !== '' && each.words.includes(phrase),
        );
        // Only clips that match are checked for words in a row.
        const told = asked(list, query).inRow.map((each, n) => each && found[n] === true);
        expect(told).toEqual(inRow);
      }),
      { numRuns: 500 },
    );
  });

  const long = Array.from({ length: 40 }, (_, n) => `w${n}.`).join(' ');
  test.each<[string, string, string, string, boolean, boolean]>([
    ['all in the quote, in a row', 'the level of it', '', 'level of', true, true],
    ['all in the quote, apart', 'of the level', '', 'level of', true, false],
    ['in a row over parts of words', 'the levels office', '', 'els off', true, true],
    ['one in the quote, one in the page', 'the level', 'of lakes', 'level of', true, false],
    ['in a row in the page alone', 'nothing', 'level of lakes', 'level of', true, false],
    ['one of them nowhere', 'the level of', 'page', 'level nowhere', false, false],
    ['one in quotation marks, one apart', 'it of the level', '', '"the level" it', true, false],
    ['very many words', long, '', long, true, true],
    ['very many words, one missing', long, '', `nowhere ${long}`, false, false],
    ['very many words in a row', `x ${long} y`, '', `"${long}" y`, true, true],
  ])('%s', (_name, own, source, query, found, inRow) => {
    const list = [clip(1, 'other', 'other'), clip(2, own, source)];
    expect(asked(list, query)).toEqual({ found: [false, found], inRow: [false, inRow] });
  });
});
