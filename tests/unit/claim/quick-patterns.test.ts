import { describe, expect, test } from 'vitest';
import { quick } from '@/utils/claim/scan-text';
import { unitWordAt } from '@/utils/claim/units';

const SCRIPTS = ['Latin', 'Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Devanagari', 'Han', 'Hangul'];
/** All characters up to U+FFEF, without the few letters among the signs of phonetics and symbols. */
const CHARACTERS = Array.from({ length: 0xffef }, (_, code) => String.fromCharCode(code)).filter(
  (character) => !/[\u02b0-\u036f\u2000-\u2bff\ua700-\uabff]/u.test(character),
);

describe('a quick pattern', () => {
  test.each(SCRIPTS)('knows the letters of %s', (script) => {
    const letter = new RegExp(`(?=\\p{Script=${script}})\\p{L}`, 'u');
    const letters = CHARACTERS.filter((character) => letter.test(character));
    expect(letters.length).toBeGreaterThan(50);
    expect(letters.filter((character) => !quick(/^\p{L}$/u).test(character))).toEqual([]);
    expect(letters.filter((character) => quick(/[^\p{L}']/u).test(character))).toEqual([]);
  });

  test('knows no mark of English or French as a letter or a numeral', () => {
    const marks = ' \n\t\u00a0\u202f.,;:!?\'"’“”«»‘-–—…()[]{}<>/\\%‰€$£¥°§&@#*_+=~^|`×÷·•';
    const word = quick(/[\p{L}\p{N}]/u);
    expect([...marks].filter((mark) => word.test(mark))).toEqual([]);
  });

  test('knows the numerals of figures and fractions', () => {
    expect([...'0123456789²³¹½¼¾⁴₂⅓①５'].filter((each) => !quick(/\p{N}/u).test(each))).toEqual([]);
    expect(quick(/\p{N}/u).test('x')).toBe(false);
  });

  test('keeps the rest of the pattern and its flags', () => {
    const { source, flags } = quick(/(?<!\p{L})\[\p{Lu}\] [^\]x]/giu);
    expect(source).toMatch(/^\(\?<!\[A-Za-z[^\]]*\]\)\\\[\\p\{Lu\}\\\] \[\^\\\]x\]$/u);
    expect(flags).toBe('giu');
  });
});

describe('a unit in letters', () => {
  test.each([
    ['km', 'km'],
    ['km/h', 'km/h'],
    ['points de\npourcentage', 'points de pourcentage'],
    ['points. De', 'points'],
    ['kilometres per hours', 'kilometres'],
    ['metre', 'metre'],
    ['metred', null],
    ["m'a", null],
    ['m2', 'm2'],
    ['m𝐚', null],
    ['', null],
    ['%', null],
  ])('of %j is %j', (text, unit) => {
    expect(unitWordAt(`5 ${text}`, 2)).toBe(unit);
  });
});
