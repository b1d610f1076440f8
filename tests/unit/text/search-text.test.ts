import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldForSearch, foldSearched } from '@/utils/text/fold-for-search';
import { markedExcerpt, markTerms } from '@/utils/text/mark-terms';
import { holdsTerms, readSearchTerms } from '@/utils/text/search-terms';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'aA éÉ\u0301œŒßẞİıΣσς’“”«» \u00a0\n\u00ad…½ﬁ海🌊') }),
);

describe('folding', () => {
  test.each([
    ['case and accents', 'ÉVÉNEMENT à Zürich', 'evenement a zurich'],
    ['accents apart from their letter', 'e\u0301te\u0301', 'ete'],
    ['letters that are typed as two', 'Cœur, Straße, Ærø', 'coeur, strasse, aero'],
    ['letters with a stroke', 'Łódź, Đà', 'lodz, da'],
    ['quotation marks and apostrophes', '« L’eau » “x” ‘y’', '" l\'eau " "x" \'y\''],
    ['dashes and the minus', 'a–b—c−d', 'a-b-c-d'],
    ['blanks of any kind', 'a\u00a0\u202fb\n\tc', 'a b c'],
    ['what is not seen', 'hy\u00adphen\u200b', 'hyphen'],
    ['forms of figures', '５０ m²', '50 m2'],
    ['a sigma at the end of a word', 'ΛΌΓΟΣ', 'λογοσ'],
    ['points of Hebrew and Arabic', 'שָׁלוֹם مُحَمَّد', 'שלום محمد'],
  ])('%s', (_name, text, folded) => {
    expect(foldForSearch(text)).toBe(folded);
  });

  test('the vowels of Devanagari and Thai are no accents', () => {
    expect(foldForSearch('की')).not.toBe(foldForSearch('क'));
    expect(foldForSearch('ดี')).not.toBe(foldForSearch('ด'));
  });

  test('folded once is folded for good, on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldForSearch(text);
        expect(foldForSearch(folded)).toBe(folded);
        expect(folded).not.toContain('\n');
      }),
    );
  });
});

describe('terms of a query', () => {
  test.each([
    ['words, the longest first', 'lake levels fell', ['levels', 'lake', 'fell']],
    ['a phrase in quotation marks of any shape', '« lake level » fell', ['lake level', 'fell']],
    ['a word that another holds', 'hydro hydrology', ['hydrology']],
    ['a quotation mark that is not closed', '"lake level', ['level', 'lake']],
    ['nothing', '  " " ', []],
  ])('%s', (_name, query, terms) => {
    expect(readSearchTerms(query).terms).toEqual(terms);
  });

  test('the phrase is the typed words, in that order', () => {
    expect(readSearchTerms('Level of  the “Lake”').phrase).toBe('level of the lake');
  });

  test('every text contains its own terms', () => {
    fc.assert(
      fc.property(anyText, (text) => holdsTerms(foldSearched(text), readSearchTerms(text))),
    );
  });

  test('a text lacks a term that it does not hold', () => {
    expect(holdsTerms('the level of the lake', readSearchTerms('level river'))).toBe(false);
  });
});

describe('numbers', () => {
  const shapes = [
    '1200',
    '1 200',
    '1\u202f200',
    '1\u00a0200',
    '1\u2009200',
    '1,200',
    '1.200',
    '1’200',
  ];
  const pairs = shapes.flatMap((written) => shapes.map((typed) => [written, typed] as const));

  test.each(pairs)('“%s” is found as “%s”', (written, typed) => {
    const text = `About ${written} adults in 2024`;
    expect(holdsTerms(foldSearched(text), readSearchTerms(typed))).toBe(true);
    expect(holdsTerms(foldSearched(text), readSearchTerms(`"about ${typed} adults"`))).toBe(true);
    const marks = markTerms(text, readSearchTerms(typed).terms);
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual([written]);
  });

  test.each([
    ['several groups', '12 731 000 people', '12731000', true],
    ['a part that is still being typed', 'About 1,200 adults', '1,2', true],
    ['a part of three decimals', 'The constant is 3.141', '3.14', true],
    ['a part of an address', 'https://192.168.100.20/', '168.100', true],
    ['groups of four', '2023 2000', '20232000', false],
    ['different separators', '1,200.500', '1200500', false],
    ['a list of numbers', 'in 3, 200 and 5', '3200', false],
    ['another number', '1 200', '1300', false],
  ])('%s', (_name, text, query, expected) => {
    expect(holdsTerms(foldSearched(text), readSearchTerms(query))).toBe(expected);
  });
});

describe('marks', () => {
  const marked = (text: string, query: string) =>
    markTerms(text, readSearchTerms(query).terms).map(({ start, end }) => text.slice(start, end));

  test.each([
    ['a word in another case', 'Lake Level', 'lake', ['Lake']],
    ['a word with accents', 'Un ÉVÉNEMENT', 'evenement', ['ÉVÉNEMENT']],
    ['accents that stand apart', 'ne\u0301e.', 'nee', ['ne\u0301e']],
    ['every place', 'a lake, the lake', 'lake', ['lake', 'lake']],
    ['a ligature that was half sought', 'cœur', 'oeu', ['œu']],
    ['over several blanks', 'lake \u00a0 level', '"lake level"', ['lake \u00a0 level']],
    ['places that touch as one', 'waterlevel', 'water level', ['waterlevel']],
    ['after a sign of two units', '🌊 lake', 'lake', ['lake']],
    ['nothing', 'lake', '', []],
  ])('%s', (_name, text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  test('folded matches are marked in order and without overlap', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, sought) => {
        const { terms } = readSearchTerms(sought);
        const text = `${before} ${sought} ${before}`;
        const marks = markTerms(text, terms);
        expect(marks.length > 0).toBe(terms.length > 0);
        marks.forEach(({ start, end }, at) => {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          if (at > 0) expect(start).toBeGreaterThan(marks[at - 1]?.end ?? 0);
        });
      }),
    );
  });
});

describe('an excerpt', () => {
  const long = `${'before '.repeat(60)}the needle stands here ${'after '.repeat(60)}`;

  test('of a short text is the text', () => {
    const marks = [{ start: 0, end: 5 }];
    expect(markedExcerpt('short', marks, 50)).toEqual({ text: 'short', marks });
  });

  test('holds the first mark, and is cut between words', () => {
    const { text, marks } = markedExcerpt(long, markTerms(long, ['needle']), 80);
    expect(text.length).toBeLessThanOrEqual(82);
    expect(text).toMatch(/^…before .* needle .*…$/);
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['needle']);
  });

  test('without a mark is the beginning', () => {
    expect(markedExcerpt(long, [], 40).text).toMatch(/^before before .*before…$/);
  });

  test('never cuts a sign of two units in half', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 20, max: 60 }), (at, length) => {
        const text = '🌊'.repeat(200);
        const start = at * 2;
        const shown = markedExcerpt(text, [{ start, end: start + 2 }], length);
        expect(shown.text.isWellFormed()).toBe(true);
      }),
    );
  });
});
