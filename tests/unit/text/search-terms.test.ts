import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldSearched } from '@/utils/text/fold-for-search';
import { holdsTerms, holdsWholeWords, readSearchTerms } from '@/utils/text/search-terms';

const matchesWords = (text: string, query: string) =>
  holdsTerms(foldSearched(text), readSearchTerms(query));

test.each([
  ['case and accents do not count', 'Événement à Paris', 'evenement', true],
  ['words in any order', 'the level of the lake', 'lake level', true],
  ['a part of a word', 'hydrology', 'hydro', true],
  ['one word absent', 'the level of the lake', 'lake river', false],
  ['blanks between and around', 'a  b', '  b   a ', true],
  ['nothing sought', 'anything', '', true],
  ['a line break is a blank', 'one\ntwo', 'one two', true],
])('%s', (_name, text, query, expected) => {
  expect(matchesWords(text, query)).toBe(expected);
});

test('every text matches itself', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => matchesWords(text, text)));
});

test.each([
  ['whole words in any order', 'The plan for the heat, 2024', 'heat plan', true],
  ['a part of a word', 'The city planted trees in the heat', 'heat plan', false],
  ['a quotation', 'The heat plan', '"heat plan"', true],
  ['a quotation with other words between', 'The plan against heat', '"plan heat"', false],
  ['marks around a word', '“Heat-plan”, they said', 'plan', true],
])('whole words: %s', (_name, text, query, expected) => {
  expect(holdsWholeWords(foldSearched(text), readSearchTerms(query))).toBe(expected);
});
