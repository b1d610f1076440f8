import { describe, expect, test, vi } from 'vitest';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { lettersOf } from '@/utils/page/clean-value';
import type { Byline, Posts } from '@/utils/platform/tabs';
import { citing, metadataOf } from './draft-fixture';

const { readByline, readPosts } = vi.hoisted(() => ({
  readByline: vi.fn<() => Promise<Byline | null>>(),
  readPosts: vi.fn<() => Promise<Posts | null>>(),
}));
vi.mock('@/utils/platform/tabs', () => ({ readByline, readPosts }));

const { describePage } = await import('@/entrypoints/background/describe-page');

const URL = 'https://lakes.example/night?n=1#:~:text=it%20fell';
const PLACE = { tabId: 7, frameId: 0 };
const draft = (authors: string[]) =>
  ({ url: URL, metadata: metadataOf('Night', authors) }) as ClipDraft;
const by = (url: string, byline: string | null = 'Ann Field'): Byline => ({ url, byline });
const NO_POSTS: Posts['page'] = {
  posts: [],
  isList: false,
  isLive: false,
  words: '',
  publishedAt: null,
};
const feedOf = (url: string, feed: Posts['feed']): Posts => ({ url, feed, page: NO_POSTS });

test.each<[string, string[], Byline | null, string[]]>([
  ['a page that names one', [], by('https://lakes.example/night?n=1'), ['Ann Field']],
  ['another place of the page', [], by('https://lakes.example/night?n=1#end'), ['Ann Field']],
  ['the page that the tab went on to', [], by('https://lakes.example/night?n=2'), []],
  ['a page that names nobody', [], by(URL, null), []],
  ['a page that cannot be read', [], null, []],
  ['what is longer than any name', [], by(URL, 'x'.repeat(201)), []],
  ['a byline with a date', [], by(URL, 'Nathan Willis March 25, 2015'), ['Nathan Willis']],
  ['metadata with a role', ['By Ann Field, Staff Writer'], null, ['Ann Field']],
  ['metadata with a date alone', ['Last Updated: January 7, 2025'], by(URL), ['Ann Field']],
  ['a byline with a date alone', [], by(URL, 'March 25, 2015'), []],
  ['two names in one', ['Ann Field and Bo Lake'], null, ['Ann Field', 'Bo Lake']],
  ['a page whose metadata names somebody', ['Bo Lake'], by(URL), ['Bo Lake']],
])('the author of a clip: %s', async (_name, known, read, expected) => {
  readByline.mockResolvedValue(read);
  readPosts.mockResolvedValue(read && feedOf(read.url, []));
  const { draft: described, isOfPost } = await describePage(draft(known), PLACE);
  expect(described.metadata.authors).toEqual(expected);
  expect(isOfPost).toBe(false);
});

test.each([
  ['posts', () => readPosts.mockReturnValue(new Promise(() => undefined))],
  ['byline', () => readByline.mockReturnValue(new Promise(() => undefined))],
])('a page that never answers about its %s does not hold back the clip', async (_what, hang) => {
  readPosts.mockResolvedValue(null);
  readByline.mockResolvedValue(null);
  hang();
  vi.useFakeTimers();
  const described = describePage(draft([]), PLACE);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  const late = new Promise((resolve) => setTimeout(() => resolve('nothing'), 0));
  expect(await Promise.race([described, late])).toMatchObject({
    draft: { metadata: { title: 'Night' } },
  });
});

const FEED = 'https://social.example/home';
const POST = 'https://social.example/@ann/42';
const post: Posts['feed'][number] = {
  permalink: POST,
  publishedAt: '2026-05-02T10:00:00Z',
  byline: 'Ann Field @ann 2 hours ago',
  heading: null,
};
const other = { ...post, permalink: 'https://social.example/@bo/7', byline: 'Bo Lake' };

