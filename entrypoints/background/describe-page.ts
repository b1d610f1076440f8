import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { withoutFragment } from '@/utils/model/url';
import { cleanDate, cleanLine } from '@/utils/page/clean-value';
import { cleanMetadata, type PageMetadata } from '@/utils/page/page-metadata';
import { type Byline, readByline } from '@/utils/platform/tabs';
import { namesInByline } from '@/utils/text/byline-names';

/** Longer than any byline. The value comes from a page's process and may be anything. */
const MAX_NAME = 200;

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
 * bylines have. If the metadata names nobody, they are those that the page's text names. A post of a
 * feed that has a page of its own becomes a clip of that page. A page that cannot be read again does
 * not prevent the clip.
 */
export async function describePage(draft: ClipDraft, place: Place): Promise<DescribedDraft> {
  const metadata = cleanMetadata(draft.metadata, draft.url);
  const authors = [...new Set(metadata.authors.flatMap(namesInByline))];
  const named = { ...draft, metadata: { ...metadata, authors } };
  const asIs = { draft: named, isOfPost: false };
  const permalink = otherPage(draft);
  const isComplete = authors.length > 0 && permalink === null;
  if (isComplete || place.tabId === undefined) return asIs;
  const read = await readByline(place.tabId, place.frameId ?? 0);
  // The tab may show another page by now, whose author did not write this page.
  if (read === null || withoutFragment(read.url) !== withoutFragment(draft.url)) return asIs;
  const post = read.posts.find((each) => each.permalink === permalink);
  if (post !== undefined) return { draft: clipOfPost(named, post), isOfPost: true };
  const { byline } = read;
  if (authors.length > 0 || byline === null || byline.length > MAX_NAME) return asIs;
  const found = { ...metadata, authors: namesInByline(byline) };
  return { draft: { ...draft, metadata: found }, isOfPost: false };
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
function clipOfPost(draft: CitingDraft, post: Byline['posts'][number]): CitingDraft {
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
