import type { Page } from '@playwright/test';
import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST, lakeReport } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { expectShown, shownReport } from './harness/panel';
import { storePassages } from './harness/store-clips';

const SITES = ['http://hydrology.example/*', 'http://rivers.example/*'];

function part(options: Page, name: string) {
  return options.getByRole('region', { name, exact: true });
}

/** Returns the records that a restore brings back unchanged. Computed records may differ. */
async function evidence(page: Page) {
  const { clips, sources, pins, snapshots, purged } = await dumpLibrary(page);
  return { clips, sources, pins, snapshots, purged };
}

/** Returns the backups that the extension wrote through the browser's downloads. */
function savedFiles(options: Page) {
  return options.evaluate(async () => {
    const found = await chrome.downloads.search({});
    return found.map(({ filename, state, fileSize }) => ({ filename, state, fileSize }));
  });
}

/** Returns the files in the folder that replaces the one that a person would choose. */
function folderFiles(options: Page) {
  return options.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('shared', { create: true });
    const names: string[] = [];
    for await (const handle of folder.values()) names.push(handle.name);
    return names.sort();
  });
}

test('everything is deleted by keyboard, and brought back after a restart, record for record', async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile, origins: SITES });
  const panel = await lakeReport(first);
  const shown = await shownReport(panel);
  let options = await first.openExtensionPage('options.html');
  const before = await evidence(options);

  await part(options, 'Delete everything')
    .getByRole('button', { name: 'Delete everything…' })
    .press('Enter');
  await options.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(options.getByRole('button', { name: 'Delete everything…' })).toBeFocused();
  await expect(options.getByRole('dialog')).toBeHidden();
  expect(await evidence(options)).toEqual(before);
  await options.keyboard.press('Enter');
  await expect(options.getByRole('dialog')).toBeVisible();
  expect(await evidence(options)).toEqual(before);
  await options
    .getByRole('dialog')
    .getByRole('button', { name: 'Delete everything' })
    .press('Enter');
  await expect(options.getByText('Everything was deleted.')).toBeVisible();
  await expect(options.getByRole('button', { name: 'Restore everything' })).toBeFocused();
  const left = Object.entries(await dumpLibrary(options)).filter(([, rows]) => rows.length > 0);
  // The key that signs reviews stays, because its counters must never restart (ADR 31).
  expect(left.map(([store]) => store)).toEqual(['identity', 'meta']);
  // The panel was open the whole time and shows that nothing is left.
  await expect(panel.getByText('No report yet')).toBeVisible();
  expect(await complaints(options)).toEqual([]);

  // The sites stay allowed, because forgetting a site is another act.
  const forget = part(options, 'Sites that may be read').getByRole('button', {
    name: 'Remove access: rivers.example',
  });
  await forget.press('Enter');
  await expect(forget).toHaveCount(0);
  const held = () => options.evaluate(() => chrome.permissions.getAll());
  expect((await held()).origins).toEqual([SITES[0]]);
  await first.close();

  const second = await launch({ profile });
  options = await second.openExtensionPage('options.html');
  await options.getByRole('button', { name: 'Restore everything' }).click();
  await expect(options.getByText('Everything was restored.')).toBeVisible();
  expect(await evidence(options)).toEqual(before);
  const back = await second.openExtensionPage('sidepanel.html');
  await expectShown(back, shown);
  await expect(back.getByText(HIGHEST)).toBeVisible();
});

test('the library is backed up automatically, to the downloads folder or to a shared folder', async ({
  launch,
}) => {
  const extension = await launch({ permissions: ['downloads'] });
  const page = await extension.context.newPage();
  // The picker belongs to the browser. The test returns a folder of the same kind.
  await page.addInitScript(() => {
    const choose = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('shared', { create: true });
    Object.assign(globalThis, { showDirectoryPicker: choose });
  });
  await page.goto(`chrome-extension://${extension.extensionId}/options.html`);
  await storePassages(page, 'My clips', [[ARTICLE, HIGHEST]]);
  const automatic = part(page, 'Automatic backup');

  await automatic.getByLabel('Where to').selectOption({ label: 'The downloads folder' });
  await automatic.getByRole('button', { name: 'Allow and turn on' }).click();
  await expect(automatic.getByText('Backups are written to the downloads folder.')).toBeVisible();
  await expect(part(page, 'Backup').getByText('Last backup: now')).toBeVisible();
  expect(await savedFiles(page)).toMatchObject([{ state: 'complete' }]);
  await automatic.getByRole('button', { name: 'Turn off' }).click();
  // The page shows the folder before it is stored. A backup that is due in between goes to the
  // downloads.
  const stored = () =>
    page.evaluate(
      async () => (await chrome.storage.local.get<{ backup: object }>('backup')).backup,
    );
  await expect.poll(stored).toMatchObject({ automatic: 'off' });

  // Due again. This time the worker writes it, without an open page.
  await page.evaluate(async () => {
    const { backup } = await chrome.storage.local.get<{ backup: object }>('backup');
    await chrome.storage.local.set({ backup: { ...backup, lastAt: null } });
  });
  await automatic.getByRole('button', { name: 'Choose the folder' }).press('Enter');
  await expect(automatic.getByText('Folder: shared')).toBeVisible();
  await expect
    .poll(() => folderFiles(page))
    .toEqual([expect.stringMatching(/^pincite-[0-9a-f]{8}\.pincite$/)]);
  await expect(part(page, 'Backup').getByText('Last backup: now')).toBeVisible();

  // The folder has a file of another device: a copy of this one's with another name.
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('shared');
    const files: File[] = [];
    for await (const handle of folder.values()) {
      if (handle.kind === 'file') files.push(await handle.getFile());
    }
    const copy = await folder.getFileHandle('pincite-00000001.pincite', { create: true });
    await new Blob(files).stream().pipeTo(await copy.createWritable());
  });
  const before = await dumpLibrary(page);
  await automatic.getByRole('button', { name: 'Merge the other devices’ files' }).click();
  await expect(automatic.getByText(/^Merged 1 file; /)).toBeVisible();
  const after = await dumpLibrary(page);
  for (const store of ['clips', 'sources', 'pins', 'reports']) {
    expect(after[store]?.length, store).toBe(before[store]?.length);
  }
  expect(await complaints(page)).toEqual([]);
});
