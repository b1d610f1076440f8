import { closestAcross, elementAround } from './composed-tree';
import { baseUriOf, documentOf, elementById } from './live-page';
import { liveTree } from './live-tree';
import { isText, nextNode, parentElementOf } from './page-tree';

/** Elements that contain one post of a feed, or one comment of a thread. */
export const POST = [
  'article',
  '[role="article"]',
  '[role="comment"]',
  '.h-entry',
  '.hentry',
  '.comment',
  '[itemtype*="Posting"]',
  '[itemtype$="/Comment"]',
  '[itemtype$="/Answer"]',
].join();

export const COMMENT = '[role="comment"], .comment, [itemtype$="/Comment"], [itemtype$="/Answer"]';

/** A page with this element says that it is one article. */
export const IS_ARTICLE = 'meta[property="og:type"][content="article" i]';

/** Links that say that they lead to the element that contains them. */
export const NAMED = 'a.u-url[href], a[rel~="bookmark"][href], a[itemprop~="url"][href]';
/** Feeds put the link on the date. */
export const DATED = 'a[href]:has(time), time a[href], a.permalink[href], a[href][data-permalink]';
const HEADING = ':is(h1, h2, h3, h4)';
const MAX_URL = 8_000;
/** Maximum length of the text above the title of a post, such as its date, in UTF-16 units. */
const MAX_ABOVE_TITLE = 200;

/**
 * Returns the address of the post that contains a range, if the page has several posts; null if the
 * page is one text, or if the post gives no address. Accepts only addresses of the same site,
 * because a page must not attribute its words to another site.
 */
export function findPostPermalink(range: Range, pageUrl: string): string | null {
  const post = closestAcross(
    liveTree,
    elementAround(liveTree, range.commonAncestorContainer),
    POST,
  );
  if (post === null) return null;
  if (liveTree.select(liveTree.rootOf(post), POST).length < 2) return null;
  return permalinkOfPost(post, pageUrl);
}

/** Returns the address of a post, or null if it gives none of the same site. */
export function permalinkOfPost(post: Element, pageUrl: string): string | null {
  const own = (selector: string) =>
    [...liveTree.select(post, selector)].filter((link) => liveTree.closest(link, POST) === post);
  const titled = () => {
    const [link, another] = own(`${HEADING} a[href]`);
    const [title] = own(HEADING);
    if (link === undefined || title === undefined || another !== undefined) return undefined;
    return liveTree.contains(title, link) && begins(post, title) ? link : undefined;
  };
  const link = own(NAMED)[0] ?? own(DATED)[0] ?? titled();
  const anchor = () => (isWholeText(post) ? null : anchorOf(post));
  const href = link === undefined ? anchor() : liveTree.attributeOf(link, 'href');
  if (href === null) return null;
  return permalinkOf(href, baseUriOf(post), pageUrl);
}

/**
 * Returns whether the first heading of a post stands at its beginning. Then it is the title of the
 * post. A first heading after the text is not: it may be the heading of a list of tags, of the
 * comments, or of other posts.
 */
export function begins(post: Element, title: Element): boolean {
  let above = 0;
  let at = nextNode(liveTree, post, post);
  while (at !== null && at !== title && above <= MAX_ABOVE_TITLE) {
    if (isText(liveTree, at)) above += liveTree.dataOf(at).trim().length;
    at = nextNode(liveTree, at, post);
  }
  return at === title && above <= MAX_ABOVE_TITLE;
}

/** Whether a post is the one article of its page, and not a comment. */
function isWholeText(post: Element): boolean {
  if (liveTree.selectFirst(documentOf(post), IS_ARTICLE) === null) return false;
  const around = parentElementOf(liveTree, post);
  const isInside = around !== null && liveTree.closest(around, POST) !== null;
  return !isInside && !liveTree.matches(post, COMMENT);
}

/** Returns the post's own id, if a browser would go to this element for it. */
function anchorOf(post: Element): string | null {
  const id = liveTree.attributeOf(post, 'id') ?? '';
  if (id === '' || elementById(documentOf(post), id) !== post) return null;
  return `#${encodeURIComponent(id)}`;
}

function permalinkOf(href: string, base: string, pageUrl: string): string | null {
  const from = href.startsWith('#') ? pageUrl : base;
  if (!URL.canParse(href, from) || !URL.canParse(pageUrl)) return null;
  const url = new URL(href, from);
  const page = new URL(pageUrl);
  if (url.origin !== page.origin || url.href.length > MAX_URL || url.hash.includes(':~:')) {
    return null;
  }
  const whole = url.pathname === page.pathname && url.search === page.search;
  return whole && url.hash === '' ? null : url.href;
}
