import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { Source } from '@/utils/model/evidence';
import type { BookEntry } from './citation-book';
import { isSite } from './citation-target';
import { postOf } from './clipped-place';
import { pageOf } from './read-address';

/**
 * Returns one entry for each page, in the order of first mention. Two sources are one page if their
 * addresses are equal (`pageKey`), and they are not of two posts (`pagesOf`). If a file cites a page that the user also clipped, the entry has
 * the title, the authors and the date from the clip, because the file contains only a link. A link
 * that names only the site gets the title that another link to the page has. A title that a pin took
 * from the page is preferred to all others; of several, the one that was stored last. If the clips are
 * of posts with different days and no links of their own, the entry has no date.
 */
export function onePerPage(entries: readonly BookEntry[]): BookEntry[] {
  const pages = new Map<string, BookEntry>();
  const titled = new Map<string, BookEntry>();
  const keyOf = pagesOf(entries);
  for (const entry of entries) {
    const { source, clip, check, archived, titleOrder = -1 } = entry;
    const page = keyOf(entry);
    if (titleOrder > (titled.get(page)?.titleOrder ?? -1)) titled.set(page, entry);
    const first = pages.get(page);
    if (first === undefined) {
      pages.set(page, entry);
      continue;
    }
    const both = wasClipped(first) && wasClipped(entry) ? sharedBy(first.source, source) : null;
    if (both !== null) pages.set(page, { ...first, source: both });
    else if (first.clip?.origin === 'import' && clip !== null && clip.origin !== 'import') {
      const copy = first.archived ?? archived;
      pages.set(page, { ...first, source, clip, check, archived: copy });
    } else if (isSite(first.target) && !isSite(entry.target)) {
      pages.set(page, { ...first, target: { ...first.target, label: entry.target.label } });
    }
  }
  return Array.from(pages, ([page, entry]) => {
    const { source } = entry;
    if (source === null) return entry;
    const title = titled.get(page)?.source?.title ?? source.title;
    const url = page === pageOfEntry(entry) ? source.url : postUrl(source.url, entry);
    const isSame = title === source.title && url === source.url;
    return isSame ? entry : { ...entry, source: { ...source, title, url } };
  });
}

function wasClipped({ clip }: BookEntry): boolean {
  return clip !== null && clip.origin !== 'import';
}

/**
 * Returns the source of a page whose two clips have different days, because they are of two posts. It
 * has no date, and only the authors that both have. Null if both clips have the same day or none.
 */
function sharedBy(a: Source | null, b: Source | null): Source | null {
  if (a === null || b === null || dayOf(a) === dayOf(b)) return null;
  const authors = a.authors.filter((author) => b.authors.includes(author));
  return { ...a, publishedAt: null, authors };
}

function dayOf({ publishedAt }: Source): string | undefined {
  return publishedAt?.slice(0, 'YYYY-MM-DD'.length);
}

/**
 * Returns the function that gives what is equal for two entries of one page. If a page was clipped at
 * posts with different permalinks, as a feed is, each post is a page of its own.
 */
export function pagesOf(entries: readonly BookEntry[]): (entry: BookEntry) => string {
  const posts = new Map<string, Set<string>>();
  for (const entry of entries) {
    const post = permalinkOf(entry);
    if (post === null) continue;
    const page = pageOfEntry(entry);
    posts.set(page, (posts.get(page) ?? new Set()).add(post));
  }
  return (entry) => {
    const page = pageOfEntry(entry);
    const isFeed = (posts.get(page)?.size ?? 0) > 1;
    return isFeed ? `${page} ${permalinkOf(entry) ?? ''}` : page;
  };
}

function permalinkOf({ clip }: BookEntry): string | null {
  return clip?.locator.permalink ?? null;
}

/** Returns the page's address at the post; the page's own if the post has a page of its own. */
function postUrl(url: string, entry: BookEntry): string {
  const page = removeFragmentDirective(url);
  return postOf(page, permalinkOf(entry)) ?? page;
}

function pageOfEntry({ source, target }: BookEntry): string {
  return pageOf(source?.url ?? target.url ?? target.label);
}
