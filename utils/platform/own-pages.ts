import { browser } from './browser';

/* The browser offers our own menu items on our own pages as well, where there is nothing to clip. */

const CHANNEL = 'pincite-own-pages';
let outgoing: BroadcastChannel | null = null;

/** Whether an address is of a page of this extension. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(browser.runtime.getURL('/'));
}

/** Tells the page at this address, which is one of ours, that something was to be clipped on it. */
export function tellOwnPage(url: string): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage(url);
}

/** Hears, in a page of ours that is in sight, that it was to be clipped; call the result to stop. */
export function followOwnPage(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === location.href && document.visibilityState === 'visible') listener();
  };
  return () => channel.close();
}
