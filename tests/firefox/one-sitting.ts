import { afterAll, beforeAll } from 'vitest';
import {
  type FirefoxOptions,
  type FirefoxWithExtension,
  launchFirefox,
} from '@/scripts/firefox/launch-firefox';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';

/** The sample pages and the browser of the file's tests. `inOneSitting` sets them. */
export let pages: PageServer;
export let firefox: FirefoxWithExtension;

/**
 * All tests of a file share one user and one browser. Each continues where the previous one
 * stopped.
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
