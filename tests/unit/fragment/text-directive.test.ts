import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addTextDirective,
  parseFragmentDirective,
  parseTextDirective,
  removeFragmentDirective,
  serializeTextDirective,
  type TextDirective,
} from '@/utils/fragment/text-directive';

describe('reading a text directive', () => {
  test.each<[name: string, value: string, expected: TextDirective | null]>([
    ['takes one term as the start', 'plain', { start: 'plain' }],
    ['takes two terms as start and end', 'from,to', { start: 'from', end: 'to' }],
    ['knows a prefix by its dash', 'before-,here', { prefix: 'before', start: 'here' }],
    ['knows a suffix by its dash', 'here,-after', { start: 'here', suffix: 'after' }],
    ['reads all four terms', 'a-,b,c,-d', { prefix: 'a', start: 'b', end: 'c', suffix: 'd' }],
    ['decodes after it splits', 'one%2Ctwo%2D,three%26', { start: 'one,two-', end: 'three&' }],
    ['decodes UTF-8', 'caf%C3%A9%20%F0%9F%98%80', { start: 'café 😀' }],
    ['puts U+FFFD where bytes are no UTF-8', '%FFx%C3', { start: '\ufffdx\ufffd' }],
    ['keeps a byte order mark', '%EF%BB%BFx', { start: '\ufeffx' }],
    ['leaves a plus sign alone', 'a+b', { start: 'a+b' }],
    ['takes raw spaces', 'a b', { start: 'a b' }],
    ['refuses a percent sign without digits', '100%', null],
    ['refuses a percent sign with one digit', '%A', null],
    ['refuses an empty value', '', null],
    ['refuses an empty start', ',end', null],
    ['refuses an empty end', 'start,', null],
    ['refuses an empty prefix', '-,start', null],
    ['refuses an empty suffix', 'start,-', null],
    ['refuses a bare dash inside a term', 'well-known', null],
    ['refuses a prefix alone', 'prefix-', null],
    ['refuses a suffix alone', '-suffix', null],
    ['refuses three terms without dashes', 'a,b,c', null],
    ['refuses five terms', 'a-,b,c,d,-e', null],
  ])('%s', (_name, value, expected) => {
    expect(parseTextDirective(value)).toEqual(expected);
  });
});

describe('the fragment directive of a URL', () => {
  test.each<[name: string, url: string, expected: TextDirective[]]>([
    ['is empty without a fragment', 'https://a.example/:~:text=x', []],
    ['is read after an ordinary fragment', 'https://a.example/#s:~:text=x', [{ start: 'x' }]],
    ['holds several', '#:~:text=x&text=y,z', [{ start: 'x' }, { start: 'y', end: 'z' }]],
    ['may hold others', '#:~:selector(p)&text=x&TEXT=y', [{ start: 'x' }]],
    ['drops the invalid ones', '#:~:text=&text=x&text=a-b', [{ start: 'x' }]],
    ['starts at the first delimiter', '#:~:text=x:~:text=y', [{ start: 'x:~:text=y' }]],
  ])('%s', (_name, url, expected) => {
    expect(parseFragmentDirective(url)).toEqual(expected);
  });

  test.each([
    ['https://a.example/p', 'https://a.example/p'],
    ['https://a.example/p#', 'https://a.example/p#'],
    ['https://a.example/p#s', 'https://a.example/p#s'],
    ['https://a.example/p#:~:text=x', 'https://a.example/p'],
    ['https://a.example/p?q=:~:#s:~:text=x', 'https://a.example/p?q=:~:#s'],
  ])('is removed from %s', (url, expected) => {
    expect(removeFragmentDirective(url)).toBe(expected);
  });

  test.each([
    ['https://a.example/p', 'https://a.example/p#:~:text=x'],
    ['https://a.example/p#s', 'https://a.example/p#s:~:text=x'],
    ['https://a.example/p#s:~:text=old', 'https://a.example/p#s:~:text=x'],
    ['https://a.example/p#:~:text=old&text=older', 'https://a.example/p#:~:text=x'],
  ])('is added to %s', (url, expected) => {
    expect(addTextDirective(url, { start: 'x' })).toBe(expected);
  });
});

describe('writing a text directive', () => {
  test('encodes the characters of the syntax, and those that end a link in Markdown and chats', () => {
    const written = serializeTextDirective({ start: "a-b,c&d(e)f'g!h*i_j~k", end: 'etc.' });
    expect(written).toBe('text=a%2Db%2Cc%26d%28e%29f%27g%21h%2Ai%5Fj%7Ek,etc%2E');
  });

  test('writes all four terms, and leaves out empty ones', () => {
    const all = { prefix: 'a', start: 'b', end: 'c', suffix: 'd' };
    expect(serializeTextDirective(all)).toBe('text=a-,b,c,-d');
    expect(serializeTextDirective({ prefix: '', start: 'b', end: '', suffix: '' })).toBe('text=b');
  });

  test('writes U+FFFD for half a surrogate pair', () => {
    expect(serializeTextDirective({ start: 'x\ud83d' })).toBe('text=x%EF%BF%BD');
  });

  const nasty = fc.constantFrom(
    ...['-', ',', '&', '%', '%2', '%2D', '%%', '#', ':~:', 'text=', '&text=x', '+', '?', '/', '\\'],
    ...[
      ' ',
      '\n',
      '\t',
      '\0',
      '\u00a0',
      '\ufeff',
      '\u200b',
      '\u2028',
      '\ufffd',
      'e\u0301',
      '\u{1f6a4}',
      '(',
      '"',
    ],
  );
  const term = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.array(nasty, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  );
  const directive = fc.record(
    { prefix: term, start: term, end: term, suffix: term },
    { requiredKeys: ['start'] },
  );

  test('is undone by reading it, whatever the terms', () => {
    fc.assert(
      fc.property(directive, (written) => {
        const url = addTextDirective('https://a.example/p#s', written as TextDirective);
        expect(parseFragmentDirective(url)).toEqual([written]);
        expect(url).toMatch(/^[\x21-\x7e]+$/);
        expect(new URL(url).href).toBe(url);
      }),
    );
  });
});
