import { describe, expect, test } from 'vitest';
import type { ClipView } from '@/components/state/clip-view';
import { clipsToRead, leftOutAfter, sitesOf } from '@/components/verify/verify-sites';
import type { ClipId } from '@/utils/model/ids';

const view = (id: string, url: string | null) =>
  ({ clip: { id: id as ClipId }, source: url === null ? null : { url } }) as ClipView;

const VIEWS = [
  view('a', 'https://b.example/1#:~:text=x'),
  view('b', 'https://b.example/1'),
  view('c', 'https://b.example/2?q=1'),
  view('d', 'http://b.example:8080/'),
  view('e', 'https://a.example/'),
  view('f', 'file:///home/me/notes.html'),
  view('g', 'no address'),
  view('h', null),
];

const PUBLIC = { pages: 1, isPrivate: false };

describe('the sites of clips', () => {
  test('are one for each scheme and host, with their distinct pages, by host', () => {
    expect(sitesOf(VIEWS)).toEqual({
      sites: [
        { ...PUBLIC, pattern: 'https://a.example/*', host: 'a.example', clipIds: ['e'] },
        {
          ...PUBLIC,
          pattern: 'https://b.example/*',
          host: 'b.example',
          pages: 2,
          clipIds: ['a', 'b', 'c'],
        },
        { ...PUBLIC, pattern: 'http://b.example/*', host: 'b.example', clipIds: ['d'] },
      ],
      unreadable: ['f', 'g', 'h'],
    });
  });

  test('all ticked stand for the whole report', () => {
    const toRead = sitesOf(VIEWS);
    const all = toRead.sites.map(({ pattern }) => pattern);
    expect(clipsToRead(toRead, all)).toBeNull();
  });

  test('with some left out, name their clips and those without a site', () => {
    expect(clipsToRead(sitesOf(VIEWS), ['https://a.example/*'])).toEqual(['e', 'f', 'g', 'h']);
  });

  test('are private if their names resolved to a private address, so that the user can allow them', () => {
    const led = (url: string, reason: string, detail: string) =>
      ({ ...view('q', url), check: { evidence: { reason, detail } } }) as ClipView;
    const { sites } = sitesOf([
      led('http://wiki.example/', 'private-address', 'wiki.example (10.0.0.5)'),
      led('http://a.example/', 'private-address', 'b.example (10.0.0.5)'),
      led('http://c.example/', 'network-error', 'c.example (10.0.0.5)'),
    ]);
    expect(sites.map(({ host, isPrivate }) => [host, isPrivate])).toEqual([
      ['a.example', false],
      ['c.example', false],
      ['wiki.example', true],
    ]);
  });

  test.each([
    'http://192.168.1.1/admin',
    'http://localhost:3000/',
    'http://[::1]/',
    'http://wiki/',
  ])(
    'at a private address are listed separately, and when unticked still get a verdict: %s',
    (url) => {
      const toRead = sitesOf([view('a', 'https://a.example/'), view('p', url)]);
      const apart = toRead.sites.filter(({ isPrivate }) => isPrivate);
      expect(apart.map(({ clipIds }) => clipIds)).toEqual([['p']]);
      expect(clipsToRead(toRead, ['https://a.example/*'])).toBeNull();
      expect(clipsToRead(toRead, [])).toEqual(['p']);
    },
  );
});

describe('the sites that are left out', () => {
  test.each<[string, string[], [string, boolean][], string[]]>([
    ['stay left out until they are ticked again', ['a', 'b'], [['a', true]], ['b']],
    ['gain those that are unticked', ['a'], [['b', false]], ['a', 'b']],
    ['name a site once', ['a'], [['a', false]], ['a']],
    ['do not gain a site that was ticked again', [], [['b', true]], []],
  ])('%s', (_name, before, ticks, after) => {
    expect(leftOutAfter(before, new Map(ticks))).toEqual(after);
  });
});
