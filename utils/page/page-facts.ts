import type { PageFacts } from '@/utils/verify/page-facts';

/** What is known of a page besides its document. */
export interface PageAnswer {
  readonly requestedUrl: string;
  readonly finalUrl: string;
  /** Null on the user's own tab. */
  readonly status: number | null;
  readonly contentType: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly snapshotLength?: number | null;
}

const MAX_LISTED = 60;
const MAX_LINE = 300;
const MAX_JSON = 200_000;

const GATE =
  '[class*="paywall" i], [id*="paywall" i], [class*="regwall" i], [class*="piano-" i], [class*="subscriber-only" i], [class*="metered" i], [class*="premium-wall" i], [data-paywall]';
const CONSENT =
  '[id*="consent" i], [class*="consent" i], [id*="cookie" i], [class*="cookie" i], [id*="onetrust" i], [id*="didomi" i], [id*="sp_message" i], [class*="cmp-" i]';
const MOUNTS =
  '#root, #app, #__next, #__nuxt, #svelte, #gatsby-focus-wrapper, [ng-version], app-root';

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

function line(text: string | null, max = MAX_LINE): string {
  return (text ?? '').replace(/\s+/gu, ' ').trim().slice(0, max);
}

function metaContent(document: Document, selector: string): string | null {
  return document.querySelector(selector)?.getAttribute('content') ?? null;
}

function lines(document: Document, selector: string): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll(selector)) {
    const text = line(element.textContent);
    if (text !== '') found.push(text);
    if (found.length >= 5) break;
  }
  return found;
}

function embedsOf(document: Document): string[] {
  const embeds: string[] = [];
  const elements = document.querySelectorAll(
    'script[src], iframe[src], [class*="captcha" i], [id*="captcha" i], [class*="turnstile" i]',
  );
  for (const element of elements) {
    const source = element.getAttribute('src');
    embeds.push((source ?? `${element.className} ${element.id}`).slice(0, MAX_LINE));
    if (embeds.length >= MAX_LISTED) break;
  }
  return embeds;
}

/** `isAccessibleForFree` of JSON-LD, or a locked content tier. Read as text: no need to trust the JSON. */
function accessibleForFree(document: Document): boolean | null {
  const tier = metaContent(document, 'meta[property="article:content_tier"]');
  if (tier === 'locked' || tier === 'metered') return false;
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = (script.textContent ?? '').slice(0, MAX_JSON);
    const stated = /"isAccessibleForFree"\s*:\s*"?(true|false)/iu.exec(text)?.[1]?.toLowerCase();
    if (stated !== undefined) return stated === 'true';
  }
  return tier === 'free' ? true : null;
}

function refreshOf(document: Document): string | null {
  const content = metaContent(document, 'meta[http-equiv="refresh" i]');
  if (content === null) return null;
  return /url\s*=\s*['"]?([^'"]*)/iu.exec(content)?.[1]?.trim().slice(0, 2_000) ?? '';
}

function emptyMounts(document: Document): number {
  let empty = 0;
  for (const mount of document.querySelectorAll(MOUNTS)) {
    if (line(mount.textContent) === '') empty++;
  }
  return empty;
}

function noscriptLength(document: Document): number {
  let length = 0;
  for (const element of document.querySelectorAll('noscript')) {
    length += (element.textContent ?? '').replace(/<[^>]*>/gu, '').trim().length;
  }
  return length;
}

/** Outermost elements only; a class on the body says what is open, not where. */
function consentLength(document: Document): number {
  let length = 0;
  let last: Element | null = null;
  for (const element of document.body?.querySelectorAll(CONSENT) ?? []) {
    if (last?.contains(element)) continue;
    last = element;
    length += line(element.textContent, Number.POSITIVE_INFINITY).length;
  }
  return length;
}

/**
 * Gathers the facts of a page, live or parsed, without changing it. `text` is
 * the text of its TextModel. Linear in the document.
 */
export function gatherPageFacts(document: Document, text: string, answer: PageAnswer): PageFacts {
  const count = (selector: string) => document.querySelectorAll(selector).length;
  const firsts = lines(document, 'h1');
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
    title: line(document.querySelector('head > title')?.textContent ?? document.title),
    headings: firsts.length > 0 ? firsts : lines(document, 'h2'),
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
      emptyMounts: emptyMounts(document),
    },
    noscriptLength: noscriptLength(document),
    embeds: embedsOf(document),
    robots: line(metaContent(document, 'meta[name="robots" i]')),
    refresh: refreshOf(document),
    accessibleForFree: accessibleForFree(document),
    gateMarkers: count(GATE),
    consentLength: consentLength(document),
    snapshotLength: answer.snapshotLength ?? null,
  };
}