/** A clip of a feed whose metadata is that of the feed and of its first post. */
function ofFeed(permalink: string | null, part: Partial<ClipDraft> = {}): ClipDraft {
  return {
    url: FEED,
    quote: 'It fell.',
    selectors: {
      quote: { exact: 'It fell.', prefix: 'a', suffix: 'b' },
      position: { start: 4, end: 12 },
    },
    directive: { start: 'It fell.' },
    noDirectiveReason: null,
    locator: { time: null, permalink },
    metadata: {
      ...metadataOf('Home', ['Bo Lake']),
      metas: [
        ['author', 'Bo Lake'],
        ['og:site_name', 'Social'],
        ['article:published_time', '2020-01-01T00:00:00Z'],
        ['article:modified_time', '2020-01-02T00:00:00Z'],
      ],
      canonical: FEED,
    },
    ...part,
  } as unknown as ClipDraft;
}

test('a clip from a feed cites the post, with its date and author, and no unproved passage', async () => {
  readPosts.mockResolvedValue(feedOf(FEED, [other, post]));
  const { draft: described, isOfPost } = await describePage(ofFeed(POST), PLACE);
  expect(isOfPost).toBe(true);
  expect(described).toMatchObject({
    url: POST,
    quote: 'It fell.',
    directive: null,
    noDirectiveReason: 'post-page',
    selectors: { position: null, quote: { exact: 'It fell.' } },
    metadata: {
      title: 'Ann Field (Social)',
      authors: ['Ann Field'],
      publishedAt: '2026-05-02T10:00:00Z',
      modifiedAt: null,
      canonicalUrl: null,
    },
  });
});

test('a post without a date has none, not that of the first post', async () => {
  const undated = { ...post, publishedAt: null, heading: 'The level' };
  readPosts.mockResolvedValue(feedOf(FEED, [other, undated]));
  const { draft: described } = await describePage(ofFeed(POST), PLACE);
  expect(described.metadata).toMatchObject({ publishedAt: null, title: 'The level' });
});

test.each<[string, ClipDraft, Posts | null]>([
  ['no permalink', ofFeed(null), feedOf(FEED, [post])],
  ['a post that the page does not show', ofFeed(POST), feedOf(FEED, [other])],
  ['a page that went on', ofFeed(POST), feedOf(`${FEED}/2`, [post])],
  ['a page that cannot be read', ofFeed(POST), null],
  [
    'an address of another site',
    ofFeed('https://evil.example/1'),
    feedOf(FEED, [{ ...post, permalink: 'https://evil.example/1' }]),
  ],
  [
    'a comment of the page itself',
    ofFeed(`${FEED}#c-7`),
    feedOf(FEED, [{ ...post, permalink: `${FEED}#c-7` }]),
  ],
])('a clip with %s stays a clip of its page, with its proved link', async (_name, made, read) => {
  readByline.mockResolvedValue(null);
  readPosts.mockResolvedValue(read);
  const { draft: described, isOfPost } = await describePage(made, PLACE);
  expect(isOfPost).toBe(false);
  expect(described).toEqual(citing(made));
});

const LIST = 'https://weblog.example/';
const dated = (post: Partial<Posts['page']['posts'][number]> & { readonly words: string }) => ({
  permalink: null,
  publishedAt: null,
  byline: null,
  heading: null,
  ...post,
  words: lettersOf(post.words),
});
const EXPORTS = dated({
  publishedAt: '2026-11-30',
  byline: 'By Eva Roth, 30 November 2026',
  heading: 'Exports recover',
  words: 'Exports rose after two weak months. Prices fell.',
});
const HOUSING = dated({
  permalink: `${LIST}2026/09/14/housing`,
  publishedAt: '2026-09-14',
  byline: 'By Karl Lind, 14 September 2026',
  heading: 'Housing cools',
  words: 'House prices fell by 0.8% in the summer. Prices fell.',
});
const REPLY = dated({ publishedAt: '2026-12-01', byline: 'Bo', words: 'So it fell. I doubt it.' });

