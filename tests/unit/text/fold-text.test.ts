import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '@/utils/text/fold-text';

describe('the finder’s folding', () => {
  test.each([
    ['case', 'STRAẞE', 'straße'],
    ['accents', 'Élève ñandú', 'eleve nandu'],
    ['decomposed accents', 'e\u0301le\u0300ve', 'eleve'],
    ['curly and straight quotes', '“it’s” „so‘', '"it\'s" "so\''],
    ['soft hyphens', 'co\u00adoperate', 'cooperate'],
    [
      'zero-width space, joiner, word joiner, byte order mark',
      'a\u200bb\u200dc\u2060d\ufeffe',
      'abcde',
    ],
    ['no-break and other spaces', 'a\u00a0b\u202fc\u3000d', 'a b c d'],
    ['ligatures', 'ﬁnd eﬄuent', 'find effluent'],
    ['the ellipsis', 'and…', 'and...'],
    ['compatibility characters', '№ Ⅳ ① ㎞ ™', 'No IV 1 km TM'],
    ['full width', 'ＡＢＣ１２３', 'abc123'],
    ['ß with ss', 'Straße', 'strasse'],
    ['æ, œ and ø', 'Ærø œuvre', 'aero oeuvre'],
    ['đ and ł', 'Đuro Łódź', 'duro lodz'],
    ['harakat and tatweel', 'كِتَـاب', 'كتاب'],
    ['hiragana and katakana', 'カタカナ', 'かたかな'],
    ['half-width katakana', 'ｶﾞｷﾞ', 'がぎ'],
    ['decomposed Hangul', '한글'.normalize('NFD'), '한글'],
    ['final sigma', 'ΟΔΟΣ', 'οδος'],
    ['Ё and Е', 'Ёлка', 'елка'],
    ['Arabic and Latin digits', '١٢٣', '123'],
  ])('makes no difference of %s', (_name, one, other) => {
    expect(foldText(one).text).toBe(foldText(other).text);
  });

  test.each([
    ['й and и', 'й', 'и'],
    ['dotless ı and i', 'ı', 'i'],
    ['Þ and Th', 'Þ', 'Th'],
    ['alef wasla and alef', 'ٱ', 'ا'],
    ['hyphen and hyphen-minus', '\u2010', '-'],
    ['no-break hyphen and hyphen-minus', '\u2011', '-'],
    ['dashes', '—', '-'],
    ['punctuation and none', 'a,b', 'ab'],
    ['voiced and unvoiced kana', 'が', 'か'],
    ['small and full kana', 'ゃ', 'や'],
    ['vowel signs', 'कि', 'क'],
    ['Thai vowels', 'กิ', 'ก'],
    ['line break and space', 'a\nb', 'a b'],
    ['= and ≠', '≠', '='],
    ['Chinese characters', '天', '大'],
    ['emoji', '😀', '😁'],
  ])('keeps apart %s', (_name, one, other) => {
    expect(foldText(one).text).not.toBe(foldText(other).text);
  });
});

describe('the way back from folded text', () => {
  test('maps to the whole character that became several', () => {
    const fold = foldText('eﬄuent');
    expect(fold.text).toBe('effluent');
    expect(fold.toOriginal(1)).toBe(1);
    expect(fold.toOriginalEnd(4)).toBe(2);
    expect([0, 1, 2, 3, 4, 5].map((offset) => fold.isSeam(offset))).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(fold.toFolded(2)).toBe(4);
  });

  test('skips what folds to nothing before a unit, and leaves it behind the one before', () => {
    const fold = foldText('ab\u00ad\u200bcd');
    expect(fold.text).toBe('abcd');
    expect(fold.toOriginal(2)).toBe(4);
    expect(fold.toOriginalEnd(2)).toBe(2);
    expect(fold.toFolded(2)).toBe(2);
    expect(fold.toFolded(3)).toBe(2);
  });

  test('includes a mark with its letter', () => {
    const fold = foldText('cafe\u0301s');
    expect(fold.text).toBe('cafes');
    expect(fold.toOriginal(3)).toBe(3);
    expect(fold.toOriginalEnd(4)).toBe(5);
    expect(fold.toFolded(5)).toBe(4);
  });

  test('does not fold a mark at a block’s start into the separator before it', () => {
    expect(foldText('a\n\u0301b').text).toBe('a\nb');
  });

  test('is the same for the whole as for its parts', () => {
    const word = fc.constantFrom(
      'ab',
      'É',
      'e\u0301',
      'ﬁ',
      '\u00ad',
      'が',
      'ｶﾞ',
      '天気',
      '😀',
      '½',
      ' ',
      '한글',
      'й',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const parts = words.map((part) => foldText(part).text).join('');
        const text = words.join('');
        const fold = foldText(text);
        expect(fold.text).toBe(parts);
        let before = 0;
        for (let offset = 0; offset <= text.length; offset++) {
          const folded = fold.toFolded(offset);
          expect(folded).toBeGreaterThanOrEqual(before);
          before = folded;
        }
        for (let offset = 0; offset < fold.text.length; offset++) {
          expect(fold.toOriginalEnd(offset + 1)).toBeGreaterThan(fold.toOriginal(offset));
          if (fold.isSeam(offset)) expect(fold.toFolded(fold.toOriginal(offset))).toBe(offset);
        }
      }),
    );
  });
});
