import { browser } from './browser';

/** The match pattern that covers an address's origin. Only http and https have one. */
export function originPattern(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return `${protocol}//${hostname}/*`;
}

/**
 * Asks for named origins, and in Firefox for webRequest, with which redirects are seen before
 * they are followed; Chrome has it from the install on. Call it inside the click, before any await: Firefox refuses it afterwards. False
 * too where the browser will not even ask, as for hosts that its administrator has closed.
 */
export function requestOrigins(patterns: readonly string[]): Promise<boolean> {
  const later = browser.runtime.getManifest().optional_permissions ?? [];
  const permissions = later.includes('webRequest') ? ['webRequest' as const] : [];
  const asked = { permissions, origins: [...patterns] };
  return browser.permissions.request(asked).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
}

export async function hasOrigin(url: string): Promise<boolean> {
  const pattern = originPattern(url);
  return pattern !== null && (await browser.permissions.contains({ origins: [pattern] }));
}
