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
  /** A folder for a profile that survives a browser. It is deleted after the test. */
  profile: string;
  /** The sample pages, served by host name. What a test replaced is restored after it. */
  pages: PageServer;
  /**
   * Starts browsers with the extension that can open the sample pages. Each is closed after the
   * test.
   */
  launch: (options?: Omit<LaunchOptions, 'pagePort'>) => Promise<ExtensionBrowser>;
  /** Such a browser with a new profile, or with `inCommon` an emptied one. */
  extension: ExtensionBrowser;
  /**
   * Whether `extension` is a browser that other tests also use. It is emptied between tests. A
   * start takes a second of processor time. Not for tests that leave traces outside the library, the settings and
   * the tabs.
   */
  inCommon: boolean;
}

interface WorkerFixtures {
  pageServer: PageServer;
  /** Starts the common browser if no earlier test did. */
  commonBrowser: () => Promise<ExtensionBrowser>;
}

/** Without motion, because drawing it takes a fifth of the processor time of a test. */
function launchForTests(
  options: Omit<LaunchOptions, 'pagePort'>,
  { port }: PageServer,
): Promise<ExtensionBrowser> {
  return launchExtension({ withoutMotion: true, ...options, pagePort: port });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  pageServer: [
    // Playwright reads a fixture's dependencies from this pattern, so it must not be empty.
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
        const first = started[0] ?? launchForTests({}, pageServer);
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
  // It depends on the profile, so that its browsers are closed before the folder is deleted.
  launch: async ({ pages, profile: _ }, use) => {
    const started: ExtensionBrowser[] = [];
    await use(async (options = {}) => {
      const browser = await launchForTests(options, pages);
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