/** A clip of a page whose metadata names the author and the date of its first post. */
function amongPosts(quote: string | null, permalink: string | null = null, around = ['', '']) {
  const [prefix = '', suffix = ''] = around;
  return {
    url: LIST,
    quote,
    selectors: {
      quote: quote === null ? null : { exact: quote, prefix, suffix },
      position: null,
    },
    locator: { time: null, permalink },
    metadata: {
      ...metadataOf('Economics weblog'),
      jsonLd: [
        '{"@type":"BlogPosting","headline":"Exports recover","datePublished":"2026-11-30","author":"Eva Roth"}',
      ],
      bylines: [['By Eva Roth, 30 November 2026']],
      dates: ['2026-11-30', '2026-09-14'],
    },
  } as unknown as ClipDraft;
}

describe('a clip of one of several posts', () => {
  const list = { ...NO_POSTS, isList: true, posts: [EXPORTS, HOUSING] };
  const article = {
    ...NO_POSTS,
    posts: [REPLY],
    words: lettersOf('Exports rose. So it fell. More.'),
  };
  test.each<[string, ClipDraft, Posts['page'], [string, string[], string | null]]>([
    [
      'has what its post says, found by its words',
      amongPosts('House prices fell'),
      list,
      ['Housing cools', ['Karl Lind'], '2026-09-14'],
    ],
    [
      'has what its post says, found by its address',
      amongPosts(null, `${LIST}2026/09/14/housing`),
      list,
      ['Housing cools', ['Karl Lind'], '2026-09-14'],
    ],
    [
      'is found by what is around its words',
      amongPosts('Prices fell.', null, ['in the summer. ', '']),
      list,
      ['Housing cools', ['Karl Lind'], '2026-09-14'],
    ],
    [
      'has no author and no date if its words are in two posts',
      amongPosts('Prices fell.'),
      list,
      ['Economics weblog', [], null],
    ],
    [
      'has none if its words are in no post of a list',
      amongPosts('Somewhere else.'),
      list,
      ['Economics weblog', [], null],
    ],
    ['has none if it is of the whole list', amongPosts(null), list, ['Economics weblog', [], null]],
    [
      'has none if its post names none',
      amongPosts('It held.'),
      { ...list, posts: [EXPORTS, dated({ words: 'It held.' })] },
      ['Economics weblog', [], null],
    ],
    [
      'has those of the comment, not those of the article',
      amongPosts('I doubt it.'),
      article,
      ['Exports recover', ['Bo'], '2026-12-01'],
    ],
    [
      'has those of the article that a comment quotes',
      amongPosts('So it fell.', null, ['Exports rose. ', ' More.']),
      article,
      ['Exports recover', ['Eva Roth'], '2026-11-30'],
    ],
    [
      'has the authors of a live blog, and the date of its update',
      amongPosts('It held at noon.'),
      {
        ...article,
        isLive: true,
        posts: [dated({ publishedAt: '2026-11-30T12:00Z', words: 'It held at noon.' })],
      },
      ['Exports recover', ['Eva Roth'], '2026-11-30T12:00Z'],
    ],
  ])('%s', async (_name, made, page, [title, authors, publishedAt]) => {
    readByline.mockResolvedValue(by(LIST, 'Eva Roth'));
    readPosts.mockResolvedValue({ url: LIST, feed: [], page });
    const { draft: described } = await describePage(made, PLACE);
    expect(described.metadata).toMatchObject({ title, authors, publishedAt });
  });

  test('of an article has no name and no date from below it', async () => {
    readByline.mockResolvedValue(null);
    readPosts.mockResolvedValue({ url: LIST, feed: [], page: article });
    const made = amongPosts('Exports rose.');
    const metadata = { ...made.metadata, jsonLd: [], bylines: [['Bo']], dates: ['2026-12-01'] };
    const { draft: described } = await describePage({ ...made, metadata }, PLACE);
    expect(described.metadata).toMatchObject({ authors: [], publishedAt: null });
  });
});
