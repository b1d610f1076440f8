import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { heldToast } from './harness/held-toast';
import { ARTICLE, HIGHEST, panelAfter, WEIR } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { createReport } from './harness/panel';
import { storePassages } from './harness/store-clips';

/* What happens when the storage of the extension is cleared or full while a page shows a toast. */

async function openArticle(extension: ExtensionBrowser): Promise<Page> {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  return page;
}

/** Clears what the extension stores, except its settings. */
async function clearStorage(extension: ExtensionBrowser, page: Page): Promise<void> {
  const session = await extension.context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: `chrome-extension://${extension.extensionId}`,
    storageTypes: 'indexeddb,local_storage,file_systems,cache_storage',
  });
}

test.use({ inCommon: true });

test('when the library is cleared under an open panel, the panel no longer shows the report and says so', async ({
  extension,
}) => {
  const panel = await panelAfter(extension, (page) =>
    storePassages(page, 'Lakes', [[ARTICLE, HIGHEST]]),
  );
  await expect(panel.locator('.card')).toHaveCount(1);
  await clearStorage(extension, panel);
  await expect(panel.getByText('No report yet')).toBeVisible();
  await expect(panel.locator('.card')).toHaveCount(0);
  await expect(panel.getByRole('alert')).toContainText('Your library is no longer in this browser');

  await createReport(panel, 'Rivers');
  await clipPassage(extension, await openArticle(extension), { text: WEIR });
  await expect(panel.locator('.card')).toContainText(WEIR);
});

test('when the library is cleared under an open toast, the toast says so and the next clip begins a new library', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Lakes');
  const page = await openArticle(extension);
  await clipPassage(extension, page, { text: HIGHEST });
  const toast = await heldToast(page);
  await clearStorage(extension, panel);

  await toast.click('.opener');
  await toast.type('input', 'ask the weir keeper');
  await page.keyboard.press('Enter');
  await expect.poll(() => toast.text()).toContain('no longer there');
  await clipPassage(extension, page, { text: WEIR });
  await panel.reload();
  await expect(panel.locator('.card')).toHaveCount(1);
  await expect(panel.locator('.card')).toContainText(WEIR);
  expect((await dumpLibrary(panel))['clips']).toHaveLength(1);
});

test('when the disk is full, the toast says so, the selection stays, and the same act clips once there is room', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Lakes');
  const page = await openArticle(extension);
  await page.bringToFront();
  const worker = await extension.serviceWorker();
  await worker.evaluate(() => {
    const full = () => {
      throw new DOMException('No room is left.', 'QuotaExceededError');
    };
    Object.assign(globalThis, {
      original: [IDBObjectStore.prototype.add, IDBObjectStore.prototype.put],
    });
    IDBObjectStore.prototype.add = full;
    IDBObjectStore.prototype.put = full;
  });
  await selectText(page, { text: HIGHEST });
  let popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Clip selection' }).click();
  await expect(popup.getByRole('alert')).toContainText('The disk has no room left');
  await popup.close();
  const toast = await heldToast(page);
  expect(await toast.text()).toContain('Free some space and try again');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(HIGHEST);
  expect((await dumpLibrary(panel))['clips']).toEqual([]);

  await worker.evaluate(() => {
    const { original } = globalThis as unknown as {
      original: [typeof IDBObjectStore.prototype.add, typeof IDBObjectStore.prototype.put];
    };
    [IDBObjectStore.prototype.add, IDBObjectStore.prototype.put] = original;
  });
  popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Clip selection' }).click();
  await popup.locator('.popup-saved').waitFor();
  expect((await dumpLibrary(panel))['clips']).toHaveLength(1);
});
