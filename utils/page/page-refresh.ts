import type { PageTree } from './page-tree';

/** In seconds. With this delay or a longer one, readers can read the page before they leave it. */
const SOON = 10;
/** https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps */
const REFRESH =
  /^\s*(?<delay>\d+(?!\d)|(?=\.))[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:"(?<double>[^"]*)|'(?<single>[^']*)|(?<bare>.*))/isu;

interface Refresh {
  /** In seconds. */
  readonly delay: number;
  readonly target: string;
}

function readRefresh(content: string): Refresh | null {
  const groups = REFRESH.exec(content.slice(0, 8_000))?.groups;
  if (groups === undefined) return null;
  const target = groups['double'] ?? groups['single'] ?? groups['bare'] ?? '';
  return target.trim() === ''
    ? null
    : { delay: Number(groups['delay'] ?? 0), target: target.trim() };
}

/**
 * Returns the address to which a page redirects its readers before they have read it, or null when
 * they stay. The content of such a page is not what a link to it shows.
 * @param header The `Refresh` header of the answer. Browsers follow it like the element.
 * @param url The address of the page.
 */
export function sendsOnTo<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  header: string | null,
  url: string,
): string | null {
  const contents = header === null ? [] : [header];
  for (const meta of tree.select(document, 'meta[http-equiv="refresh" i][content]')) {
    // Browsers that run scripts ignore a refresh in a `noscript`.
    if (tree.closest(meta, 'noscript') !== null) continue;
    contents.push(tree.attributeOf(meta, 'content') ?? '');
    if (contents.length === 100) break;
  }
  const [first] = contents
    .flatMap((content) => readRefresh(content) ?? [])
    .sort((a, b) => a.delay - b.delay);
  if (first === undefined || first.delay >= SOON) return null;
  const href = tree.selectFirst(document, 'base[href]');
  const base = href === null ? null : tree.attributeOf(href, 'href');
  const from = base !== null && URL.canParse(base, url) ? new URL(base, url).href : url;
  if (!URL.canParse(first.target, from)) return null;
  const target = new URL(first.target, from);
  target.hash = '';
  // Browsers do not follow a refresh to a `javascript:` or `data:` address.
  if (!/^https?:$/u.test(target.protocol)) return null;
  return target.href === withoutHash(url) ? null : target.href;
}

function withoutHash(url: string): string {
  const own = new URL(url);
  own.hash = '';
  return own.href;
}
