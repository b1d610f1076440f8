import * as z from 'zod/mini';
import { browser } from './browser';
import { setting } from './settings';
import { openTab } from './tabs';

const WELCOME = '/welcome.html';
const welcomed = setting('welcomed', z.catch(z.boolean(), false));

/**
 * Opens the introduction once after the installation. Not for a temporary add-on in Firefox, whose
 * developer knows it.
 */
export function welcomeAfterInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason, temporary }) => {
    if (reason === 'install' && !temporary) void welcomeOnce();
  });
}

/** A browser that was killed before it recorded the installation reports it again. */
async function welcomeOnce(): Promise<void> {
  if (await welcomed.read()) return;
  await welcomed.write(true);
  await openWelcome();
}

export async function openWelcome(): Promise<void> {
  await openTab(browser.runtime.getURL(WELCOME));
}

/**
 * Returns whether an address is the introduction's. No clipper can be injected into its practice
 * text.
 */
export function isWelcome(url: string): boolean {
  return url.split(/[?#]/, 1)[0] === browser.runtime.getURL(WELCOME);
}

/*
 * Sends the clip key and the menu item on the introduction's page from the background to that page,
 * which clips its practice text.
 */

const CHANNEL = 'pincite-practice';
let outgoing: BroadcastChannel | null = null;

/** Tells the introduction in that tab, if it is there, to clip the selection in its text. */
export function tellPractice(tabId: number): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage(tabId);
}

/** Calls the listener when the clip key is pressed on this page. Call the result to stop. */
export function followPractice(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    void browser.tabs.getCurrent().then((tab) => {
      if (tab?.id !== undefined && tab.id === data) listener();
    });
  };
  return () => channel.close();
}
