import { browser } from './browser';

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
