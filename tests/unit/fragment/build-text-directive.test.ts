import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDirectiveWithRange, buildTextDirective } from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseFragmentDirective, serializeTextDirective } from '@/utils/fragment/text-directive';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { cpuTime } from '../cpu-time';

/** Evenly distributed. `fc.double` mostly gives numbers close to 0. */
const share = fc.integer({ min: 0, max: 999 }).map((part) => part / 999);

/** Builds a directive for the text between `[` and `]`. */
function built(marked: string) {
  const start = marked.indexOf('[');
  const text = marked.replace('[', '').replace(']', '');
  const model = createPlainTextModel(text);
  const result = buildDirectiveWithRange(model, { start, end: marked.indexOf(']') - 1 });
  return { text, model, result };
}

describe('building a text directive', () => {
  test.each<[name: string, marked: string, expected: string]>([
    ['takes a short passage whole', 'Here [the river rose] again.', 'the river rose'],
    ['keeps the page’s own case and accents', 'Un [Élève doué] ici', 'Élève doué'],
    ['trims white space at the ends', 'Here[ the river rose ]again.', 'the river rose'],
    ['adds no context to what stands once', 'alpha [gamma] beta', 'gamma'],
    [
      'adds the word that tells two places apart',
      'the brown boat left; the [white boat] left; the white boat came',
      'white boat,-left',
    ],
    [
      'looks into the next block for context',
      'the boats\n[Read more]\nOther\nRead more',
      'boats-,Read more',
    ],
    ['is exact inside a word', 'say he[lo wor]ld now', 'say he-,lo wor,-ld now'],
    ['gives a lone figure a neighbour', 'about [5] boats', 'about-,5'],
    [
      'crosses blocks with start and end',
      'a [first words here\nlast words] there',
      'first words here,last words',
    ],
    ['keeps line breaks out of terms', 'x\n[one line]\ny', 'one line'],
    ['takes the whole of an emoji that a selection ends in', 'lock [gate 👍]🏽 of', 'gate 👍🏽'],
    ['takes the whole of a flag', 'lock [🇫]🇷🇩🇪 of', 'lock-,🇫🇷,-🇩🇪 of'],
    ['takes the whole of a Thai cluster', 'water [น้]ำ river', 'น้ำ'],
  ])('%s', (_name, marked, expected) => {
    const { result, text } = built(marked);
    expect(result.ok && decodeURIComponent(serializeTextDirective(result.value.directive))).toBe(
      `text=${expected}`,
    );
    expect(text.includes(expected.split(/[,-]/)[0] ?? '')).toBe(true);
  });

  // Chromium 156 searches endlessly for the terms that these tests omit.
  test.each<[name: string, marked: string, expected: string]>([
    [
      'a term that begins with an emoji and also begins a longer word',
      'lock 😀 Keepers [😀 Keeper] gate',
      'Keepers-,😀 Keeper,-gate',
    ],
    ['a mathematical letter', 'the 𝒮cripts of [𝒮cript] gate', 'the 𝒮cripts of-,𝒮cript,-gate'],
    ['an emoji that also stands with a skin tone', 'one 👍🏽 two [👍] three', 'two-,👍,-three'],
    [
      'a letter with a mark that is compared as one letter',
      'one \u0438\u0306ода two [\u0438\u0306од] three',
      'two-,\u0438\u0306од,-three',
    ],
  ])('does not build %s', (_name, marked, expected) => {
    const { result } = built(marked);
    expect(result.ok && decodeURIComponent(serializeTextDirective(result.value.directive))).toBe(
      `text=${expected}`,
    );
  });

  // The page may later have a longer word there.
  test.each<[name: string, marked: string, expected: string]>([
    ['an emoji', 'said [😀 Keeper] gate', 'said-,😀 Keeper,-gate'],
    ['a mathematical letter', 'lock [𝒮cript gate], of', 'lock-,𝒮cript gate,-%2C of'],
    ['a letter and its mark', 'река [\u0438\u0306од] вода', 'река-,\u0438\u0306од,-вода'],
  ])(
    'puts %s between a prefix and a suffix, so that no search for it can be without end',
    (_name, marked, expected) => {
      const { result } = built(marked);
      expect(result.ok && decodeURIComponent(serializeTextDirective(result.value.directive))).toBe(
        `text=${decodeURIComponent(expected)}`,
      );
    },
  );

  test('names a long passage by its first and last words', () => {
    const long = Array.from({ length: 90 }, (_, index) => `word${index}`).join(' ');
    const { result } = built(`before [${long}] after`);
    expect(result.ok && result.value.directive).toEqual({
      start: 'word0 word1 word2',
      end: 'word87 word88 word89',
    });
  });

  test('uses context beyond ten words where it has to', () => {
    const same = 'the very same words stand here in this long line of text before ';
    const { result, model } = built(`first ${same}[boat]. second ${same}boat.`);
    const second = model.text.lastIndexOf('boat');
    const range = { start: second, end: second + 4 };
    const other = buildTextDirective(model, range);
    expect(result.ok).toBe(true);
    expect(other.ok && findTextDirective(model, other.value)).toEqual(range);
  });

  test.each([
    ['the third of identical rows', 'row\nrow\n[row]\nrow', 'not-unique'],
    ['white space', 'a[ \n ]b', 'not-searchable'],
    ['what folds to nothing', 'a [\u200b\u00ad] b', 'not-searchable'],
    ['nothing', 'a [] b', 'not-searchable'],
  ])('refuses %s, and gives the reason', (_name, marked, error) => {
    expect(built(marked).result).toEqual({ ok: false, error });
  });

  test('finds the first of identical rows, like browsers', () => {
    expect(built('[row]\nrow\nrow').result.ok).toBe(true);
  });

  test('includes all of a half-selected surrogate pair', () => {
    const { result } = built('x \ud83d[\ude80 ship] y');
    expect(result.ok && result.value.range).toEqual({ start: 2, end: 9 });
  });

  test('quotes a floating first letter that the directive leaves out', () => {
    const model = createPlainTextModel('Once upon a time', [{ start: 1, end: 16, language: 'en' }]);
    const result = buildDirectiveWithRange(model, { start: 0, end: 9 });
    expect(result).toEqual({
      ok: true,
      value: {
        directive: { start: 'nce upon' },
        range: { start: 0, end: 9 },
        found: { start: 1, end: 9 },
      },
    });
  });

  const piece = fc.oneof(
    fc.constantFrom(
      'the',
      'boat',
      'boat',
      'very',
      'very',
      '5',
      'a',
      'É',
      'e\u0301t',
      'co\u00adop',
      '\ufb01n',
    ),
    fc.constantFrom(
      '天気',
      '今日は',
      '。',
      '😀',
      '👩\u200d👧',
      '한글',
      'שלום',
      'ไทย',
      '𠮷',
      '\u200b',
      'ｶﾞ',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const glue = fc.constantFrom(' ', ' ', ' ', '', ', ', '\n', '\u00a0', '-', '. ', '\u202f');
  const page = fc
    .array(fc.tuple(piece, glue), { minLength: 1, maxLength: 60 })
    .map((pairs) => pairs.flat().join(''));

  test('gives only what the finder finds first, at that range, also when written and read again', () => {
    let successes = 0;
    fc.assert(
      fc.property(page, share, fc.nat(40), (text, at, length) => {
        const model = createPlainTextModel(text);
        const start = Math.floor(at * text.length);
        const result = buildDirectiveWithRange(model, { start, end: start + length });
        if (!result.ok) return;
        successes++;
        const { directive, found, range } = result.value;
        expect(findTextDirective(model, directive)).toEqual(found);
        expect(found).toEqual(range);
        const [read] = parseFragmentDirective(`#:~:${serializeTextDirective(directive)}`);
        expect(read && findTextDirective(model, read)).toEqual(found);
      }),
      { numRuns: 400 },
    );
    expect(successes).toBeGreaterThan(150);
  });

  test('costs no more where the text repeats', () => {
    const repeated = createPlainTextModel('very '.repeat(60_000));
    const start = cpuTime();
    const result = buildTextDirective(repeated, { start: 150_000, end: 150_009 });
    expect(result).toEqual({ ok: false, error: 'not-unique' });
    expect(cpuTime() - start).toBeLessThan(2_000);
  });
});
