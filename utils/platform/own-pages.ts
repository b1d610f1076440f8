import { browser } from './browser';

/* The browser offers our own menu items on our own pages as well, where there is nothing to clip. */

const CHANNEL = 'pincite-own-pages';
let outgoing: BroadcastChannel | null = null;

/** Whether an address is of a page of this extension. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(browser.runtime.getURL('/'));
}

/** What the menu was to do on a page. */
type OwnPageAct = 'clip' | 'check';

/** Tells the page at this address, which is one of ours, what was to be done on it. */
export function tellOwnPage(url: string, act: OwnPageAct): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage(`${act} ${url}`);
}

const MENU = 'menu';

/**
 * Hears, in a page of ours that is in sight, what was to be done on it; call the result to stop.
 * Of several at one address, as the panels of two windows, only the one where the menu was opened.
 */
export function followOwnPage(listener: (act: OwnPageAct) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  let isElsewhere = false;
  const onMenu = () => {
    isElsewhere = false;
    channel.postMessage(MENU);
  };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === MENU) isElsewhere = true;
    if (isElsewhere || document.visibilityState !== 'visible') return;
    const act = (['clip', 'check'] as const).find((each) => data === `${each} ${location.href}`);
    if (act !== undefined) listener(act);
  };
  addEventListener('contextmenu', onMenu, true);
  return () => {
    removeEventListener('contextmenu', onMenu, true);
    channel.close();
  };
}
