import {
  cleanDate,
  cleanDoi,
  cleanHttpUrl,
  cleanLanguage,
  cleanLine,
  cleanName,
} from './clean-value';
import { hasType, isObject, type JsonObject, listOf, readJsonLd } from './json-ld';
import { firstOf, type PageTree, startOfText } from './page-tree';

/** What a page says about itself, cleaned and limited, but not verified. */
export interface PageMetadata {
  readonly title: string;
  readonly authors: readonly string[];
  readonly siteName: string | null;
  /** As the page gives it: a year, a date, or a time. */
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** http or https, without fragment; null if the page names none. */
  readonly canonicalUrl: string | null;
  readonly doi: string | null;
}

const MAX_AUTHORS = 50;
/** Maximum UTF-16 units of an element's text in which Pincite looks for a title or a name. */
const MAX_TEXT = 4_000;
const WORK =
  /(?:Article|BlogPosting|Report|WebPage|Book|Chapter|Thesis|Dataset|CreativeWork|VideoObject|Review|Recipe|DiscussionForumPosting|Question)$/u;
/** A work of its own comes before the page that contains it. */
const PAGE_ONLY = /(?:^|[a-z])(?:WebPage|CollectionPage|ProfilePage|FAQPage|AboutPage)$/u;

/** Returns `meta` contents by lower-case name or property, in document order. */
function readMetas<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
): (...names: string[]) => string[] {
  const metas = new Map<string, string[]>();
  for (const meta of tree.select(document, 'meta[content]')) {
    const content = tree.attributeOf(meta, 'content') ?? '';
    for (const attribute of ['name', 'property', 'itemprop']) {
      const name = tree.attributeOf(meta, attribute)?.trim().toLowerCase();
      if (name === undefined || name === '') continue;
      const list = metas.get(name);
      if (list === undefined) metas.set(name, [content]);
      else if (list.length < MAX_AUTHORS) list.push(content);
    }
  }
  return (...names) => names.flatMap((name) => metas.get(name) ?? []);
}

function first<T>(values: Iterable<unknown>, clean: (value: unknown) => T | null): T | null {
  for (const value of values) {
    const cleaned = clean(value);
    if (cleaned !== null) return cleaned;
  }
  return null;
}

/**
 * Returns the names of persons or organisations: from a string, an object with a name, or an array
 * of either.
 */
function namesOf(value: unknown): string[] {
  return listOf(value).flatMap((item) => {
    if (typeof item === 'string') {
      const name = cleanName(item);
      return name === null ? [] : [name];
    }
    if (!isObject(item)) return [];
    const given = [item['givenName'], item['familyName']].map((part) => cleanName(part));
    const name =
      first(listOf(item['name']), cleanName) ??
      (given[1] === null || given[1] === undefined ? null : given.filter(Boolean).join(' '));
    return name === null ? [] : [name];
  });
}

/** Returns each name once, ignoring case, in the given order. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), name);
  return [...seen.values()].slice(0, MAX_AUTHORS);
}

/** Turns "Family, Given", the form on scholarly pages, into "Given Family". */
function turnName(name: string): string {
  const match = /^([^,]+),\s*([^,\s][^,]*)$/u.exec(name);
  return match === null ? name : `${match[2]} ${match[1]}`;
}

/**
 * Returns the node that describes the page's main work: an article before its page, never a teaser.
 */
function mainWork(nodes: readonly JsonObject[], url: string): JsonObject | null {
  const works = nodes.filter((node) => hasType(node, WORK));
  const own = (node: JsonObject) =>
    [node['url'], node['@id'], node['mainEntityOfPage']].some((value) => {
      const address = isObject(value) ? value['@id'] : value;
      return cleanHttpUrl(address, url) === cleanHttpUrl(url, url);
    });
  const articles = works.filter((node) => !hasType(node, PAGE_ONLY));
  return articles.find(own) ?? articles[0] ?? works.find(own) ?? works[0] ?? null;
}

function texts<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  selector: string,
): string[] {
  return firstOf(tree.select(document, selector), MAX_AUTHORS).map(
    (element) => tree.attributeOf(element, 'content') ?? startOfText(tree, element, MAX_TEXT),
  );
}

/** Returns bylines in the DOM: elements marked as an author whose text is not too long. */
function domAuthors<N extends object, E extends N>(tree: PageTree<N, E>, document: N): string[] {
  for (const selector of [
    '[itemprop="author"] [itemprop="name"]',
    '[itemprop="author"]',
    'a[rel~="author"], address[rel~="author"]',
    '[class~="byline" i], [class~="author" i], [class*="author-name" i], [class*="byline-name" i]',
  ]) {
    const names = texts(tree, document, selector)
      .filter((text) => text.trim().length <= 120)
      .map(cleanName)
      .filter((name) => name !== null);
    if (names.length > 0) return distinct(names);
  }
  return [];
}

