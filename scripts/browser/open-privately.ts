import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from './launch-extension';

/** Opens a page in a private window, as the user would. The extension must be allowed there. */
export async function openPrivately(extension: ExtensionBrowser, url: string): Promise<Page> {
  const worker = await extension.serviceWorker();
  const [page] = await Promise.all([
    extension.context.waitForEvent('page'),
    worker.evaluate(
      (address) => chrome.windows.create({ incognito: true, url: address }).then(() => undefined),
      url,
    ),
  ]);
  await page.waitForURL(url);
  await page.waitForLoadState();
  return page;
}
