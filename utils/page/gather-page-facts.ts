import { withoutFragment } from '@/utils/model/url';
import type { PageFacts } from '@/utils/verify/page-facts';
import { firstOf, hasText, type PageTree, startOfText } from './page-tree';

/** What is known about a page besides its document. */
export interface PageAnswer {
  readonly requestedUrl: string;
  readonly finalUrl: string;
  /** Null for a page in the user's tab. */
  readonly status: number | null;
  readonly contentType: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly snapshotLength?: number | null;
  /** Whether a browser may decode the body in another way. */
  readonly mayReadOtherwise?: boolean;
}

const HTML = 'http://www.w3.org/1999/xhtml';
const MAX_LISTED = 60;
const MAX_LINE = 300;
/** Maximum number of elements whose text is read. Nested elements would repeat the same text. */
const MAX_ASKED = 100;
const MAX_TEXT = 4_000;
const MAX_JSON = 200_000;

const GATE =
  '[class*="paywall" i], [id*="paywall" i], [class*="regwall" i], [class*="piano-" i], [class*="subscriber-only" i], [class*="metered" i], [class*="premium-wall" i], [data-paywall]';
const CONSENT =
  '[id*="consent" i], [class*="consent" i], [id*="cookie" i], [class*="cookie" i], [id*="onetrust" i], [id*="didomi" i], [id*="sp_message" i], [class*="cmp-" i]';
const MOUNTS =
  '#root, #app, #__next, #__nuxt, #svelte, #gatsby-focus-wrapper, [ng-version], app-root';

function line(text: string | null, max = MAX_LINE): string {
  return (text ?? '').replace(/\s+/gu, ' ').trim().slice(0, max);
}

function metaContent<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  selector: string,
): string | null {
  const meta = tree.selectFirst(document, selector);
  return meta === null ? null : tree.attributeOf(meta, 'content');
}

function lines<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  selector: string,
): string[] {
  const found: string[] = [];
  for (const element of firstOf(tree.select(document, selector), MAX_ASKED)) {
    const text = line(startOfText(tree, element, MAX_TEXT));
    if (text !== '') found.push(text);
    if (found.length >= 5) break;
  }
  return found;
}

function embedsOf<N extends object, E extends N>(tree: PageTree<N, E>, document: N): string[] {
  const embeds: string[] = [];
  const elements = tree.select(
    document,
    'script[src], iframe[src], [class*="captcha" i], [id*="captcha" i], [class*="turnstile" i]',
  );
  for (const element of elements) {
    const attribute = (name: string) => tree.attributeOf(element, name);
    const named = `${attribute('class') ?? ''} ${attribute('id') ?? ''}`;
    embeds.push((attribute('src') ?? named).slice(0, MAX_LINE));
    if (embeds.length >= MAX_LISTED) break;
  }
  return embeds;
}

/**
 * Reads `isAccessibleForFree` of JSON-LD, or a locked content tier. Read as text, because the JSON
 * may be invalid.
 */
function accessibleForFree<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
): boolean | null {
  const tier = metaContent(tree, document, 'meta[property="article:content_tier"]');
  if (tier === 'locked' || tier === 'metered') return false;
  for (const script of tree.select(document, 'script[type="application/ld+json"]')) {
    const text = tree.textOf(script).slice(0, MAX_JSON);
    const stated = /"isAccessibleForFree"\s*:\s*"?(true|false)/iu.exec(text)?.[1]?.toLowerCase();
    if (stated !== undefined) return stated === 'true';
  }
  return tier === 'free' ? true : null;
}

/**
 * The document title as HTML defines it, except for SVG documents.
 * https://html.spec.whatwg.org/multipage/dom.html#document.title
 */
function titleOf<N extends object, E extends N>(tree: PageTree<N, E>, document: N): string {
  const inHead = tree.selectFirst(document, 'head > title');
  if (inHead !== null) return line(tree.textOf(inHead));
  for (const title of tree.select(document, 'title')) {
    if (tree.namespaceOf(title) === HTML) return line(tree.textOf(title));
  }
  return '';
}

function refreshOf<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
): string | null {
  const content = metaContent(tree, document, 'meta[http-equiv="refresh" i]');
  if (content === null) return null;
  return /url\s*=\s*['"]?([^'"]*)/iu.exec(content)?.[1]?.trim().slice(0, 2_000) ?? '';
}

function emptyMounts<N extends object, E extends N>(tree: PageTree<N, E>, document: N): number {
  let empty = 0;
  for (const mount of firstOf(tree.select(document, MOUNTS), MAX_ASKED)) {
    if (!hasText(tree, mount)) empty++;
  }
  return empty;
}

function noscriptLength<N extends object, E extends N>(tree: PageTree<N, E>, document: N): number {
  let length = 0;
  let last: E | null = null;
  for (const element of tree.select(document, 'noscript')) {
    if (last !== null && tree.contains(last, element)) continue;
    last = element;
    length += tree
      .textOf(element)
      .replace(/<[^<>]*>/gu, '')
      .trim().length;
  }
  return length;
}

/**
 * Counts only the outermost elements. A class on the body says that a dialog is open, but not
 * where.
 */
function consentLength<N extends object, E extends N>(tree: PageTree<N, E>, document: N): number {
  let length = 0;
  let last: E | null = null;
  const body = tree.bodyOf(document);
  for (const element of body === null ? [] : tree.select(body, CONSENT)) {
    if (last !== null && tree.contains(last, element)) continue;
    last = element;
    length += line(tree.textOf(element), Number.POSITIVE_INFINITY).length;
  }
  return length;
}

/**
 * Collects the facts of a page, live or parsed, without changing it. `text` is the text of its
 * TextModel. Linear in the document.
 */
export function gatherPageFacts<N extends object, E extends N>(
  tree: PageTree<N, E>,
  document: N,
  text: string,
  answer: PageAnswer,
): PageFacts {
  const count = (selector: string) => tree.select(document, selector).length;
  const firsts = lines(tree, document, 'h1');
  const type = answer.contentType?.split(';')[0]?.trim().toLowerCase();
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    headers[name.toLowerCase()] = value;
  }
  return {
    requestedUrl: withoutFragment(answer.requestedUrl),
    finalUrl: withoutFragment(answer.finalUrl),
    status: answer.status,
    contentType: type === undefined || type === '' ? null : type,
    headers,
    title: titleOf(tree, document),
    headings: firsts.length > 0 ? firsts : lines(tree, document, 'h2'),
    text,
    counts: {
      forms: count('form'),
      passwordInputs: count('input[type="password" i]'),
      emailInputs: count(
        'input[type="email" i], input[name*="email" i], input[autocomplete="username"]',
      ),
      textInputs: count('input:not([type]), input[type="text" i]'),
      buttons: count('button, input[type="submit" i], input[type="button" i], [role="button"]'),
      links: count('a[href]'),
      scripts: count('script:not([type="application/ld+json"])'),
      images: count('img'),
      emptyMounts: emptyMounts(tree, document),
    },
    noscriptLength: noscriptLength(tree, document),
    embeds: embedsOf(tree, document),
    robots: line(metaContent(tree, document, 'meta[name="robots" i]')),
    refresh: refreshOf(tree, document),
    accessibleForFree: accessibleForFree(tree, document),
    gateMarkers: count(GATE),
    consentLength: consentLength(tree, document),
    snapshotLength: answer.snapshotLength ?? null,
  };
}
