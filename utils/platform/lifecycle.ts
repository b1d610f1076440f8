import { browser } from './browser';

/** Calls the listener after an installation or an update, and at each start of the browser. */
export function onStart(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
  browser.runtime.onStartup.addListener(listener);
}
