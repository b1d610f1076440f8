import { browser } from './browser';

/** The sites that the user allowed, as match patterns. */
export async function allowedSites(): Promise<readonly string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** Gives the permission for these patterns back. False where the browser keeps it. */
export function forgetSites(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.remove({ origins: [...patterns] }).catch((cause: unknown) => {
    console.warn('permissions.remove', cause);
    return false;
  });
}

/** Hears of sites allowed or forgotten anywhere; call the result to stop. */
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
