import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffQuote } from '@/utils/quote/diff-quote';
import { splitTokens } from '@/utils/quote/split-tokens';

test.each([
  ['a figure', 'rose by 61 % in May', 'rose by 68 % in May', 'figure', '61', '68'],
  ['a decimal', 'it cost 1.5 euros', 'it cost 1.55 euros', 'figure', '1.5', '1.55'],
  ['a figure in words', 'two bridges closed', 'three bridges closed', 'figure', 'two', 'three'],
  ['a magnitude', 'some 5 million people', 'some 5 billion people', 'figure', 'million', 'billion'],
  ['a dropped not', 'it is not safe', 'it is safe', 'negation', 'not', ''],
  ['an added not', 'it is safe', 'it is not safe', 'negation', '', 'not'],
  ['a contracted not', 'they can agree', "they can't agree", 'negation', 'can', "can't"],
  ['a French negation', 'il est sûr', 'il n’est pas sûr', 'negation', 'est', 'n’est'],
  ['a sign', 'at -5 degrees', 'at 5 degrees', 'sign', '-5', '5'],
  ['a unit', 'a 5 mW laser', 'a 5 MW laser', 'unit', 'mW', 'MW'],
  ['a unit in words', 'five kilometres off', 'five miles off', 'unit', 'kilometres', 'miles'],
  ['a currency', 'paid 5 € for it', 'paid 5 $ for it', 'currency', '€', '$'],
  ['a year', 'since 2024 at least', 'since 2025 at least', 'date', '2024', '2025'],
  ['a month', 'from March on', 'from April on', 'date', 'March', 'April'],
  ['a name', 'said Martin Dupont', 'said Martin Durand', 'name', 'Dupont', 'Durand'],
  ['the case of a name', 'told US by phone', 'told us by phone', 'name', 'US', 'us'],
  ['a comparative', 'more than before', 'less than before', 'comparative', 'more', 'less'],
  ['a direction', 'prices rose again', 'prices fell again', 'direction', 'rose', 'fell'],
  [
    'a French direction',
    'la hausse des prix',
    'la baisse des prix',
    'direction',
    'hausse',
    'baisse',
  ],
  ['a figure against its unit', 'over 61 km of it', 'over 61 mi of it', 'unit', 'km', 'mi'],
  ['a unit at its figure', 'some 5km of it', 'some 5mi of it', 'unit', 'km', 'mi'],
  [
    'a currency in words',
    'paid 5 euros for it',
    'paid 5 francs for it',
    'currency',
    'euros',
    'francs',
  ],
  ['a currency code', 'paid EUR 5 for it', 'paid USD 5 for it', 'currency', 'EUR', 'USD'],
  ['a fraction', 'about ½ of it', 'about ¼ of it', 'figure', '½', '¼'],
  ['a fraction in words', 'a third of it', 'a quarter of it', 'figure', 'third', 'quarter'],
  [
    'a compound fraction',
    'two-thirds of it',
    'two-fifths of it',
    'figure',
    'two-thirds',
    'two-fifths',
  ],
  [
    'a compound number',
    'some twenty-one of it',
    'some twenty-two of it',
    'figure',
    'twenty-one',
    'twenty-two',
  ],
  ['a day of the week', 'came on Monday night', 'came on Friday night', 'date', 'Monday', 'Friday'],
  [
    'a date in figures',
    'since 2025-03-01 it was',
    'since 2025-03-11 it was',
    'date',
    '2025-03-01',
    '2025-03-11',
  ],
  ['a point of the compass', 'the north bank', 'the south bank', 'direction', 'north', 'south'],
  ['a way', 'a letter to the town', 'a letter from the town', 'direction', 'to', 'from'],
  [
    'a prefix that negates',
    'they were able to',
    'they were unable to',
    'negation',
    'able',
    'unable',
  ],
  [
    'another such prefix',
    'this was legal then',
    'this was illegal then',
    'negation',
    'legal',
    'illegal',
  ],
  ['a German negation', 'das ist ein Damm', 'das ist kein Damm', 'negation', 'ein', 'kein'],
  ['a word that opens a sentence', 'The dam held', 'This dam held', 'word', 'The', 'This'],
  [
    'a word that only begins like a direction',
    'a risk of it',
    'a list of it',
    'word',
    'risk',
    'list',
  ],
  [
    'a word that only looks negated',
    'they form here',
    'they inform here',
    'word',
    'form',
    'inform',
  ],
  ['an accent', 'un homme tué hier', 'un homme tue hier', 'accent', 'tué', 'tue'],
  ['an article', 'it gets a subsidy', 'it gets the subsidies', 'word', 'a', 'the'],
  ['another article', 'it has an owner', 'it has the owners', 'word', 'an', 'the'],
  ['a word', 'the old house', 'the small house', 'word', 'old', 'small'],
] as const)('names %s that changed', (_name, quote, passage, fact, from, to) => {
  expect(diffQuote(quote, passage).changes[0]).toEqual({ fact, from, to });
});

test('puts the change that matters most first', () => {
  const { changes } = diffQuote(
    'the old bridge was not closed for 61 days',
    'the small bridge was closed for 68 days',
  );
  expect(changes.map((change) => change.fact)).toEqual(['negation', 'figure', 'word']);
});

test('pairs figures with figures inside one changed stretch', () => {
  expect(diffQuote('it grew 12 percent', 'it grew by some 15 percent').changes[0]).toEqual({
    fact: 'figure',
    from: '12',
    to: '15',
  });
});

test('does not show differences that the judge accepts', () => {
  const { parts, changes } = diffQuote('he said "yes" at -5 °C', 'he said “yes” at −5\u00A0°C');
  expect(parts.map((part) => part.op)).toEqual(['same']);
  expect(changes).toEqual([]);
});

test('the joined tokens equal the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(splitTokens(text).join('')).toBe(text);
    }),
  );
});

test('the parts give both wordings back, up to typography', () => {
  const word = fc.constantFrom('a', 'not', '5', '6', ' ', '%', 'é', 'e', 'Paris', ',');
  const text = fc.array(word, { maxLength: 20 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, (quote, passage) => {
      const { parts } = diffQuote(quote, passage);
      const side = (op: string) =>
        parts
          .filter((part) => part.op !== op)
          .map((part) => part.text)
          .join('');
      expect(side('added').replace(/\s/gu, '')).toBe(quote.replace(/\s/gu, ''));
      expect(side('removed').replace(/\s/gu, '')).toBe(passage.replace(/\s/gu, ''));
    }),
  );
});

describe('a difference only in "at all" is not called a changed comparison', () => {
  const factsOf = (quote: string, passage: string) =>
    diffQuote(quote, passage).changes.map(({ fact }) => fact);
  const bid = 'The projects offered received no bid at all, she said.';
  const bidder = 'The projects offered attracted no bidder, she said.';

  test('in either text', () => {
    expect(factsOf(bid, bidder)).toEqual(['word', 'word', 'word']);
    expect(factsOf(bidder, bid)).toEqual(['word', 'word', 'word']);
  });

  test.each([
    ['It closed at all three harbours today', 'It closed at some three harbours today'],
    ['Tests ran at all sites of the grid', 'Tests ran near sites of the grid'],
    ['The port received at least one bid', 'The port received one bid'],
    ['The port lost all bids of the year', 'The port lost bids of the year'],
    ['It offered no bid at most ports', 'It offered no bid at all ports'],
  ])('a comparison that changed is named: "%s", on "%s"', (quote, passage) => {
    expect(factsOf(quote, passage)).toContain('comparative');
    expect(factsOf(passage, quote)).toContain('comparative');
  });
});
