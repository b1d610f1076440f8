import { describe, expect, test } from 'vitest';
import { findUnchangedQuote } from '@/utils/quote/find-unchanged-quote';
import { createPlainTextModel } from '@/utils/text/plain-text-model';

const TEXT = [
  'The river rose by 61 centimetres in the night, said the warden.',
  'Two bridges were closed; the “old weir” stood.',
  'The river rose by 61 centimetres in the night, wrote the paper.',
].join('\n');
const PAGE = createPlainTextModel(TEXT);
const second = TEXT.lastIndexOf('The river');

/** Returns the text at the place where the quote was found. Null if it was not found. */
function standing(
  exact: string,
  { prefix = '', suffix = '', position = null as number | null } = {},
) {
  const at = position === null ? null : { start: position, end: position + exact.length };
  const found = findUnchangedQuote(PAGE, { exact, prefix, suffix }, at);
  return found === null ? null : { ...found, text: TEXT.slice(found.start, found.end) };
}

describe('a quote that is on its page', () => {
  test.each([
    {
      name: 'letter for letter',
      quote: 'Two bridges were closed',
      text: 'Two bridges were closed',
    },
    { name: 'in other typography', quote: 'the "old weir"  stood', text: 'the “old weir” stood' },
    {
      name: 'across blocks',
      quote: 'said the warden. Two bridges',
      text: 'said the warden.\nTwo bridges',
    },
  ])('is found $name', ({ quote, text }) => {
    expect(standing(quote)?.text).toBe(text);
  });

  test('is found between its recorded context, not at the first place', () => {
    const found = standing('in the night', { prefix: 'centimetres ', suffix: ', wrote the paper' });
    expect(found?.start).toBe(TEXT.lastIndexOf('in the night'));
  });

  test('is found nearest to its recorded place where neighbours do not tell', () => {
    expect(standing('The river rose', { position: second - 3 })?.start).toBe(second);
    expect(standing('The river rose', { position: 2 })?.start).toBe(0);
  });
});

describe('nothing is shown', () => {
  test.each([
    ['where a figure changed', 'The river rose by 62 centimetres'],
    ['where a word is missing', 'The river rose by centimetres'],
    ['where the letters are in another case', 'two bridges were closed'],
    ['where only a part of a figure stands there', '1 centimetres in the night'],
    ['where only a part of a word stands there', 'wo bridges were close'],
    ['for a quote of white space', ' \n '],
  ])('%s', (_name, quote) => {
    expect(standing(quote)).toBeNull();
  });
});
