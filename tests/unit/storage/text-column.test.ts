import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeTexts, textAt } from '@/utils/storage/text-column';
import { textsHolding } from '@/utils/storage/texts-holding';

/** Few letters, so that terms match, and any number of blanks anywhere. */
const folded = fc.string({ unit: fc.constantFrom('a', 'b', 'ab', 'é', '海', ' '), maxLength: 12 });
const texts = fc.array(folded, { maxLength: 12 });
const term = folded.map((text) => text.replace(/ +/g, ' ').trim()).filter((text) => text !== '');
const all = (list: readonly unknown[]) => new Uint8Array(list.length).fill(1);

describe('a column of texts', () => {
  test('returns the stored texts', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const column = encodeTexts(list);
        expect(list.map((_, at) => textAt(column, at))).toEqual(list);
      }),
    );
  });

  test('knows which of them hold a term as going through each does', () => {
    fc.assert(
      fc.property(texts, term, (list, sought) => {
        const holds = textsHolding(encodeTexts(list), sought, all(list));
        const expected = list.map((text) => text.includes(sought));
        expect(list.map((_, at) => holds?.[at] === 1)).toEqual(expected);
      }),
    );
  });

  test.each<[string, string, string, boolean]>([
    ['a part of a word', 'the reservoir', 'servo', true],
    ['a word in a longer one', 'lakeside', 'lake', true],
    ['words in a row', 'the level of the lake', 'level of the', true],
    ['words in a row, the first and last of them in part', 'the level of it', 'vel of i', true],
    ['words in a row, one between them in part', 'the levels of it', 'the level of', false],
    ['a word that holds the first piece, but not at its end', 'levels of it', 'level of', false],
    ['a word that ends with the piece, and holds it before too', 'nana of', 'na of', true],
    ['words in a row, over the end of the text', 'of the', 'of the lake', false],
  ])('%s: in “%s” “%s” is found: %s', (_name, text, sought, expected) => {
    expect(textsHolding(encodeTexts(['x', text]), sought, all([1, 2]))?.[1] === 1).toBe(expected);
  });

  test('searches only the given rows, whether few or many', () => {
    const twelve = fc.array(folded, { minLength: 12, maxLength: 12 });
    const places = fc.oneof(
      fc.constant<number[]>([11]),
      fc.subarray(Array.from({ length: 12 }, (_, n) => n)),
    );
    fc.assert(
      fc.property(twelve, term, places, (list, sought, asked) => {
        const among = Uint8Array.from(list, (_, at) => (asked.includes(at) ? 1 : 0));
        const holds = textsHolding(encodeTexts(list), sought, among);
        const expected = list.map((text, at) => asked.includes(at) && text.includes(sought));
        expect(list.map((_, at) => holds?.[at] === 1)).toEqual(expected);
      }),
    );
  });

  test('numbers more words than two bytes can', () => {
    const list = Array.from({ length: 70_000 }, (_, n) => `w${n}.`);
    const column = encodeTexts(list);
    expect(textAt(column, 69_999)).toBe('w69999.');
    expect(textsHolding(column, 'w69999.', all(list))?.lastIndexOf(1)).toBe(69_999);
  });
});
