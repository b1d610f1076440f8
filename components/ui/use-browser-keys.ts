import { useEffect, useState } from 'preact/hooks';
import type { BrowserKeys } from '@/utils/model/shortcuts';

/** What the shortcuts of the browser are read with. */
export interface BrowserKeyActs {
  browserKeys(): Promise<BrowserKeys>;
}

/**
 * Returns the current keys of the browser's shortcuts, or null until they are read. Reads them again
 * when the user returns to the page, because they may have changed them.
 */
export function useBrowserKeys(acts: BrowserKeyActs): BrowserKeys | null {
  const [keys, setKeys] = useState<BrowserKeys | null>(null);
  useEffect(() => {
    const read = () => void acts.browserKeys().then(setKeys);
    read();
    addEventListener('focus', read);
    document.addEventListener('visibilitychange', read);
    return () => {
      removeEventListener('focus', read);
      document.removeEventListener('visibilitychange', read);
    };
  }, [acts]);
  return keys;
}
