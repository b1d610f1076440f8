import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { downloadBackup } from './harness/backup';
import { expect, test } from './harness/fixtures';
import {
  ARTICLE,
  clip,
  FRENCH,
  HIGHEST,
  panelAfter,
  storeLakeReport,
  WEIR,
  WINTER,
} from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { storePassages } from './harness/store-clips';

/** Damages the first record of a store: sets all fields except the keys to numbers. */
function damage(page: Page, store: string, keys: readonly string[]): Promise<void> {
  return page.evaluate(
    ([name, kept]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('pincite');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const tx = db.transaction(name, 'readwrite');
          const reading = tx.objectStore(name).openCursor();
          reading.onsuccess = () => {
            const cursor = reading.result;
            const fields = Object.entries(cursor?.value as object);
            cursor?.update(
              Object.fromEntries(
                fields.map(([key, value]) => [key, kept.includes(key) ? value : 7]),
              ),
            );
          };
          tx.oncomplete = () => {
            db.close();
            resolve();
          };
          tx.onabort = () => reject(tx.error);
        };
      }),
    [store, keys] as const,
  );
}

const STORES: readonly (readonly [store: string, keys: readonly string[]])[] = [
  ['sources', ['id']],
  ['pins', ['id', 'clipId']],
  ['snapshots', ['id']],
  ['clips', ['id', 'filedUnder']],
];

test('damaged records do not stop pages, clips or a backup of the other records', async ({
  extension,
}) => {
  const plain = await extension.openExtensionPage('manifest.json');
  await storeLakeReport(plain);
  for (const [store, keys] of STORES) await damage(plain, store, keys);
  const before = await dumpLibrary(plain);

  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByText(WINTER)).toBeVisible();
  await expect(panel.getByText(/damaged records? (is|are) not shown here/)).toBeVisible();
  await expect(panel.getByRole('link', { name: 'Export what can be read' })).toBeVisible();
  const reports = before['reports'] as { readonly id: string }[];
  const desk = await extension.openExtensionPage(`desk.html?report=${reports[0]?.id}`);
  await expect(desk.getByText(/damaged records? (is|are) not shown here/)).toBeVisible();

  const page = await extension.context.newPage();
  await page.goto(FRENCH);
  const popup = await extension.triggerAction(page);
  await expect(popup.getByText(WINTER)).toBeVisible();
  await popup.close();
  await clip(extension, ARTICLE, WEIR.slice(0, 20));

  const options = await extension.openExtensionPage('options.html');
  const file = readFileSync(await downloadBackup(options));
  await expect(options.getByText(/4 records are damaged/)).toBeVisible();
  const footer = JSON.parse(gunzipSync(file).toString('utf8').trimEnd().split('\n').at(-1) ?? '');
  const aside = footer.aside as { readonly store: string }[];
  expect(aside.map(({ store }) => store).sort()).toEqual(STORES.map(([store]) => store).sort());
});

test('a running extension starts again after its library is cleared', { tag: '@long' }, async ({
  extension,
}) => {
  const panel = await panelAfter(extension, (page) =>
    storePassages(page, 'My clips', [[ARTICLE, HIGHEST]]),
  );
  await expect(panel.getByText(HIGHEST)).toBeVisible();
  await panel.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('pincite');
        deleting.onsuccess = () => resolve();
        deleting.onerror = () => reject(deleting.error);
      }),
  );
  await clip(extension, FRENCH, WINTER);
  await panel.reload();
  await expect(panel.getByText(WINTER)).toBeVisible();
  expect((await dumpLibrary(panel))['clips']).toHaveLength(1);
});
