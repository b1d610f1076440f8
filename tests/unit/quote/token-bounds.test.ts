import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { coversWholeTokens, growToTokens } from '@/utils/quote/token-bounds';

/** `[` and `]` mark the quote in its page. */
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
  ['a comparison of two signs', 'only >[> 5 cases] a day'],
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
  expect(coversWholeTokens(text, range)).toBe(false);
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
  expect(coversWholeTokens(text, range)).toBe(true);
});

describe('characters that look alike part nothing either', () => {
  test.each([
    ['a raised dot as decimal mark', 'a dose of 1·[5 mg of the drug]'],
    ['a dot operator as decimal mark', 'a dose of 1\u22C5[5 mg of the drug]'],
    ['an Arabic decimal mark', 'a dose of 1\u066B[5 mg of the drug]'],
    ['a figure space in a figure', 'about 12\u2007[300 people lost it]'],
    ['a punctuation space in a figure', 'about 12\u2008[300 people lost it]'],
    ['an acute accent in a figure', 'about 12´[300 people lost it]'],
    ['an Arabic thousands mark', 'about 12\u066C[300 people lost it]'],
    ['a minus sign before a direction mark', 'it fell −\u200E[12 % over] the year'],
    ['a full-width minus sign', 'it fell －[12 % over] the year'],
    ['a small minus sign', 'it fell ﹣[12 % over] the year'],
    ['a spaced en dash as minus sign', 'une baisse de – [12 % sur] un an'],
    ['a spaced hyphen as minus sign', 'the index closed at - [12 in] all'],
    ['an en dash as minus sign in a line of its own', 'Change\n– [12 %]\nsince'],
    ['a range with spaces', 'between 10 – [15 people] came'],
    ['a word with a direction mark in it', 'un\u200E[constitutional then]'],
    ['a word with a byte order mark in it', 'un\uFEFF[constitutional then]'],
    ['a word with a joiner in it', 'un\u200D[constitutional then]'],
    ['a word with a bidi override in it', 'un\u202D[constitutional then]'],
    ['a word with a control character in it', 'un\u0001[constitutional then]'],
    ['a word with a filler in it', 'un\u3164[constitutional then]'],
    ['a word behind thousands of invisible marks', `un${'\u200E'.repeat(9_000)}[constitutional]`],
    ['a contraction with a turned comma', 'said [that she can]‘t agree'],
    ['a contraction with an acute accent', 'said [that she can]´t agree'],
    ['a contraction with a grave accent', 'said [that she can]`t agree'],
    ['a contraction with a prime', 'said [that she can]′t agree'],
    ['an amount in another dollar', 'it cost US[$5 at] most'],
  ])('refuses an edge inside %s', (_name, marked) => {
    const { text, range } = place(marked);
    expect(coversWholeTokens(text, range)).toBe(false);
  });
});

