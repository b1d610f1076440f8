import type { SeenRedirect } from '@/utils/verify/follow-hops';
import { browser } from './browser';

/** How long the header's event may come after the answer itself, in milliseconds. */
const LATE = 1_000;

export interface RedirectWatch {
  /** As soon as the answer's headers were seen. */
  location(): Promise<SeenRedirect>;
  stop(): void;
}

/**
 * Watches where one address redirects to, before anything is sent there: `fetch` with
 * `redirect: 'manual'` hides Location, `webRequest.onHeadersReceived` shows it.
 * Start it before the fetch. Null where webRequest was not granted.
 */
export function watchRedirect(url: string): RedirectWatch | null {
  const api = browser.webRequest as typeof browser.webRequest | undefined;
  if (api === undefined) return null;
  const own = new URL(browser.runtime.getURL('')).origin;
  const address = withoutHash(url);
  const { promise: seen, resolve } = Promise.withResolvers<SeenRedirect>();
  const listener = (details: {
    url: string;
    responseHeaders?: { name: string; value?: string | undefined }[] | undefined;
    initiator?: string;
    originUrl?: string | undefined;
  }) => {
    const asker = details.initiator ?? details.originUrl;
    if (details.url !== address || (asker !== undefined && !asker.startsWith(own))) return;
    const header = details.responseHeaders?.find(
      (candidate) => candidate.name.toLowerCase() === 'location',
    );
    resolve({ kind: 'seen', location: header?.value ?? null });
  };
  const pattern = `${new URL(url).protocol}//${new URL(url).hostname}/*`;
  api.onHeadersReceived.addListener(listener as never, { urls: [pattern] }, ['responseHeaders']);
  return {
    location: () => {
      const given = setTimeout(() => resolve({ kind: 'unseen' }), LATE);
      return seen.finally(() => clearTimeout(given));
    },
    stop: () => api.onHeadersReceived.removeListener(listener as never),
  };
}

function withoutHash(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  return parsed.href;
}
