import { cleanDate, cleanLine } from './clean-value';
import { liveTree } from './live-tree';
import { firstOf, startOfText } from './page-tree';
import { DATED, IS_ARTICLE, NAMED, POST, permalinkOfPost } from './post-permalink';

/** A post of a feed, as the feed shows it. */
export interface FeedPost {
  readonly permalink: string;
  /** As the post gives it; null if it gives none. */
  readonly publishedAt: string | null;
  /** As the post shows it, with whatever stands beside the name. */
  readonly byline: string | null;
  readonly heading: string | null;
}

const MAX_POSTS = 200;
export const MAX_TEXT = 500;
/** A date or a time in words, in UTF-16 units. */
const LONGEST_DATE = 60;
export const DATE = 'time[datetime], [itemprop~="datePublished"][content], .dt-published[datetime]';
export const AUTHORS = [
  '[itemprop~="author"] [itemprop~="name"]',
  '.p-author .p-name',
  '.p-author',
  'a[rel~="author"]',
  '[class*="display-name" i] strong, [class*="display-name" i] b',
  '[class*="display-name" i], [class*="displayname" i]',
  '[class*="username" i], [class*="user-name" i], [class*="author" i], [class*="byline" i]',
];

/**
 * Returns the posts of a feed that have pages of their own; none for a page that is one article,
 * whatever teasers it has. A page is a feed if at least two of its posts have different pages and it
 * does not describe itself as an article. Linear in the posts, of which it reads 200.
 */
export function readPosts(document: Document, url: string): FeedPost[] {
  if (liveTree.selectFirst(document, IS_ARTICLE) !== null) return [];
  const found: FeedPost[] = [];
  const times = new Map<string, number>();
  for (const post of firstOf(liveTree.select(document, POST), MAX_POSTS)) {
    const permalink = permalinkOfPost(post, url);
    if (permalink === null || !isOtherPage(permalink, url) || !saysSo(post)) continue;
    times.set(permalink, (times.get(permalink) ?? 0) + 1);
    found.push({ permalink, ...factsOf(post) });
  }
  // Two elements with one address are not two posts, and the address may be that of neither.
  return times.size < 2 ? [] : found.filter(({ permalink }) => times.get(permalink) === 1);
}

function isOtherPage(permalink: string, url: string): boolean {
  const [post, page] = [new URL(permalink), new URL(url)];
  return post.pathname !== page.pathname || post.search !== page.search;
}

/**
 * Whether a link of the post says that it leads to the post. The link of a teaser leads to an article
 * too, but it is a heading or contains the whole teaser, and the article may have other words. A post
 * with the heading of the page is the page itself.
 */
function saysSo(post: Element): boolean {
  const own = ownIn(post);
  const isLabel = (link: Element) => liveTree.textOf(link).trim().length <= LONGEST_DATE;
  const says = own(NAMED).length > 0 || own(DATED).some(isLabel);
  return says && own('h1').every((heading) => liveTree.selectFirst(heading, 'a[href]') !== null);
}

/** Returns a search for elements of the post itself, without the posts in it. */
function ownIn(post: Element): (selector: string) => Element[] {
  return (selector) =>
    [...liveTree.select(post, selector)].filter((each) => liveTree.closest(each, POST) === post);
}

function factsOf(post: Element): Omit<FeedPost, 'permalink'> {
  const own = ownIn(post);
  const text = (element: Element | undefined) =>
    element === undefined ? null : cleanLine(startOfText(liveTree, element, MAX_TEXT), MAX_TEXT);
  const dates = own(DATE).map(
    (each) => liveTree.attributeOf(each, 'datetime') ?? liveTree.attributeOf(each, 'content'),
  );
  const names = AUTHORS.flatMap((selector) => own(selector).map((each) => text(each)));
  return {
    publishedAt: dates.map(cleanDate).find((date) => date !== null) ?? null,
    byline: names.find((name) => name !== null) ?? null,
    heading: text(own('h1, h2, h3, h4')[0]),
  };
}
