import { dateInLine } from '@/utils/text/date-in-words';
import { cleanDate, cleanLine, lettersOf } from './clean-value';
import { liveTree } from './live-tree';
import { firstOf, isText, nextNode, parentElementOf, startOfText } from './page-tree';
import { begins, COMMENT, IS_ARTICLE, POST, permalinkOfPost } from './post-permalink';
import { AUTHORS, DATE, type FeedPost, MAX_TEXT } from './read-posts';

/** A post, a comment or an update that a page shows among others. */
export interface PagePost extends Omit<FeedPost, 'permalink'> {
  /** Its address, if it gives one. */
  readonly permalink: string | null;
  /** The letters and figures of its text, to find out which post a clip is of. */
  readonly words: string;
}

/** The posts of a page, and what is outside of them. */
export interface PagePosts {
  /** All posts and comments. The article that the page is about is none of them. */
  readonly posts: readonly PagePost[];
  /** Whether the page is only a list of posts, without an article of its own. */
  readonly isList: boolean;
  /** Whether the page is a live blog. The authors of the page then wrote its updates. */
  readonly isLive: boolean;
  /** The letters and figures of the text that is in no post. */
  readonly words: string;
  /** The first date that is in no post. Null if there is none. */
  readonly publishedAt: string | null;
}

/** Classes that pages give to posts. Such elements count only if several stand side by side. */
const NAMED_POSTS = ['post', 'entry', 'status', 'update', 'reply', 'message', 'blog-post']
  .map((name) => `.${name}`)
  .join();
const ASIDE = 'aside, nav, footer';
const LIVE = '[itemtype$="/LiveBlogPosting"]';
/** Either of these elements means that the page is one article, and no list of posts. */
const ARTICLE = `${IS_ARTICLE}, meta[property="article:published_time"]`;
const JSON_LD = 'script[type="application/ld+json" i]';
const LINES = 'p, div, li, dd, address, header, footer, h5, h6, time, span, small, em, i, a';
const INLINE = 'time, span, small, em, i, a';
/** In such an element, a date or a name with no text beside it is a line of its own. */
const BLOCK = 'div, article, section, main, header, footer, li, hgroup';
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'textarea']);
/** A post that begins with a heading and has no element of its own ends before such an element. */
const ENDS = 'footer, nav, aside, form';
/** The start of a line that names an author. */
const BY = /^(?:by|par|von|por|di) ?:? \p{Lu}/iu;

const MAX_POSTS = 1_000;
/** How many elements, each in the one before, can mark the same article. */
const MAX_NESTED = 4;
const MAX_HEADINGS = 400;
const MAX_DATES = 2_000;
const MAX_LINES = 60;
const MAX_LINE = 120;
/** The most letters and figures that are kept of a page, in UTF-16 units. */
const MAX_WORDS = 400_000;

/** The elements of a post: one, or a heading with the elements after it. */
interface Found {
  readonly roots: readonly Element[];
}

/**
 * Returns the posts of a page with their dates, authors and headings. A post is an article beside
 * other articles, a comment, an update of a live blog, or a section with a heading and a date. Reads
 * at most 1,000 posts. Linear in the page, if posts do not contain each other many levels deep.
 */
export function readPagePosts(document: Document, url: string): PagePosts {
  const isLive =
    liveTree.selectFirst(document, LIVE) !== null ||
    [...firstOf(liveTree.select(document, JSON_LD), 20)].some((script) =>
      liveTree.textOf(script).includes('"LiveBlogPosting"'),
    );
  const isArticle = !isLive && liveTree.selectFirst(document, ARTICLE) !== null;
  const elements = postElements(document);
  const own = ownArticle(elements, isArticle, isLive);
  const posts = new PostMap();
  for (const element of elements) if (!own.has(element)) posts.add([element]);
  // The sections of an article, such as a chronicle, can have headings with dates, too.
  if (!isArticle) for (const roots of headedPosts(document, posts, own)) posts.add(roots);
  const words = wordsByPost(document, posts);
  const outside = words.get(null) ?? '';
  const inside = [...words.values()].reduce((sum, each) => sum + each.length, 0) - outside.length;
  const several = posts.all.filter((post) => !isComment(post)).length > 1;
  // If most of the text is in no post, the page is an article, and the posts are links to others.
  const isList = own.size === 0 && several && outside.length < inside;
  const dates = [...firstOf(liveTree.select(document, DATE), MAX_DATES)].filter((each) => {
    const marked = liveTree.closest(each, POST);
    return posts.around(each) === null && (marked === null || own.has(marked));
  });
  const isRead = posts.all.length < MAX_POSTS;
  return {
    posts: posts.all.map((post) => ({
      ...factsOf(post, posts, url),
      words: words.get(post) ?? '',
    })),
    isList,
    isLive,
    words: outside,
    // A date in a post that was not read would count as a date of the page.
    publishedAt: isRead || !isList ? firstDate(dates) : null,
  };
}

