import { browser } from './browser';

/** The match pattern that covers an address's origin. Only http and https have one. */
export function originPattern(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return `${protocol}//${hostname}/*`;
}

/**
 * Asks for named origins, and for webRequest, with which redirects are seen before they are
 * followed. Call it inside the click, before any await: Firefox refuses it afterwards.
 */
export function requestOrigins(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ permissions: ['webRequest'], origins: [...patterns] });
}

export async function hasOrigin(url: string): Promise<boolean> {
  const pattern = originPattern(url);
  return pattern !== null && (await browser.permissions.contains({ origins: [pattern] }));
}
