import { MAX_TITLE, type RawMetadata } from '@/utils/model/raw-metadata';
import {
  cleanDate,
  cleanDoi,
  cleanHttpUrl,
  cleanLanguage,
  cleanLine,
  cleanName,
} from './clean-value';
import { hasType, isObject, type JsonObject, listOf, readJsonLd } from './json-ld';
import type { PageTree } from './page-tree';
import { readRawMetadata } from './read-raw-metadata';

/** What a page says about itself, cleaned and limited, but not verified. */
export interface PageMetadata {
  readonly title: string;
  readonly authors: readonly string[];
  readonly siteName: string | null;
  /** When it was published, as the page says it: a year, a date, or a time. */
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** http or https, without fragment; null if the page names none. */
  readonly canonicalUrl: string | null;
  readonly doi: string | null;
}

const MAX_AUTHORS = 50;
const WORK =
  /(?:Article|BlogPosting|Report|WebPage|Book|Chapter|Thesis|Dataset|CreativeWork|VideoObject|Review|Recipe|DiscussionForumPosting|Question)$/u;
/** A work of its own comes before the page that contains it. */
const PAGE_ONLY = /(?:^|[a-z])(?:WebPage|CollectionPage|ProfilePage|FAQPage|AboutPage)$/u;

/** Returns the contents of the metas with these names, in document order for each name. */
function contentsOf({ metas }: RawMetadata): (...names: string[]) => string[] {
  const contents = new Map<string, string[]>();
  for (const [name, content] of metas) {
    const list = contents.get(name);
    if (list === undefined) contents.set(name, [content]);
    else if (list.length < MAX_AUTHORS) list.push(content);
  }
  return (...names) => names.flatMap((name) => contents.get(name) ?? []);
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

/** Returns the names in the first kind of bylines that has any. */
function namesInBylines({ bylines }: RawMetadata): string[] {
  for (const texts of bylines) {
    const names = texts.map(cleanName).filter((name) => name !== null);
    if (names.length > 0) return distinct(names);
  }
  return [];
}

/** Removes the name of the site at the end of a title, after a separator. */
function withoutSiteName(title: string, siteName: string | null): string {
  if (siteName === null || !title.toLowerCase().endsWith(siteName.toLowerCase())) return title;
  const head = title.slice(0, title.length - siteName.length);
  const match = /^(.*\S)\s+[-–—|·:»]\s*$/u.exec(head);
  return match?.[1] ?? title;
}

/** Returns what a live or a parsed page says about itself, cleaned, without changing the page. */
export function readPageMetadata<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  url: string,
): PageMetadata {
  return cleanMetadata(readRawMetadata(tree, document), url);
}

/**
 * Returns the headline and the name of a work, the more trusted first. That is the headline, unless
 * only the name is one of the page's own titles: Wikipedia's headline is a short description.
 */
function titlesOfWork(work: JsonObject, ownTitles: readonly string[]): unknown[] {
  const headlines = listOf(work['headline']);
  const names = hasType(work, PAGE_ONLY) ? [] : listOf(work['name']);
  const own = ownTitles.flatMap((title) => cleanLine(title, MAX_TITLE) ?? []);
  const isOwn = (value: unknown) => {
    const line = cleanLine(value, MAX_TITLE);
    if (line === null) return false;
    return own.some(
      (title) => title.startsWith(line) && /^(?:$|\s+[-–—|·:»]\s)/u.test(title.slice(line.length)),
    );
  };
  return names.some(isOwn) && !headlines.some(isOwn)
    ? [...names, ...headlines]
    : [...headlines, ...names];
}

/**
 * Cleans what a page says about itself. For each value the first source in this order counts:
 * JSON-LD, `citation_*`, OpenGraph and `article:*`, Dublin Core, the elements of the page.
 *
 * `url` is the page's own; relative addresses are resolved against it. Linear in what the page says,
 * within limits.
 */
export function cleanMetadata(raw: RawMetadata, url: string): PageMetadata {
  const meta = contentsOf(raw);
  const nodes = readJsonLd(raw.jsonLd);
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
      ...titlesOfWork(work, [...meta('og:title'), ...raw.titles]),
      ...meta('citation_title', 'og:title', 'twitter:title', 'dc.title', 'dcterms.title'),
      ...raw.titles,
      url,
    ],
    (value) => cleanLine(value, MAX_TITLE),
  );
  const scholarly = meta('citation_author', 'dc.creator', 'dcterms.creator');
  const authorSources: readonly (() => string[])[] = [
    () => namesOf(work['author']),
    () => namesOf(work['creator']),
    () => scholarly.map(cleanName).flatMap((name) => (name === null ? [] : [turnName(name)])),
    () => namesOf(meta('article:author', 'author', 'parsely-author', 'sailthru.author')),
    () => namesInBylines(raw),
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
      ) ?? first(raw.dates, cleanDate),
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
        ...raw.languages,
      ],
      cleanLanguage,
    ),
    canonicalUrl: first([raw.canonical, ...meta('og:url')], (value) => cleanHttpUrl(value, url)),
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

/** Returns the title that a page gives itself, as a clip of it has; null if it gives none. */
export function titleGiven(raw: RawMetadata, url: string): string | null {
  const { title } = cleanMetadata(raw, url);
  return title === '' || title === cleanLine(url, MAX_TITLE) ? null : title;
}

function identifiersOf(work: JsonObject): unknown[] {
  return listOf(work['identifier']).map((value) => (isObject(value) ? value['value'] : value));
}