/** The posts of a page by their elements. */
class PostMap {
  readonly all: Found[] = [];
  readonly #byRoot = new Map<Element, Found>();
  /** What is known of nodes, so that each way up to the root is gone once. */
  readonly #around = new Map<Node, Found | null>();

  add(roots: readonly Element[]): void {
    if (this.all.length >= MAX_POSTS) return;
    const post = { roots };
    this.all.push(post);
    for (const root of roots) this.#byRoot.set(root, post);
    this.#around.clear();
  }

  /** Returns the innermost post that contains a node, or null. */
  around(node: Node): Found | null {
    let at: Node | null = node;
    const passed: Node[] = [];
    let post: Found | null | undefined;
    while (at !== null && post === undefined) {
      post = this.#byRoot.get(at as Element) ?? this.#around.get(at);
      passed.push(at);
      at = liveTree.parentOf(at);
    }
    for (const each of passed) this.#around.set(each, post ?? null);
    return post ?? null;
  }

  /** Returns the elements of a post that match, and none of a comment or another post inside it. */
  own(post: Found, selector: string): Element[] {
    return post.roots
      .flatMap((root) => [
        ...(liveTree.matches(root, selector) ? [root] : []),
        ...liveTree.select(root, selector),
      ])
      .filter((element) => this.around(element) === post);
  }
}

/** Returns the elements that their names or classes mark as posts, in document order. */
function postElements(document: Document): Element[] {
  const beside = new Map<Element, number>();
  const named = [...firstOf(liveTree.select(document, NAMED_POSTS), MAX_POSTS)];
  for (const element of named) {
    const parent = parentElementOf(liveTree, element);
    if (parent !== null) beside.set(parent, (beside.get(parent) ?? 0) + 1);
  }
  const isOneOfSeveral = (element: Element) => {
    const parent = parentElementOf(liveTree, element);
    return parent !== null && (beside.get(parent) ?? 0) > 1;
  };
  const all = firstOf(liveTree.select(document, `${POST}, ${NAMED_POSTS}`), MAX_POSTS);
  return [...all].filter((element) => liveTree.matches(element, POST) || isOneOfSeveral(element));
}

/**
 * Returns the elements that are the article that the page is about: the only post of the page, the
 * post with the heading of the page, or the longest post. Empty if the page is a list of posts.
 */
function ownArticle(
  elements: readonly Element[],
  isArticle: boolean,
  isLive: boolean,
): ReadonlySet<Element> {
  const all = new Set(elements);
  const outer = (element: Element) => {
    let at = parentElementOf(liveTree, element);
    while (at !== null && !all.has(at)) at = parentElementOf(liveTree, at);
    return at;
  };
  const candidates = elements.filter(
    (element) =>
      outer(element) === null &&
      !liveTree.matches(element, COMMENT) &&
      liveTree.closest(element, ASIDE) === null,
  );
  const own = new Set<Element>();
  let inside = candidates;
  for (let found = chosen(inside, isArticle, isLive); found !== null && own.size < MAX_NESTED; ) {
    own.add(found);
    const around = found;
    inside = elements.filter(
      (element) => outer(element) === around && !liveTree.matches(element, COMMENT),
    );
    // A page often marks its article twice, one element in the other.
    const half = lengthOf(around) / 2;
    found =
      inside.length === 1 && !isLive
        ? (inside.find((each) => lengthOf(each) > half) ?? null)
        : null;
  }
  return own;
}

