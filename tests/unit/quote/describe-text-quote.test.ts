import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { createPlainTextModel } from '@/utils/text/plain-text-model';

const TEXT =
  'Nobody knew how it would end, said the keeper.\nThe river rose by 61 centimetres in the night, and the two bridges were closed.';
const MODEL = createPlainTextModel(TEXT);

test('describes a quote with whole words of context on both sides, across blocks', () => {
  const start = TEXT.indexOf('river rose');
  const quote = describeTextQuote(MODEL, { start, end: start + 10 });
  expect(quote).toEqual({
    exact: 'river rose',
    prefix: 'would end, said the keeper.\nThe ',
    suffix: ' by 61 centimetres in the night, and the two bridges were closed.',
  });
});

test('ends where the page does', () => {
  expect(describeTextQuote(MODEL, { start: 0, end: TEXT.length })).toEqual({
    exact: TEXT,
    prefix: '',
    suffix: '',
  });
});

test('is the text around it, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.nat(200),
      fc.nat(50),
      (text, at, length) => {
        const start = Math.min(at, text.length);
        const end = Math.min(text.length, start + length);
        const { exact, prefix, suffix } = describeTextQuote(createPlainTextModel(text), {
          start,
          end,
        });
        expect(exact).toBe(text.slice(start, end));
        expect(text.slice(0, start).endsWith(prefix)).toBe(true);
        expect(text.slice(end).startsWith(suffix)).toBe(true);
        expect(prefix.length).toBeGreaterThanOrEqual(Math.min(start, 32));
      },
    ),
  );
});
