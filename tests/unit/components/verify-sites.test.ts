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

const PUBLIC = { pages: 1, redirectedFrom: [], isPrivate: false };

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

describe('the sites to which pages led in their latest check', () => {
  const led = (
    id: string,
    url: string,
    finalUrl: string | null,
    change: { reason?: string; reader?: string } = {},
  ) => {
    const { reason = 'redirects-to-ungranted', reader = 'none' } = change;
    return { ...view(id, url), check: { evidence: { reason }, finalUrl, reader } } as ClipView;
  };
  const OLD = 'https://old.example/*';
  const targets = (views: readonly ClipView[]) =>
    sitesOf(views).sites.filter(({ redirectedFrom }) => redirectedFrom.length > 0);

  test('are sites without pages, once each, with the sites that lead there', () => {
    const views = [
      led('a', 'https://old.example/1', 'https://new.example/moved/1'),
      led('b', 'https://old.example/2', 'https://new.example/moved/2'),
      led('c', 'http://b.example/', 'https://new.example:8443/'),
    ];
    expect(targets(views)).toEqual([
      {
        pattern: 'https://new.example/*',
        host: 'new.example',
        pages: 0,
        clipIds: [],
        redirectedFrom: [OLD, 'http://b.example/*'],
        isPrivate: false,
      },
    ]);
  });

  test.each([false, true])('keep the clips that name them; those come first: %s', (first) => {
    const own = view('n', 'https://new.example/1');
    const moved = led('a', 'https://old.example/1', 'https://new.example/1');
    expect(targets(first ? [own, moved] : [moved, own])).toMatchObject([
      { pages: 1, clipIds: ['n'], redirectedFrom: [OLD] },
    ]);
  });

  test('have no clips, so that without them the pages that lead there are still read', () => {
    const toRead = sitesOf([led('a', 'https://old.example/1', 'https://new.example/1')]);
    expect(clipsToRead(toRead, [OLD])).toEqual(['a']);
    expect(clipsToRead(toRead, ['https://new.example/*'])).toEqual([]);
  });

  test('include the same host over http', () => {
    const views = [led('a', 'https://old.example/1', 'http://old.example/1')];
    expect(targets(views).map(({ pattern }) => pattern)).toEqual(['http://old.example/*']);
  });

  test('a site is private if its host is a private address', () => {
    const views = [led('a', 'https://old.example/1', 'http://192.168.1.1/admin')];
    expect(targets(views).map(({ host, isPrivate }) => [host, isPrivate])).toEqual([
      ['192.168.1.1', true],
    ]);
  });

  test.each<[string, string | null, { reason?: string; reader?: string }?]>([
    ['the page was read', 'https://new.example/', { reason: 'words-changed', reader: 'fetch' }],
    ['the target was private', 'http://192.168.1.1/', { reason: 'private-address' }],
    ['only a window was led away', 'https://new.example/', { reader: 'fetch' }],
    ['it is the site of the clip itself', 'https://old.example:8443/'],
    ['the check has no address', null],
    ['the address is no address', 'new.example'],
    ['the address is of no page', 'file:///etc/passwd'],
    ['the address runs a script', 'javascript:alert(1)'],
    ['the address has a password', 'https://old.example:word@new.example/'],
    ['the address is written in another way than browsers do', 'HTTPS://NEW.example'],
    ['the host would be every host', 'https://*/'],
    ['the host would be many hosts', 'https://*.example/'],
    ['the host is longer than a name can be', `https://${'a.'.repeat(200)}example/`],
  ])('are not asked for if %s', (_name, finalUrl, change) => {
    expect(targets([led('a', 'https://old.example/1', finalUrl, change)])).toEqual([]);
  });
});

test('a clip of an address whose host would allow many hosts names no site', () => {
  const views = [view('a', 'https://*.example/'), view('b', 'https://*/')];
  expect(sitesOf(views)).toEqual({ sites: [], unreadable: ['a', 'b'] });
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
