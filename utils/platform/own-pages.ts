import { browser } from './browser';

const CHANNEL = 'pincite-own-pages';
let outgoing: BroadcastChannel | null = null;

/** Returns whether an address belongs to a page of this extension. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(browser.runtime.getURL('/'));
}

/** The action that the menu item asked for. */
type OwnPageAct = 'clip' | 'check';

/**
 * Tells the page of the extension at this address which action was asked for: the browser offers the
 * menu items on the extension's own pages too, where nothing can be clipped.
 */
export function tellOwnPage(url: string, act: OwnPageAct): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage(`${act} ${url}`);
}

/** Tells the desk at this address that its open tab was brought up to review. */
export function tellDesk(url: string): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage(`review ${url}`);
}

/**
 * Calls the listener, in a desk that is open already, each time its tab is brought up to review.
 * Call the result to stop.
 */
export function followReview(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === `review ${location.href}`) listener();
  };
  return () => channel.close();
}

const MENU = 'menu';

/**
 * Calls the listener, in a visible page of the extension, when an action was asked for on it. Call
 * the result to stop. If several pages have the address, like the panels of two windows, only the
 * one with the menu is called.
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