function domDate<N extends object, E extends N>(tree: PageTree<N, E>, document: N): string | null {
  const times = tree.select(
    document,
    '[itemprop="datePublished"], article time[datetime], main time[datetime], time[pubdate], time[datetime]',
  );
  const values = firstOf(times, 20).map(
    (time) => tree.attributeOf(time, 'datetime') ?? tree.attributeOf(time, 'content'),
  );
  return first(values, cleanDate);
}

/** Removes the name of the site at the end of a title, after a separator. */
function withoutSiteName(title: string, siteName: string | null): string {
  if (siteName === null || !title.toLowerCase().endsWith(siteName.toLowerCase())) return title;
  const head = title.slice(0, title.length - siteName.length);
  const match = /^(.*\S)\s+[-–—|·:»]\s*$/u.exec(head);
  return match?.[1] ?? title;
}

/**
 * Returns what a page says about itself. For each value the first source in this order counts:
 * JSON-LD, `citation_*`, OpenGraph and `article:*`, Dublin Core, the DOM. Works on live and parsed
 * documents without changing them.
 *
 * `url` is the page's own; relative addresses are resolved against it. Linear in the document's
 * `meta` elements and JSON-LD, within limits.
 */
export function readPageMetadata<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  url: string,
): PageMetadata {
  const meta = readMetas(tree, document);
  const nodes = readJsonLd(tree, document);
  const root = tree.documentElementOf(document);
  const canonical = tree.selectFirst(document, 'link[rel~="canonical" i][href]');
  const work = mainWork(nodes, url) ?? {};
  const publisher = namesOf(work['publisher']);
  const website = nodes.find((node) => hasType(node, /^WebSite$/u));

  const siteName = first(
    [
      ...meta('og:site_name', 'citation_journal_title'),
      ...publisher,
      ...namesOf(website),
      ...meta('application-name', 'dc.publisher', 'dcterms.publisher'),
    ],
    (value) => cleanLine(value, 200),
  );
  const title = first(
    [
      ...listOf(work['headline']),
      ...(hasType(work, PAGE_ONLY) ? [] : listOf(work['name'])),
      ...meta('citation_title', 'og:title', 'twitter:title', 'dc.title', 'dcterms.title'),
      ...texts(tree, document, 'head > title'),
      ...texts(tree, document, 'h1'),
      url,
    ],
    (value) => cleanLine(value, 500),
  );
  const scholarly = meta('citation_author', 'dc.creator', 'dcterms.creator');
  const authorSources: readonly (() => string[])[] = [
    () => namesOf(work['author']),
    () => namesOf(work['creator']),
    () => scholarly.map(cleanName).flatMap((name) => (name === null ? [] : [turnName(name)])),
    () => namesOf(meta('article:author', 'author', 'parsely-author', 'sailthru.author')),
    () => domAuthors(tree, document),
  ];
  let authors: string[] = [];
  for (const source of authorSources) {
    authors = distinct(source());
    if (authors.length > 0) break;
  }

  return {
    title: withoutSiteName(title ?? '', siteName),
    authors,
    siteName,
    publishedAt:
      first(
        [
          ...listOf(work['datePublished']),
          ...meta('citation_publication_date', 'citation_date', 'citation_online_date'),
          ...meta('article:published_time', 'og:published_time', 'datepublished', 'date'),
          ...meta('dc.date', 'dc.date.issued', 'dcterms.issued', 'dcterms.date', 'dcterms.created'),
        ],
        cleanDate,
      ) ?? domDate(tree, document),
    modifiedAt: first(
      [
        ...listOf(work['dateModified']),
        ...meta('article:modified_time', 'og:updated_time', 'datemodified', 'last-modified'),
        ...meta('dc.date.modified', 'dcterms.modified'),
      ],
      cleanDate,
    ),
    language: first(
      [
        ...listOf(work['inLanguage']),
        ...meta('citation_language', 'og:locale', 'dc.language', 'dcterms.language'),
        root && tree.attributeOf(root, 'lang'),
        root && tree.attributeOf(root, 'xml:lang'),
      ],
      cleanLanguage,
    ),
    canonicalUrl: first(
      [canonical && tree.attributeOf(canonical, 'href'), ...meta('og:url')],
      (value) => cleanHttpUrl(value, url),
    ),
    doi: first(
      [
        ...meta('citation_doi', 'prism.doi', 'bepress_citation_doi', 'dc.identifier'),
        ...meta('dc.identifier.doi', 'dcterms.identifier'),
        ...listOf(work['sameAs']),
        ...identifiersOf(work),
      ],
      cleanDoi,
    ),
  };
}

function identifiersOf(work: JsonObject): unknown[] {
  return listOf(work['identifier']).map((value) => (isObject(value) ? value['value'] : value));
}
