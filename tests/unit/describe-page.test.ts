import { expect, test, vi } from 'vitest';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Byline } from '@/utils/platform/tabs';
import { citing, metadataOf } from './draft-fixture';

const { readByline } = vi.hoisted(() => ({ readByline: vi.fn<() => Promise<Byline | null>>() }));
vi.mock('@/utils/platform/tabs', () => ({ readByline }));

const { describePage } = await import('@/entrypoints/background/describe-page');

const URL = 'https://lakes.example/night?n=1#:~:text=it%20fell';
const PLACE = { tabId: 7, frameId: 0 };
const draft = (authors: string[]) =>
  ({ url: URL, metadata: metadataOf('Night', authors) }) as ClipDraft;
const by = (url: string, byline: string | null = 'Ann Field'): Byline => ({
  url,
  byline,
  posts: [],
});

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
  const { draft: described, isOfPost } = await describePage(draft(known), PLACE);
  expect(described.metadata.authors).toEqual(expected);
  expect(isOfPost).toBe(false);
});

const FEED = 'https://social.example/home';
const POST = 'https://social.example/@ann/42';
const post: Byline['posts'][number] = {
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
  readByline.mockResolvedValue({ url: FEED, byline: null, posts: [other, post] });
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
  readByline.mockResolvedValue({ url: FEED, byline: null, posts: [other, undated] });
  const { draft: described } = await describePage(ofFeed(POST), PLACE);
  expect(described.metadata).toMatchObject({ publishedAt: null, title: 'The level' });
});

test.each<[string, ClipDraft, Byline | null]>([
  ['no permalink', ofFeed(null), { url: FEED, byline: null, posts: [post] }],
  ['a post that the page does not show', ofFeed(POST), { url: FEED, byline: null, posts: [other] }],
  ['a page that went on', ofFeed(POST), { url: `${FEED}/2`, byline: null, posts: [post] }],
  ['a page that cannot be read', ofFeed(POST), null],
  [
    'an address of another site',
    ofFeed('https://evil.example/1'),
    { url: FEED, byline: null, posts: [{ ...post, permalink: 'https://evil.example/1' }] },
  ],
  [
    'a comment of the page itself',
    ofFeed(`${FEED}#c-7`),
    { url: FEED, byline: null, posts: [{ ...post, permalink: `${FEED}#c-7` }] },
  ],
])('a clip with %s stays a clip of its page, with its proved link', async (_name, made, read) => {
  readByline.mockResolvedValue(read);
  const { draft: described, isOfPost } = await describePage(made, PLACE);
  expect(isOfPost).toBe(false);
  expect(described).toEqual(citing(made));
});
