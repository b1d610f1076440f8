import { browser } from './browser';

/** Calls the listener after an installation or an update, and at each start of the browser. */
export function onStart(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
  browser.runtime.onStartup.addListener(listener);
}

const KEY = 'started';

/** Runs `act` once after each start of the browser. If it fails, the next call runs it again. */
export async function onceAfterStart(act: () => Promise<void>): Promise<void> {
  const held = await browser.storage.session.get(KEY);
  if (held[KEY] === true) return;
  await act();
  await browser.storage.session.set({ [KEY]: true });
}