describe('a figure goes on', () => {
  test.each([
    ['a magnitude and a currency', '[La dette atteint 3] Md€ cette année'],
    ['millions of a currency', '[La dette atteint 3] M€ cette année'],
    ['a magnitude in the quote and a currency after it', '[La dette atteint 3 M]€ cette année'],
    ['a German magnitude', '[it costs 10] Mrd a year'],
    ['an Indian magnitude', '[it costs 10] crore a year'],
    ['a thousand as k', '[it costs 10] k a year'],
    ['a power of ten', '[it costs 10] × 10⁶ a year'],
    ['an exponent', '[it costs 10] ^6 a year'],
    ['a fraction', '[it costs 10] 1/2 a year'],
    ['a half in words', '[it took 5] and a half hours'],
    ['a magnitude after a currency', '[It cost €5] M in all'],
    ['a full-width percent sign', '[It cost 5] ％ of it'],
    ['a sign of one in ten thousand', '[It cost 5] ‱ of it'],
    ['an em space and a percent sign', '[It cost 5]\u2003% of it'],
    ['a line break and a percent sign', '[It cost 5]\n% of it'],
    ['a unit', '[the road was 5] km long'],
    ['a unit after a line break', '[the road was 5]\nkm long'],
    ['a unit to a power', '[the field was 5] km² in all'],
    ['a currency in words', '[it cost 300] euros a head'],
    ['a currency after a magnitude', '[it cost 300 million] dollars'],
    ['a time', '[it lasted 2000] years or more'],
    ['the one year of a French term', '[la peine est de 1] an ferme'],
    ['a tolerance', '[a mass of 5] ± 2 grams'],
    ['a currency in the cell before', 'Price\n$\n[5,000 apiece]'],
    ['a currency at the end of the line before', 'It cost $\n[5,000 apiece]'],
    ['a comparison in the cell before', 'Limit\n≤\n[5 cases]'],
    ['a unit in the next cell', 'Power\n[5]\nMW\nall day'],
    ['millions in the next cell', 'Cost\n[5]\nM\nall told'],
    ['a unit of a tile with more words', '[All in all 5]\nGWh a year'],
    ['a magnitude and a currency in the next line', '[All in all 5]\nM€ a year'],
    ['a currency in the line after a magnitude', '[It cost 5 million]\ndollars in all'],
    ['a power in the next line', '[the field was 5]\nkm2 in all'],
    ['a currency code', 'a price of EUR [5,000 apiece]'],
    ['a number in words', '[it cost five] million that year'],
    ['one in words', '[it cost one] million that year'],
    ['a Japanese percentage', '[増加は約5]パーセントでした'],
    ['a Chinese currency', '[价格是5] 美元左右'],
    ['a Russian magnitude', '[долг вырос до 3] млрд рублей'],
    ['an Arabic magnitude', '[بلغ الدين 3] مليار'],
    ['a Korean magnitude', '[부채는 3]억 원'],
    ['its currency in the next line, with a full stop behind it', '[All in all 821]\n$। 89 to 22'],
    ['its currency in the next line, with a word behind it', '[All in all 821]\n$ยืนยัน 1–50'],
    ['its currency in the next line, with a figure behind it', '[All in all 821]\n€ 12 times'],
    ['its currency code in the next line', '[All in all 47]\nEUR 12 times'],
  ])('refuses an end before %s', (_name, marked) => {
    const { text, range } = place(marked);
    expect(coversWholeTokens(text, range)).toBe(false);
  });

  test.each([
    ['a year before an article', '[It began in 2019] an hour later'],
    ['a year before a name', '[C’était en 2019] M. Morel était maire'],
    ['a year before a verb', '[Le pont, en 2019] a été fermé'],
    ['a year before a French number', '[Le pont, en 2019] un soir, a cédé'],
    ['a year before another number', '[It began in 2020] two years on'.replace('] two', '], two')],
    ['a year before a compound', '[Sales grew in 2019] year-on-year'],
    ['a year before a second', '[The town won in 2019] second place'],
    ['a year before its Chinese verb', '[公司在2015]成立'],
    ['a year before an elided article', '[Le pont, en 2019], l’écluse aussi'],
    ['a heading’s number', '[Chapter 3]\nDays of rain'],
    ['a noun', '[It cost 5] lives'],
    ['a byline', '[On 12 March 2019] · 5 min read'],
    ['the end of its sentence', '[It cost 5]. Million of them'],
    ['words that no unit starts', '[It cost 5] more than that'],
    ['a number in words before a noun', '[there were five] of them'],
    ['one before a noun', '[it is the one] day in the year'],
    ['a figure with its unit', '[the road is 5 km] long'],
    ['a figure with its magnitude and currency', '[La dette atteint 3 Md€] cette année'],
    ['a word before a spaced dash', '[the plan] – 12 people – failed'],
    ['a figure that opens a line of a list', 'Result\n– [12 people came]'],
    ['a figure after a sentence and a dash', 'It held. – [12 people came]'],
    ['a figure joined to no dash', 'the plan—all of it: [12 people came]'],
    ['a unit without its figure', 'after 5 [days of rain] it held'],
    ['a percentage above a title', '[Gas\n47 %\n25 %]\nM. Delmas spoke'],
    ['a percentage beside a unit of another cell', 'Gas\n[25 %]\nMW\n12'],
    ['an amount above a unit', '[It cost 12 €]\nM\nF'],
    ['a figure above a title', '[All in all 47]\nM. Delmas spoke'],
    ['a figure above a title and a small particle', '[All in all 47]\nM. de Villiers spoke'],
    ['a figure above a title without a point', '[All in all 47]\nMs Jones spoke'],
    ['a figure above an initial', '[All in all 47]\nJ.-P. Morel spoke'],
    ['a figure above a compound', '[All in all 47]\nT-shirts were sold'],
    ['a figure above capitals', '[All in all 47]\nPOINTS OF ORDER'],
    ['a figure above an amount', '[Sales in 2024]\n$12 million'],
    ['a figure above a footnote', '[All in all 47]\n* 2 are estimates'],
    ['a figure above a fraction', '[Eggs: 3]\n1/2 cup of milk'],
    ['a figure beside a score', 'Jean\n[47]\n12/20'],
    ['a currency at the end of a heading', '[Price in EUR]\n2019\n12'],
    ['a year under such a heading', 'Price in EUR\n[2019]\n12'],
    ['a figure under the sign of a link', 'Next >\n[5 results] found'],
  ])('accepts an edge at %s', (_name, marked) => {
    const { text, range } = place(marked);
    expect(coversWholeTokens(text, range)).toBe(true);
  });
});