function chosen(
  candidates: readonly Element[],
  isArticle: boolean,
  isLive: boolean,
): Element | null {
  const [first, another] = candidates;
  if (first === undefined || another === undefined) return first ?? null;
  const titled = candidates.filter((element) =>
    [...liveTree.select(element, 'h1')].some(
      (heading) =>
        liveTree.selectFirst(heading, 'a[href]') === null &&
        liveTree.closest(heading, 'a[href]') === null,
    ),
  );
  const [only] = titled;
  if (only !== undefined && titled.length === 1) return only;
  if (isLive || titled.length > 1) return null;
  const [longest, second] = candidates
    .map((element) => ({ element, length: lengthOf(element) }))
    .sort((a, b) => b.length - a.length);
  if (longest === undefined || second === undefined) return null;
  const times = longest.length / Math.max(1, second.length);
  if (isArticle) return times > 1 ? longest.element : null;
  // The first post of a list can be as long as an article, but it has a date inside it.
  return times >= 3 && liveTree.selectFirst(longest.element, DATE) === null
    ? longest.element
    : null;
}

function lengthOf(element: Element): number {
  return liveTree.textOf(element).trim().length;
}

function isComment({ roots: [root] }: Found): boolean {
  return root !== undefined && liveTree.closest(root, COMMENT) !== null;
}

/**
 * Returns the elements of posts that no element or class marks. They are told by their headings:
 * several of one level, side by side, most of them with a date in a short line below.
 */
function* headedPosts(
  document: Document,
  posts: PostMap,
  own: ReadonlySet<Element>,
): Generator<readonly Element[]> {
  for (const level of ['h1', 'h2', 'h3', 'h4']) {
    const headings = [...firstOf(liveTree.select(document, level), MAX_HEADINGS)].filter(
      (heading) =>
        posts.around(heading) === null &&
        ![...own].some((article) => liveTree.contains(article, heading)),
    );
    if (headings.length < 2) continue;
    for (const blocks of besideEachOther(headings)) {
      const ranges = [...blocks].map(([block, heading]) => rangeOf(block, heading, blocks));
      const dated = ranges.filter((roots) => hasDate(roots));
      if (dated.length > 1 && dated.length * 2 >= ranges.length) yield* ranges;
    }
  }
}

/**
 * For each heading, finds the largest element that contains no other heading, and groups the
 * headings whose elements have the same parent.
 */
