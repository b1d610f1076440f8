import { expect, test } from 'vitest';
import { growToTokens, standsOnWholeTokens } from '@/utils/quote/token-bounds';

/** `[` and `]` mark the quote inside its page. */
function place(marked: string) {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  return { text: marked.replace('[', '').replace(']', ''), range: { start, end } };
}

test.each([
  ['a figure without its first digit', 'a rise of 1[5 %] in May'],
  ['a decimal without its first digit', 'it cost 1[1.5] euros'],
  ['a decimal without its last digit', 'it cost [1.5]5 euros'],
  ['the digits after a decimal comma', 'it cost 1,[5 euros] a kilo'],
  ['a figure without its thousands', 'for 12 [300 people] at most'],
  ['a figure with its thousands left out', 'for [12] 300 people'],
  ['a figure without its minus sign', 'it fell to −[5 degrees] at night'],
  ['a figure without its hyphen as sign', 'it fell to -[5 degrees] at night'],
  ['a figure without its percent sign', 'it rose [by 5] % in May'],
  ['a figure without its magnitude', 'it cost [about 5] million in all'],
  ['an amount without its currency', 'it cost $[5 million] in all'],
  ['an amount without the currency after it', 'it cost [about 5] € in all'],
  ['a bound without its comparison', 'only ≤ [5 cases] a day'],
  ['a power without its exponent', 'some [10]² metres'],
  ['a mixed number without its whole', 'add 1[½ cups] of flour'],
  ['a range without its lower end', 'between 10–[15 people] came'],
  ['a ratio of units', 'at [120 km]/h on the road'],
  ['a word without its first letters', 'it is no[table] that'],
  ['a negated compound', 'for non-[profit work] only'],
  ['a contraction', 'we [can]’t agree'],
  ['a French negation', 'il n’[est responsable] de rien'],
  ['a name with dots', 'made in the [U.S]. of A'.replace(']. ', '].A ')],
  ['a word before its combining accent', 'un [cafe]\u0301 noir'],
  ['a Han figure', '增长了十[五个百分点]以上'],
  ['a figure before a Han magnitude', '投资[约5]万元人民币'],
])('refuses an edge inside %s', (_name, marked) => {
  const { text, range } = place(marked);
  expect(standsOnWholeTokens(text, range)).toBe(false);
});

test.each([
  ['the whole text', '[a rise of 15 %]'],
  ['a figure with its percent sign', 'it rose by [5 % in] May'],
  ['words between spaces', 'we [cannot agree] on it'],
  ['words beside punctuation', 'so: “[cannot agree]”, he said'],
  ['a noun after an elided article', 'pour l’[intelligence artificielle] en'],
  ['a word before a possessive', 'on [the company]’s own site'],
  ['Chinese inside Chinese', '我们今[天天气很]好'],
  ['Japanese inside Japanese', 'これは[新しい技術]です'],
  ['a year before another figure', 'in 2020 [300 people] came'],
  ['words beside a spaced dash', 'the plan – [a good one] – failed'],
  ['words beside an em dash', 'the plan—[a good one]—failed'],
  ['a sentence after a full stop', 'It failed. [Nobody knew.] So it'],
])('accepts edges at %s', (_name, marked) => {
  const { text, range } = place(marked);
  expect(standsOnWholeTokens(text, range)).toBe(true);
});

test('grows a cut to the whole figure', () => {
  const { text, range } = place('a rise of 1[5 %] in May');
  const grown = growToTokens(text, range);
  expect(text.slice(grown.start, grown.end)).toBe('15 %');
});