describe('a negation in a script without spaces', () => {
  test.each([
    ['不', '儿童不[可以使用这种药物]。'],
    ['没', '他没[参加会议]。'],
    ['無', '効果は無[意味だった]。'],
    ['未', '计划未[获批准]。'],
    ['非', '他并非[有意为之]。'],
    ['ไม่', 'ไม่[สามารถทำได้]'],
    ['ไม่ with a zero-width space', 'เขาไม่\u200B[สามารถทำได้]'],
    ['ない', '[この薬の使用は認め]ない。'],
    ['られない', '[この薬の使用は認め]られない。'],
    ['していない', '[政府は計画を承認]していない。'],
    ['なかった', '[政府は計画を認め]なかった。'],
    ['ません', '[政府は計画を認め]ません。'],
    ['できません', '[この薬は使用]できません。'],
    ['ず', '[政府は計画を認め]ず、終わった。'],
  ])('%s is not cut off', (_name, marked) => {
    const { text, range } = place(marked);
    expect(coversWholeTokens(text, range)).toBe(false);
  });

  test.each([
    ['its own negation', '儿童[不可以使用这种药物]。'],
    ['its own Thai negation', 'เขา[ไม่สามารถทำได้]'],
    ['its own Japanese negation', '[この薬の使用は認めない]。'],
    ['a country of Africa before it', '昨天南非[总统访问中国]。'],
    ['a negation in another word', '他不来，但是[可以使用这种药物]。'],
    ['a negation after a particle', '[薬の使用]はない。'],
    ['a possibility', '[雨]かもしれない。'],
    ['an expectation', '[彼は明日出発]するはずだ。'],
  ])('accepts %s', (_name, marked) => {
    const { text, range } = place(marked);
    expect(coversWholeTokens(text, range)).toBe(true);
  });
});

const FOLDED_AWAY = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
  (char) => /[\p{Cf}]/u.test(char) && foldStrictly(`a${char}b`).text === 'ab',
);

test('inserting anything that the judge folds away changes no edge', () => {
  expect(FOLDED_AWAY).toContain('\u200E');
  expect(FOLDED_AWAY.length).toBeGreaterThan(8);
  const piece = fc.constantFrom(
    ...['5', '12', '300', '.', ',', '·', ' ', ' ', '\n', '%', '€', '−', '-', '–', '’', '‘', 'not'],
    ...['un', 'can', 't', 'M', 'Md', 'million', 'km', '不', '可以', '認め', 'ない', '²', '×', '½'],
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 3, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      fc.array(fc.constantFrom(...FOLDED_AWAY), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (pieces, a, b, c, marks, inside) => {
        const text = pieces.join('');
        const [start = 0, end = 0] = [a, b].map((n) => n % (text.length + 1)).sort((x, y) => x - y);
        if (start === end) return;
        const at = c % (text.length + 1);
        const inserted = marks.join('');
        const moved = (offset: number) =>
          offset > at || (offset === at && inside === (offset === end))
            ? offset + inserted.length
            : offset;
        const longer = text.slice(0, at) + inserted + text.slice(at);
        expect(coversWholeTokens(longer, { start: moved(start), end: moved(end) })).toBe(
          coversWholeTokens(text, { start, end }),
        );
      },
    ),
    { numRuns: 3_000 },
  );
});

test('a range that was extended to whole tokens has whole tokens', () => {
  const piece = fc.constantFrom(
    ...['5', '12', '300', '2019', '.', ',', '·', ' ', ' ', ' ', '\n', '%', '€', '−', '– ', 'US$'],
    ...[
      'can',
      '’',
      't',
      'M',
      'Md',
      'million',
      'km',
      'days',
      'five',
      '不',
      '可以',
      '認め',
      'られない',
    ],
    ...['h', '×', '½', '1/2', 'and a half', '\u200E', '年', '万', '😀', 'l’', 'an', 'A'],
  );
  const texts = fc.array(piece, { minLength: 2, maxLength: 14 }).map((list) => list.join(''));
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
      const [start = 0, end = 0] = [a, b].map((n) => n % (text.length + 1)).sort((x, y) => x - y);
      if (start === end) return;
      const grown = growToTokens(text, { start, end });
      expect(grown.start).toBeLessThanOrEqual(start);
      expect(grown.end).toBeGreaterThanOrEqual(end);
      expect(coversWholeTokens(text, grown)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test('grows an end to the unit that follows its figure', () => {
  const { text, range } = place('[La dette atteint 3] Md€ cette année');
  const grown = growToTokens(text, range);
  expect(text.slice(grown.start, grown.end)).toBe('La dette atteint 3 Md€');
});

test('grows a cut to the whole figure', () => {
  const { text, range } = place('a rise of 1[5 %] in May');
  const grown = growToTokens(text, range);
  expect(text.slice(grown.start, grown.end)).toBe('15 %');
});