function besideEachOther(headings: readonly Element[]): Iterable<ReadonlyMap<Element, Element>> {
  const counts = new Map<Element, number>();
  for (const heading of headings) {
    let at: Element | null = heading;
    for (; at !== null; at = parentElementOf(liveTree, at))
      counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const groups = new Map<Element, Map<Element, Element>>();
  for (const heading of headings) {
    let block = heading;
    let parent = parentElementOf(liveTree, block);
    while (parent !== null && counts.get(parent) === 1) {
      block = parent;
      parent = parentElementOf(liveTree, block);
    }
    if (parent === null) continue;
    const group = groups.get(parent) ?? new Map<Element, Element>();
    groups.set(parent, group.set(block, heading));
  }
  return [...groups.values()].filter((group) => group.size > 1);
}

function rangeOf(
  block: Element,
  heading: Element,
  blocks: ReadonlyMap<Element, Element>,
): readonly Element[] {
  const roots = [block];
  if (block !== heading && !/^(?:header|hgroup)$/u.test(liveTree.nameOf(block))) return roots;
  for (const sibling of siblingsAfter(block)) {
    if (blocks.has(sibling) || liveTree.matches(sibling, ENDS)) break;
    roots.push(sibling);
  }
  return roots;
}

function* siblingsAfter(element: Element): Generator<Element> {
  let at = liveTree.nextSiblingOf(element);
  for (; at !== null; at = liveTree.nextSiblingOf(at)) {
    if (liveTree.typeOf(at) === 1) yield at as Element;
  }
}

function hasDate(roots: readonly Element[]): boolean {
  const within = (selector: string) =>
    roots.flatMap((root) => [
      ...(liveTree.matches(root, selector) ? [root] : []),
      ...liveTree.select(root, selector),
    ]);
  return within(DATE).some(isDateline) || linesIn(within(LINES)).some(({ date }) => date !== null);
}

/** Whether a date stands by itself or in a short line, and not in a sentence. */
function isDateline(date: Element): boolean {
  if (isAlone(date)) return true;
  const line = lineOf(parentElementOf(liveTree, date));
  return line !== null && !/[.!?]$/u.test(line);
}

/** Whether no text is directly beside an element, and its parent is no paragraph. */
function isAlone(element: Element): boolean {
  const parent = parentElementOf(liveTree, element);
  if (parent === null || !liveTree.matches(parent, BLOCK)) return false;
  return [liveTree.previousSiblingOf(element), liveTree.nextSiblingOf(element)].every(
    (node) => node === null || !isText(liveTree, node) || liveTree.dataOf(node).trim() === '',
  );
}

/** Returns an element's text if it is a short line. */
function lineOf(element: Element | null): string | null {
  if (element === null) return null;
  const text = startOfText(liveTree, element, MAX_LINE + 40)
    .replace(/\s+/gu, ' ')
    .trim();
  return text === '' || text.length > MAX_LINE ? null : text;
}

/** Returns the text of those elements that are short lines, each with the day that it names. */
function linesIn(elements: readonly Element[]) {
  return elements.slice(0, MAX_LINES).flatMap((element) => {
    const text = lineOf(element);
    if (text === null || (liveTree.matches(element, INLINE) && !isAlone(element))) return [];
    return [{ text, date: dateInLine(text) }];
  });
}

function factsOf(post: Found, posts: PostMap, url: string): Omit<PagePost, 'words'> {
  const own = (selector: string) => posts.own(post, selector);
  const [root] = post.roots;
  const text = (element: Element | undefined) =>
    element === undefined ? null : cleanLine(startOfText(liveTree, element, MAX_TEXT), MAX_TEXT);
  const lines = linesIn(own(LINES));
  const names = AUTHORS.flatMap((selector) => own(selector).map(text));
  const heading = own('h1, h2, h3, h4')[0];
  const isTitle =
    heading !== undefined && post.roots.some((each) => each === heading || begins(each, heading));
  const isMarked = root !== undefined && post.roots.length === 1 && liveTree.matches(root, POST);
  return {
    permalink: isMarked ? permalinkOfPost(root, url) : null,
    publishedAt:
      firstDate(own(DATE).filter(isDateline)) ??
      (lines.find(({ date }) => date !== null)?.date || null),
    byline:
      names.find((name) => name !== null) ?? lines.find((line) => BY.test(line.text))?.text ?? null,
    heading: isTitle ? text(heading) : null,
  };
}

function firstDate(elements: readonly Element[]): string | null {
  for (const element of elements) {
    const value =
      liveTree.attributeOf(element, 'datetime') ?? liveTree.attributeOf(element, 'content');
    const date = cleanDate(value);
    if (date !== null) return date;
  }
  return null;
}

/** Returns the letters and figures of each post. Those of text in no post are under the key null. */
function wordsByPost(document: Document, posts: PostMap): ReadonlyMap<Found | null, string> {
  const words = new Map<Found | null, string>();
  const body = liveTree.bodyOf(document);
  if (body === null || posts.all.length === 0) return words;
  let left = MAX_WORDS;
  for (let at = nextNode(liveTree, body, body); at !== null && left > 0; ) {
    if (isText(liveTree, at)) {
      const parent = parentElementOf(liveTree, at);
      if (parent === null || !UNREAD.has(liveTree.nameOf(parent))) {
        const post = posts.around(at);
        const some = lettersOf(liveTree.dataOf(at));
        left -= some.length;
        words.set(post, (words.get(post) ?? '') + some);
      }
    }
    at = nextNode(liveTree, at, body);
  }
  return words;
}
