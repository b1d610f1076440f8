import { useEffect, useState } from 'preact/hooks';
import { BROWSER_COMMANDS, type BrowserKeys } from '@/utils/model/shortcuts';
import { keyWords } from './key-words';

/** How a page asks the browser for its shortcuts. */
export interface BrowserKeyActs {
  browserKeys(): Promise<BrowserKeys>;
}

/**
 * Returns the keys that the browser's shortcuts have now, in words to show; null until they are known. Asks again
 * whenever the user comes back to the page, because the user may have changed them meanwhile.
 */
export function useBrowserKeys(acts: BrowserKeyActs): BrowserKeys | null {
  const [keys, setKeys] = useState<BrowserKeys | null>(null);
  useEffect(() => {
    const read = () => void acts.browserKeys().then((now) => setKeys(inWords(now)));
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

function inWords(keys: BrowserKeys): BrowserKeys {
  const words = BROWSER_COMMANDS.map((command) => {
    const key = keys[command];
    return [command, key === null ? null : keyWords(key)];
  });
  return Object.fromEntries(words) as BrowserKeys;
}
