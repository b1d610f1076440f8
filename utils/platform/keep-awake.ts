import { browser } from './browser';

/** Chrome stops a worker after 30 s without an event. A call of the extension API counts as one. */
const CALL_EVERY_MS = 20_000;

/** Keeps the background running until the returned function is called. */
export function keepAwake(): () => void {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), CALL_EVERY_MS);
  return () => clearInterval(timer);
}
