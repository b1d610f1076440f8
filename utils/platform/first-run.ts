import * as z from 'zod/mini';
import { browser } from './browser';
import { setting } from './settings';
import { openTab } from './tabs';

const WELCOME = '/welcome.html';
const welcomed = setting('welcomed', z.catch(z.boolean(), false));

/**
 * Opens the introduction once, when the extension is installed. Not for an add-on that Firefox
 * loads for a session, whose developer has seen it.
 */
export function welcomeAfterInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason, temporary }) => {
    if (reason === 'install' && !temporary) void welcomeOnce();
  });
}

/** A browser that was killed before it noted the installation tells of it again. */
async function welcomeOnce(): Promise<void> {
  if (await welcomed.read()) return;
  await welcomed.write(true);
  await openWelcome();
}

export async function openWelcome(): Promise<void> {
  await openTab(browser.runtime.getURL(WELCOME));
}

/** Whether an address is the introduction's, whose practice text no clipper can be put into. */
export function isWelcome(url: string): boolean {
  return url.split(/[?#]/, 1)[0] === browser.runtime.getURL(WELCOME);
}

/*
 * The clip key and the menu item on the introduction's page: the background, which hears them,
 * hands them to the page, which practises.
 */

const CHANNEL = 'pincite-practice';
let outgoing: BroadcastChannel | null = null;

/** Tells the introduction in that tab, if it is there, to clip what is selected in its text. */
export function tellPractice(tabId: number): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage(tabId);
}

/** Hears of the clip key pressed on this page; call the result to stop. */
export function followPractice(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    void browser.tabs.getCurrent().then((tab) => {
      if (tab?.id !== undefined && tab.id === data) listener();
    });
  };
  return () => channel.close();
}
