import { describe, expect, test } from 'vitest';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseTextDirective } from '@/utils/fragment/text-directive';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { cpuTime } from '../cpu-time';

/** Returns the block of the match with `[` and `]` around the match. */
function found(text: string, value: string): string | null {
  const model = createPlainTextModel(text);
  const directive = parseTextDirective(value);
  if (directive === null) throw new Error(`${value} is no directive`);
  const range = findTextDirective(model, directive);
  if (range === null) return null;
  return `${text.slice(0, range.start)}[${text.slice(range.start, range.end)}]${text.slice(range.end)}`;
}

describe('finding a text directive', () => {
  test.each<[name: string, text: string, value: string, expected: string | null]>([
    ['takes the first match', 'one two one', 'one', '[one] two one'],
    ['wants whole words', 'stone one', 'one', 'stone [one]'],
    ['finds nothing inside a word', 'stones', 'one', null],
    ['ignores case and accents', 'Un ÉLÈVE', '%C3%A9leve', 'Un [ÉLÈVE]'],
    ['lets a prefix end inside a word', 'hello world', 'hel-,lo', 'hel[lo] world'],
    ['wants the prefix to start a word', 'othello', 'hel-,lo', null],
    ['lets a suffix start inside a word', 'hello world', 'hel,-lo', '[hel]lo world'],
    ['wants the suffix to end a word', 'hello world', 'hel,-l', null],
    ['skips white space after the prefix', 'a \u00a0\n b', 'a-,b', 'a \u00a0\n [b]'],
    ['does not skip the narrow no-break space', '5\u202fkm', '5-,km', null],
    ['tries every prefix', 'a x. a b', 'a-,b', 'a x. a [b]'],
    ['does not skip words after the prefix', 'a x b', 'a-,b', null],
    ['ends a range at the first end', 'a b c b', 'a,b', '[a b] c b'],
    ['crosses blocks with a range', 'a one\ntwo b', 'one,two', 'a [one\ntwo] b'],
    ['keeps a term in one block', 'one\ntwo', 'one%20two', null],
    ['takes a later end for its suffix', 'a b c b d', 'a,b,-d', '[a b c b] d'],
    ['tries no other start once an end is missing', 'a x a b', 'a,b,-c', null],
    ['tries other starts for a suffix without an end', 'a x a b', 'a,-b', 'a x [a] b'],
    ['lets a suffix stand in the next block', 'a\nb', 'a,-b', '[a]\nb'],
    ['begins each try of an end behind the last', 'x a a a y', 'x,a%20a,-y', null],
    ['tries no prefix right behind the last', '++x', '%2B-,x', null],
    ['tries a prefix two behind the last', '+++x', '%2B-,x', '+++[x]'],
    ['finds nothing within a ligature', '\ufb01nd', 'f,-ind', null],
    ['takes a soft hyphen as nothing', 'co\u00adop end', 'coop', '[co\u00adop] end'],
    ['leaves a soft hyphen behind a match', 'end\u00ad now', 'end', '[end]\u00ad now'],
    ['has nothing to find in a term of joiners', 'a b', '%E2%80%8B', null],
    ['sees no word before a start that follows a prefix', 'in 3.5 m', '3-,%2E', 'in 3[.]5 m'],
  ])('%s', (_name, text, value, expected) => {
    expect(found(text, value)).toBe(expected);
  });

  /** Chromium 156 searches endlessly for these terms, and the page stops responding. */
  test.each<[name: string, text: string, value: string]>([
    ['an emoji before a longer word', '😀 Keepers 😀 Keeper', '😀 Keeper'],
    ['an emoji with another skin tone', '👍🏽 one 👍 two', '👍'],
    ['one of the two characters of a flag', 'lock 🇫🇷', '🇫'],
    ['a mathematical letter that begins a longer word', '𝒮cripts 𝒮cript', '𝒮cript'],
    ['plain letters that match a mathematical letter', '𝒮cripts script', 'script'],
    ['a suffix that also begins a longer word', 'Gate boat 𝒮cripts Gate 𝒮cript', 'Gate,-𝒮cript'],
    ['the end term of a range', 'lock 😀 Keepers 😀 Keeper', 'lock,😀 Keeper'],
    ['the start term after a prefix', 'lock 😀 Keepers lock 😀 Keeper', 'lock-,😀 Keeper'],
    ['a second match', '😀 Keeper 😀 Keepers', '😀 Keeper'],
    ['a letter and its mark in a longer word', '\u0438\u0306ода \u0438\u0306од', '\u0439од'],
    ['a letter and its mark inside a word', 'x\u0438\u0306од \u0439од', '\u0439од'],
    ['an Arabic letter and its mark', '\u0627\u0653باد \u0622ب', '\u0622ب'],
    ['a Tamil letter and its mark', '\u0b92\u0bd7cd \u0b94c', '\u0b94c'],
    ['a second match after a prefix', 'one 𝒮cript. one the 𝒮cripts', 'one-,𝒮cript'],
  ])('finds nothing when Chromium would search without end: %s', (_name, text, value) => {
    expect(found(text, value)).toBeNull();
  });

  test.each<[name: string, text: string, value: string, expected: string]>([
    ['when it matches whole words', '😀 Keeper 😀 Keep', '😀 Keeper', '[😀 Keeper] 😀 Keep'],
    [
      'when the prefix has no second match',
      'one 𝒮cript. the 𝒮cripts',
      'one-,𝒮cript',
      'one [𝒮cript]. the 𝒮cripts',
    ],
    [
      'with a letter whose mark is ignored',
      'e\u0301cole e\u0301co',
      'e\u0301co',
      'e\u0301cole [e\u0301co]',
    ],
    ['with a letter that has its mark', '\u0439ода \u0439од', '\u0439од', '\u0439ода [\u0439од]'],
    ['directly after a letter', 'x😀 Keeper 😀 Keeper', '😀 Keeper', 'x[😀 Keeper] 😀 Keeper'],
    [
      'in the middle of the term',
      'Gate 😀 Keepers Gate 😀 Keeper',
      'Gate 😀 Keeper',
      'Gate 😀 Keepers [Gate 😀 Keeper]',
    ],
    [
      'inside a longer word, when no boundary is required',
      'lock gate 😀 Keepers lock 😀 Keepers',
      'lock-,😀 Keep,-ers',
      'lock gate 😀 Keepers lock [😀 Keep]ers',
    ],
  ])('finds a term with an emoji: %s', (_name, text, value, expected) => {
    expect(found(text, value)).toBe(expected);
  });

  test('finds the words of a Japanese dictionary, and no half of one', () => {
    const model = createPlainTextModel('今日は天気がいい', [{ start: 0, end: 8, language: 'ja' }]);
    expect(findTextDirective(model, { start: '天気' })).toEqual({ start: 3, end: 5 });
    expect(findTextDirective(model, { start: '天' })).toBeNull();
  });

  test('tells with `from` whether another place matches', () => {
    const model = createPlainTextModel('one two one');
    expect(findTextDirective(model, { start: 'one' }, 1)).toEqual({ start: 8, end: 11 });
    expect(findTextDirective(model, { start: 'two' }, 5)).toBeNull();
  });

  test('skips text that is clipped, and a form field unless the search is inside it', () => {
    const text = 'before\nclipped away\nafter';
    const block = { start: 7, end: 19, language: '' };
    const around = [
      { start: 0, end: 6, language: '' },
      { start: 20, end: 25, language: '' },
    ] as const;
    const model = createPlainTextModel(text, [
      around[0],
      { ...block, passedOver: 'clipped' },
      around[1],
    ]);
    expect(findTextDirective(model, { prefix: 'before', start: 'after' })).toEqual({
      start: 20,
      end: 25,
    });
    expect(findTextDirective(model, { start: 'clipped away' })).toEqual({ start: 7, end: 19 });
    expect(findTextDirective(model, { prefix: 'clipped', start: 'away' })).toBeNull();
    const field = createPlainTextModel(text, [
      around[0],
      { ...block, passedOver: 'field' },
      around[1],
    ]);
    expect(findTextDirective(field, { prefix: 'clipped', start: 'away' })).toEqual({
      start: 15,
      end: 19,
    });
    expect(findTextDirective(field, { start: 'before', suffix: 'after' })).toEqual({
      start: 0,
      end: 6,
    });
  });

  test('skips closed elements, unless the search begins inside one', () => {
    const model = createPlainTextModel('a\nb\nc\nd', [
      { start: 0, end: 1, language: '' },
      { start: 2, end: 3, language: '', closed: 2 },
      { start: 4, end: 5, language: '', closed: 4 },
      { start: 6, end: 7, language: '' },
    ]);
    const follows = (prefix: string, start: string) =>
      findTextDirective(model, { prefix, start }) !== null;
    expect([follows('a', 'd'), follows('b', 'd'), follows('c', 'd')]).toEqual([true, true, true]);
    expect([follows('a', 'b'), follows('b', 'c'), follows('a', 'c')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('lets no term follow another across text that is visible but not searched', () => {
    const model = createPlainTextModel('a\nb', [
      { start: 0, end: 1, language: '', barriers: [1] },
      { start: 2, end: 3, language: '' },
    ]);
    expect(findTextDirective(model, { start: 'a', suffix: 'b' })).toBeNull();
    expect(findTextDirective(model, { start: 'a', end: 'b' })).toEqual({ start: 0, end: 3 });
  });

  test('stays fast if a prefix is found everywhere', () => {
    const text = `${'a b '.repeat(100_000)}c`;
    const model = createPlainTextModel(text);
    const start = cpuTime();
    expect(findTextDirective(model, { prefix: 'a', start: 'c' })).toBeNull();
    expect(cpuTime() - start).toBeLessThan(2_000);
  });
});
