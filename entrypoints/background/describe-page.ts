import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { withoutFragment } from '@/utils/model/url';
import { cleanDate, cleanLine, lettersOf } from '@/utils/page/clean-value';
import { cleanMetadata, type PageMetadata } from '@/utils/page/page-metadata';
import { type Posts, readByline, readPosts } from '@/utils/platform/tabs';
import { namesInByline } from '@/utils/text/byline-names';
import { withinTime } from './within-time';

/** Longer than any byline. The value comes from a page's process and may be anything. */
const MAX_NAME = 200;
/** As long as the bylines of posts are read. */
const MAX_BYLINE = 500;

/** A draft with the cleaned metadata of the page that it cites. */
export interface CitingDraft extends Omit<ClipDraft, 'metadata'> {
  readonly metadata: PageMetadata;
}

export interface DescribedDraft {
  readonly draft: CitingDraft;
  /**
   * Whether the clip cites the page of a post that was read in a feed. The text of the feed is then
   * not the text of the cited page.
   */
  readonly isOfPost: boolean;
}

interface Place {
  readonly tabId: number | undefined;
  readonly frameId: number | undefined;
}

/**
 * Returns the draft with clean metadata. Its authors are names, without the dates and roles that
 * bylines have. If the metadata names nobody, they are those that the page's text names. A clip of
 * one of several posts has the date and the author of that post, or none. A post of a feed that has a
 * page of its own becomes a clip of that page. A page that cannot be read again, or answers too late,
 * does not hold back the clip.
 */
export async function describePage(draft: ClipDraft, place: Place): Promise<DescribedDraft> {
  const said = withNames(cleanMetadata(draft.metadata, draft.url));
  const asIs = { draft: { ...draft, metadata: said }, isOfPost: false };
  const { tabId, frameId = 0 } = place;
  if (tabId === undefined) return asIs;
  const isHere = (read: { readonly url: string }) =>
    withoutFragment(read.url) === withoutFragment(draft.url);
  const read = await withinTime(readPosts(tabId, frameId));
  // The tab may show another page by now, whose posts and author are not those of this page.
  if (read !== null && !isHere(read)) return asIs;
  const permalink = otherPage(draft);
  const own = read?.feed.find((each) => each.permalink === permalink);
  if (own !== undefined) return { draft: clipOfPost(asIs.draft, own), isOfPost: true };
  const { metadata, isWhole } =
    read === null || read.page.posts.length === 0
      ? { metadata: said, isWhole: true }
      : describeAmongPosts(draft, said, read.page);
  const described = { draft: { ...draft, metadata }, isOfPost: false };
  if (!isWhole || metadata.authors.length > 0) return described;
  const found = await withinTime(readByline(tabId, frameId));
  if (found === null || !isHere(found)) return described;
  const { byline } = found;
  if (byline === null || byline.length > MAX_NAME) return described;
  const named = { ...metadata, authors: namesInByline(byline) };
  return { draft: { ...draft, metadata: named }, isOfPost: false };
}

function withNames(metadata: PageMetadata): PageMetadata {
  return { ...metadata, authors: [...new Set(metadata.authors.flatMap(namesInByline))] };
}

/**
 * Returns the metadata of a clip of a page with several posts: what its own post says, or for a clip
 * outside of the posts, what the page says outside of them. `isWhole` says whether the clip is of
 * the page's own article.
 */
function describeAmongPosts(
  draft: ClipDraft,
  said: PageMetadata,
  page: Posts['page'],
): { readonly metadata: PageMetadata; readonly isWhole: boolean } {
  const post = postOfClip(draft, page);
  const others = new Set(page.posts.map(({ byline }) => byline));
  const bylines = draft.metadata.bylines.map((texts) =>
    texts.filter((text) => !others.has(cleanLine(text, MAX_BYLINE))),
  );
  const outside = { ...draft.metadata, bylines, dates: [page.publishedAt ?? ''] };
  // The metadata of a list of posts are often those of its first post.
  const whole = withNames(
    cleanMetadata(page.isList ? { ...outside, jsonLd: [] } : outside, draft.url),
  );
  if (post === 'outside' && !page.isList) return { metadata: whole, isWhole: true };
  const { siteName, language } = said;
  const facts = { ...whole, siteName, language, modifiedAt: null, doi: null };
  const as = (part: Partial<PageMetadata>) => ({ metadata: { ...facts, ...part }, isWhole: false });
  if (post === 'outside') return as({ publishedAt: cleanDate(page.publishedAt) });
  if (post === 'unknown') return as({ authors: [], publishedAt: null });
  const authors = namesInByline(post.byline ?? '');
  return as({
    title: cleanLine(post.heading) ?? whole.title,
    authors: authors.length === 0 && page.isLive ? whole.authors : authors,
    publishedAt: cleanDate(post.publishedAt),
  });
}

type PagePost = Posts['page']['posts'][number];

/**
 * Returns the post that a clip is of, by its address or else by its words. Words that are in several
 * posts are found with what is around them.
 */
function postOfClip(
  { locator, quote, selectors }: ClipDraft,
  { posts, words, isList }: Posts['page'],
): PagePost | 'outside' | 'unknown' {
  const permalink = locator?.permalink ?? null;
  const [named, another] = posts.filter(
    (post) => post.permalink !== null && post.permalink === permalink,
  );
  if (named !== undefined && another === undefined) return named;
  if (quote === null) return 'outside';
  const { prefix = '', suffix = '' } = selectors.quote ?? {};
  const places = [...posts, { words }];
  let found = places;
  for (const text of [quote, `${prefix}${quote}`, `${quote}${suffix}`]) {
    const letters = lettersOf(text);
    const having = found.filter((place) => letters !== '' && place.words.includes(letters));
    if (having.length > 0) found = having;
  }
  const [place, other] = found;
  if (place === undefined || other !== undefined) {
    return found === places && !isList ? 'outside' : 'unknown';
  }
  return 'permalink' in place ? place : 'outside';
}

/** Returns the permalink of the draft's post if it is another page of the same origin. */
function otherPage({ url, locator }: ClipDraft): string | null {
  const permalink = locator?.permalink ?? null;
  if (permalink === null || !URL.canParse(permalink) || !URL.canParse(url)) return null;
  const [post, page] = [new URL(permalink), new URL(url)];
  const isSame = post.pathname === page.pathname && post.search === page.search;
  return post.origin !== page.origin || isSame ? null : permalink;
}

/**
 * Makes a clip of a feed a clip of the post's own page, with the date and the author of the post. A
 * link into that page was not proved, because only the feed was read, so the clip has none until a
 * check has found the passage there.
 */
function clipOfPost(draft: CitingDraft, post: Posts['feed'][number]): CitingDraft {
  const { metadata, selectors } = draft;
  const authors = namesInByline(post.byline ?? '');
  const site = metadata.siteName ?? new URL(post.permalink).host;
  const [author] = authors;
  const title = cleanLine(post.heading) ?? (author === undefined ? null : `${author} (${site})`);
  return {
    ...draft,
    url: post.permalink,
    metadata: {
      ...metadata,
      title: title ?? metadata.title,
      authors,
      publishedAt: cleanDate(post.publishedAt),
      modifiedAt: null,
      canonicalUrl: null,
      doi: null,
    },
    selectors: { ...selectors, position: null },
    directive: null,
    noDirectiveReason: draft.quote === null ? draft.noDirectiveReason : 'post-page',
  };
}
