import type { PageTree } from './page-tree';

/** Readers who are sent on later have read the page. Seconds. */
const SOON = 10;
/** https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps */
const REFRESH =
  /^\s*(?<delay>\d+(?!\d)|(?=\.))[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:"(?<double>[^"]*)|'(?<single>[^']*)|(?<bare>.*))/isu;

interface Refresh {
  /** Seconds. */
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
 * The address that a page sends its readers on to, before they have read it; null where they stay.
 * Such a page is a redirect: what it holds is not what a link to it shows.
 * @param header The `Refresh` header of the answer, which browsers follow as well.
 * @param url The page's own.
 */
export function sendsOnTo<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  header: string | null,
  url: string,
): string | null {
  const contents = header === null ? [] : [header];
  for (const meta of tree.select(document, 'meta[http-equiv="refresh" i][content]')) {
    // Readers whose browser runs scripts are not sent on by it.
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
  // No browser is sent to a script or to text in an address.
  if (!/^https?:$/u.test(target.protocol)) return null;
  return target.href === withoutHash(url) ? null : target.href;
}

function withoutHash(url: string): string {
  const own = new URL(url);
  own.hash = '';
  return own.href;
}
