import { afterAll, beforeAll } from 'vitest';
import {
  type FirefoxOptions,
  type FirefoxWithExtension,
  launchFirefox,
} from '@/scripts/firefox/launch-firefox';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';

/** The sample pages and the browser of the file's tests, from `inOneSitting` on. */
export let pages: PageServer;
export let firefox: FirefoxWithExtension;

/**
 * One user, one sitting: all tests of a file have one browser, and each goes on from where the
 * one before it stopped.
 */
export function inOneSitting(options: Pick<FirefoxOptions, 'inPrivate'> = {}): void {
  beforeAll(async () => {
    pages = await servePages();
    firefox = await launchFirefox({ pagePort: pages.port, ...options });
  });

  afterAll(async () => {
    await firefox?.close();
    await pages?.close();
  });
}
