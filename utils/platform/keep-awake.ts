import { browser } from './browser';

/** Chrome stops a worker that was called by nothing for 30 s; a call of the browser counts. */
const CALL_EVERY_MS = 20_000;

/** Keeps the background running until the returned function is called. */
export function keepAwake(): () => void {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), CALL_EVERY_MS);
  return () => clearInterval(timer);
}
