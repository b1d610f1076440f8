import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { cpuTime } from '../cpu-time';

const fold = (text: string) => foldStrictly(text).text;

describe('the same to the judge', () => {
  test.each([
    ['curly and straight quotation marks', 'he said “yes” to it', 'he said "yes" to it'],
    ['guillemets with no-break spaces', 'dit « oui » hier', 'dit "oui" hier'],
    ['German quotation marks', 'er sagte »ja« dazu', 'er sagte „ja“ dazu'],
    ['single and double quotation marks', 'he said ‘yes’ to it', 'he said "yes" to it'],
    ['apostrophes', 'l’eau, it’s', "l'eau, it's"],
    ['an invisible character beside an apostrophe', 'l\u2060’\u2060eau', 'l’eau'],
    ['an em dash and a spaced en dash', 'a plan—good—failed', 'a plan – good – failed'],
    ['a range in hyphen and en dash', 'pages 10-15', 'pages 10–15'],
    ['a no-break hyphen', 'well‑known', 'well-known'],
    ['a minus sign and a hyphen before a figure', 'at −5 °C', 'at -5 °C'],
    ['an ellipsis', 'and so… on', 'and so... on'],
    ['a ligature', 'the ﬁrst eﬀort', 'the first effort'],
    ['œ and oe', 'un cœur', 'un coeur'],
    ['a soft hyphen', 'govern\u00ADment', 'government'],
    ['a zero-width space', 'govern\u200Bment', 'government'],
    ['no-break spaces', '10\u00A0000\u202Feuros', '10 000 euros'],
    ['a space before a colon', 'ceci\u00A0: non', 'ceci: non'],
    ['a space before a percent sign', '5\u00A0%', '5%'],
    ['a composed and a decomposed accent', 'e\u0301te\u0301', 'été'],
    ['a block break', 'one\ntwo', 'one two'],
  ])('%s', (_name, a, b) => {
    expect(a).not.toBe(b);
    expect(fold(a)).toBe(fold(b));
  });
});

describe('different to the judge', () => {
  test.each([
    ['an accent', 'cote', 'coté'],
    ['a superscript', '10²', '102'],
    ['a fraction', '1½', '11/2'],
    ['a fraction in full', '½', '1/2'],
    ['a circled digit', '①', '1'],
    ['a sign', '−5', '5'],
    ['a difference and a range', '9−5', '9–5'],
    ['feet and inches', '5′', '5″'],
    ['feet and inches in straight marks', "5'", '5"'],
    ['a decimal mark', '1.5', '1,5'],
    ['grouped digits', '1 000', '1000'],
    ['a joined word', 'not able', 'notable'],
    ['a sharp s', 'ß', 'ss'],
    ['a Nordic letter', 'æ', 'ae'],
    ['full width', 'Ａ', 'A'],
    ['a dropped full stop', 'U.S.', 'US'],
    ['a bidi override', '\u202E12', '12'],
    ['a hyphen left out', 're-sign', 'resign'],
    ['й and и', 'мой', 'мои'],
  ])('%s', (_name, a, b) => {
    expect(fold(a)).not.toBe(fold(b));
  });
});

const hard = fc.string({
  unit: fc.constantFrom(
    ...['a', 'B', 'é', 'e\u0301', ' ', '\n', '\u00A0', '"', '«', '»', '’', "'", '-', '–', '−'],
    ...['…', '.', 'ﬁ', 'œ', '\u00AD', '\u200B', '5', '1', '%', ':', '$', '你', '😀', 'İ', '\uFEFF'],
  ),
  maxLength: 40,
});

test('folding again changes nothing but white space at the ends', () => {
  fc.assert(
    fc.property(hard, (text) => {
      const once = fold(text);
      for (const char of ['\u00AD', '\u200B', '«', '…', 'ﬁ', '\u00A0']) {
        expect(once).not.toContain(char);
      }
      expect(foldStrictly(text).lower).toHaveLength(once.length);
    }),
    { numRuns: 500 },
  );
});

test('every folded word leads back to an original range that folds to it', () => {
  fc.assert(
    fc.property(hard, (text) => {
      const folded = foldStrictly(text);
      for (const match of folded.text.matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = folded.toOriginal(match.index, match.index + match[0].length);
        expect(fold(text.slice(range.start, range.end))).toBe(match[0]);
      }
    }),
    { numRuns: 500 },
  );
});

test('folds a million characters in time that does not explode', () => {
  const text = 'A “plain” sentence – with 5 % of everything…\n'.repeat(22_000);
  const started = cpuTime();
  const folded = foldStrictly(text);
  expect(folded.text.length).toBeGreaterThan(800_000);
  expect(cpuTime() - started).toBeLessThan(5_000);
});
