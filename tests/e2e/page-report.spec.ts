import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';

const sheet = (desk: Page) => desk.getByRole('dialog', { name: 'What was read' });

/** Asks in the popup what a page cites. Returns the desk that opens with the article. */
async function askForSources(extension: ExtensionBrowser, url: string): Promise<Page> {
  const page = await extension.context.newPage();
  await page.goto(url);
  const popup = await extension.triggerAction(page);
  const ask = popup.getByRole('button', { name: 'Check what this page cites' });
  await expect(ask).toBeEnabled();
  const opened = extension.context.waitForEvent('page');
  await ask.press('Enter');
  const desk = await opened;
  await expect(sheet(desk)).toBeVisible();
  return desk;
}

async function importArticle(desk: Page): Promise<void> {
  await sheet(desk).getByRole('button', { name: 'Import', exact: true }).press('Enter');
  await expect(sheet(desk)).toBeHidden();
  await expect(desk.locator('.claim-words')).toBeVisible();
}

/** Returns the number of stored records of reports and evidence. */
async function recordsIn(page: Page): Promise<number> {
  const { meta: _own, ...stores } = await dumpLibrary(page);
  return Object.values(stores).reduce((sum, records) => sum + records.length, 0);
}

test.use({ inCommon: true });

test('an encyclopedia article becomes a report at the desk, and nothing is stored before', async ({
  extension,
}) => {
  const desk = await askForSources(extension, 'http://en.riverpedia.example/hollow-lake');
  await expect(sheet(desk)).toContainText('citations on 6 pages');
  await expect(sheet(desk).getByRole('textbox', { name: 'Title' })).toHaveValue('Hollow Lake');
  await expect(sheet(desk).getByRole('checkbox', { name: /^Levels/ })).toBeChecked();
  await expect(
    sheet(desk).getByRole('checkbox', { name: /^Lakes of the Hollow/ }),
  ).not.toBeChecked();
  expect(await recordsIn(desk)).toBe(0);
  expect(await complaints(desk)).toEqual([]);
  await importArticle(desk);
  await expect(desk).toHaveURL(/desk\.html\?report=/);
  await expect(desk.locator('#desk-decided')).toHaveText(/^0 of \d+ claims decided$/);
});

test('a part that was left out is read when it is ticked, and a section is left out', async ({
  extension,
}) => {
  const desk = await askForSources(extension, 'http://tribune.example/lakes-in-spring');
  await expect(sheet(desk)).toContainText('6 citations on 5 pages');
  await sheet(desk).getByRole('textbox', { name: 'Title' }).fill('Lakes');
  await sheet(desk)
    .getByRole('checkbox', { name: /^2 comments/ })
    .press('Space');
  await expect(sheet(desk)).toContainText('7 citations on 6 pages');
  await sheet(desk)
    .getByRole('checkbox', { name: /^Late snow/ })
    .press('Space');
  await expect(sheet(desk)).toContainText('4 citations on 3 pages');
  await sheet(desk)
    .getByRole('checkbox', { name: /^Late snow/ })
    .press('Space');
  await sheet(desk)
    .getByRole('checkbox', { name: /^Read the link/ })
    .press('Space');
  await expect(sheet(desk)).toContainText('6 citations on 5 pages');
  await expect(sheet(desk).getByRole('textbox', { name: 'Title' })).toHaveValue('Lakes');
  await importArticle(desk);
});

test('a desk that the article was lost for says so, and a closed dialog leaves nothing', async ({
  extension,
}) => {
  const desk = await askForSources(extension, 'http://essays.example/on-gauges');
  await sheet(desk).getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(sheet(desk)).toBeHidden();
  expect(await recordsIn(desk)).toBe(0);
  const lost = await extension.openExtensionPage('desk.html?article=gone');
  await expect(lost.getByRole('alert')).toContainText('no longer in the browser’s memory');
});
