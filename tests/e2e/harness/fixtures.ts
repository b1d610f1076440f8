import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import {
  type ExtensionBrowser,
  type LaunchOptions,
  launchExtension,
} from '@/scripts/browser/launch-extension';
import { removeProfile } from '@/scripts/browser/remove-profile';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { makeAsNew } from './make-as-new';

interface Fixtures {
  /** A folder for a profile that outlives a browser; deleted after the test. */
  profile: string;
  /** The sample pages, served by host name; everything a test replaced is restored after it. */
  pages: PageServer;
  /** Starts browsers with the extension that can open the sample pages; each is closed after the test. */
  launch: (options?: Omit<LaunchOptions, 'pagePort'>) => Promise<ExtensionBrowser>;
  /** One such browser, with a fresh profile; with `inCommon`, one that is as good as new. */
  extension: ExtensionBrowser;
  /**
   * Whether `extension` is a browser that other tests have used and will use, emptied in between.
   * Starting one takes two seconds. Not for tests that leave traces outside of the library, the
   * settings and the tabs.
   */
  inCommon: boolean;
}

interface WorkerFixtures {
  pageServer: PageServer;
  /** Starts the common browser where none of the tests before did. */
  commonBrowser: () => Promise<ExtensionBrowser>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  pageServer: [
    // Playwright reads what a fixture uses from this pattern; it needs something there.
    async ({ browserName: _ }, use) => {
      const server = await servePages();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  commonBrowser: [
    async ({ pageServer }, use) => {
      const started: Promise<ExtensionBrowser>[] = [];
      await use(() => {
        const first = started[0] ?? launchExtension({ pagePort: pageServer.port });
        started[0] = first;
        return first;
      });
      for (const browser of started) await (await browser).close();
    },
    { scope: 'worker' },
  ],
  inCommon: [false, { option: true }],
  pages: async ({ pageServer }, use) => {
    await use(pageServer);
    pageServer.restore();
    pageServer.requests.length = 0;
  },
  profile: async ({ pages: _ }, use) => {
    const profile = mkdtempSync(path.join(tmpdir(), 'pincite-kept-'));
    await use(profile);
    removeProfile(profile);
  },
  // It needs the profile so that the browsers in it are closed before the folder is deleted.
  launch: async ({ pages, profile: _ }, use) => {
    const started: ExtensionBrowser[] = [];
    await use(async (options = {}) => {
      const browser = await launchExtension({ ...options, pagePort: pages.port });
      started.push(browser);
      return browser;
    });
    for (const browser of started) await browser.close();
  },
  extension: async ({ launch, commonBrowser, inCommon }, use) => {
    if (!inCommon) return use(await launch());
    const browser = await commonBrowser();
    await makeAsNew(browser);
    await use(browser);
  },
});

export { expect } from '@playwright/test';
