import { browser } from './browser';

/** Returns the match pattern for an address's origin. Only http and https have one. */
export function originPattern(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return `${protocol}//${hostname}/*`;
}

/**
 * Asks for origins and, in Firefox, for webRequest, which shows redirects before they are followed;
 * Chrome has it from the installation on. Call it inside the click handler, before any await,
 * because Firefox refuses it later. Also returns false if the browser does not even ask, for
 * example for hosts that the administrator has blocked.
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

/** Returns the sites that the user allowed, as match patterns. */
export async function allowedSites(): Promise<readonly string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** Removes the permission for these patterns. Returns false if the browser keeps it. */
export function forgetSites(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.remove({ origins: [...patterns] }).catch((cause: unknown) => {
    console.warn('permissions.remove', cause);
    return false;
  });
}

/** Calls the listener when a site is allowed or removed. Call the result to stop. */
export function followSites(listener: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  const changed = () => listener();
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  return () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  };
}
