import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Link, parseLinkHeader, serializeLinkHeader } from '@/utils/verify/link-header';
import {
  acceptDatetimeOf,
  archiveUrl,
  originalOf,
  parseMementoDatetime,
  rawMementoUrl,
} from '@/utils/verify/memento';

const PAGE = 'http://a.example.org/levels?year=2026&gauge=7';
const HEADER = [
  `<${PAGE}>; rel="original"`,
  '<http://arxiv.example.net/timemap/http://a.example.org>; rel="timemap"; type="application/link-format"; from="Tue, 15 Sep 2000 11:28:26 GMT"; until="Wed, 20 Jan 2010 09:34:33 GMT"',
  '<http://arxiv.example.net/web/20000915112826/http://a.example.org>; rel="first memento"; datetime="Tue, 15 Sep 2000 11:28:26 GMT"',
].join(', ');

describe('a Link header', () => {
  test('is read with commas and semicolons in its values', () => {
    const links = parseLinkHeader(HEADER);
    expect(links.map(({ rel }) => rel)).toEqual([['original'], ['timemap'], ['first', 'memento']]);
    expect(links[0]?.target).toBe(PAGE);
    expect(links[2]?.params).toEqual({ datetime: 'Tue, 15 Sep 2000 11:28:26 GMT' });
  });

  test.each<[string, string, readonly Link[]]>([
    ['nothing', '', []],
    ['no link at all', 'rel="original"', []],
    ['a bare target', '<x>', [{ target: 'x', rel: [], params: {} }]],
    ['no quotes', '<x>;rel=original', [{ target: 'x', rel: ['original'], params: {} }]],
    ['capitals', '<x>; REL="Original"', [{ target: 'x', rel: ['original'], params: {} }]],
    ['the first of two', '<x>; rel=a; rel=b', [{ target: 'x', rel: ['a'], params: {} }]],
    [
      'a parameter without a value',
      '<x>; crossorigin; rel=a',
      [{ target: 'x', rel: ['a'], params: { crossorigin: '' } }],
    ],
    [
      'an escaped quote',
      '<x>; title="a \\"b\\", c"',
      [{ target: 'x', rel: [], params: { title: 'a "b", c' } }],
    ],
    [
      'rubbish between',
      'oops, <x>; rel=a ?? , <y>; rel=b',
      [
        { target: 'x', rel: ['a'], params: {} },
        { target: 'y', rel: ['b'], params: {} },
      ],
    ],
    [
      'a name that objects have',
      '<x>; __proto__=a; rel=b',
      [{ target: 'x', rel: ['b'], params: { ['__proto__']: 'a' } }],
    ],
    ['a target that never ends', '<x; rel=a, <y', []],
    ['a value that never ends', '<x>; rel="a', [{ target: 'x', rel: [], params: {} }]],
  ])('with %s', (_name, header, expected) => {
    expect(parseLinkHeader(header)).toEqual(expected);
  });

  const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((name) => name !== 'rel');
  const link = fc.record({
    target: fc.string().map((text) => text.replaceAll('>', '').trim()),
    rel: fc.array(token, { maxLength: 3 }),
    params: fc.dictionary(token, fc.string({ unit: 'grapheme' }), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  });

  test('is written and read back', () => {
    fc.assert(
      fc.property(fc.array(link, { maxLength: 6 }), (links) => {
        expect(parseLinkHeader(serializeLinkHeader(links))).toEqual(links);
      }),
    );
  });

  test('of any text is read without a fall', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'<>;,="\\ ab'), maxLength: 200 }),
        (text) => {
          expect(Array.isArray(parseLinkHeader(text))).toBe(true);
        },
      ),
    );
  });
});

describe('dates', () => {
  test('are requested in the form of HTTP', () => {
    expect(acceptDatetimeOf('2026-05-03T04:05:06.789Z')).toBe('Sun, 03 May 2026 04:05:06 GMT');
  });

  test.each([
    ['Sun, 03 May 2026 04:05:06 GMT', '2026-05-03T04:05:06.000Z'],
    [' Sun, 03 May 2026 04:05:06 GMT ', '2026-05-03T04:05:06.000Z'],
    ['Sunday, 03-May-26 04:05:06 GMT', null],
    ['2026-05-03T04:05:06Z', null],
    ['Sun, 31 Feb 2026 04:05:06 GMT', null],
    ['Sun, 03 May 2026 04:05:06 CET', null],
    ['20260503040506', null],
    ['', null],
  ])('%j is read as %j', (header, expected) => {
    expect(parseMementoDatetime(header)).toBe(expected);
  });

  test('asked for and given are the same', () => {
    const dates = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        date.setUTCMilliseconds(0);
        expect(parseMementoDatetime(acceptDatetimeOf(date.toISOString()))).toBe(date.toISOString());
      }),
    );
  });
});

describe('addresses at an archive', () => {
  test.each([
    ['https://gate.example/web/', `https://gate.example/web/${PAGE}`],
    ['https://gate.example/{url}/', `https://gate.example/${PAGE}/`],
    ['https://gate.example/?u={url}', `https://gate.example/?u=${encodeURIComponent(PAGE)}`],
  ])('a page at %s', (gate, expected) => {
    expect(archiveUrl(gate, `${PAGE}#part`)).toBe(expected);
  });

  test('a page’s address is inserted unchanged, whatever it contains', () => {
    expect(archiveUrl('https://gate.example/{url}', 'http://a.example/$&')).toBe(
      'https://gate.example/http://a.example/$&',
    );
  });

  test.each([
    [
      'https://web.example/web/20260503040506/http://a.example/',
      'https://web.example/web/20260503040506id_/http://a.example/',
    ],
    [
      'https://web.example/web/20260503040506if_/http://a.example/',
      'https://web.example/web/20260503040506id_/http://a.example/',
    ],
    ['https://web.example/web/20260503040506id_/http://a.example/', null],
    [
      'https://web.example/all/mementos/20260503040506/https://a.example/?x=1',
      'https://web.example/all/mementos/20260503040506id_/https://a.example/?x=1',
    ],
    ['https://perma.example/ABCD-1234', null],
    ['https://web.example/web/2026/http://a.example/', null],
  ])('the bytes of %s', (url, expected) => {
    expect(rawMementoUrl(url)).toBe(expected);
  });

  test.each([
    [HEADER, PAGE],
    ['<http://a.example/>; rel="timegate"', null],
    ['<not an address>; rel="original"', null],
  ])('the original of %s', (header, expected) => {
    expect(originalOf(header)).toBe(expected);
  });
});
