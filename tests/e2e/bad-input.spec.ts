import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { selectText } from '@/scripts/browser/text-position';
import { BACKUP_VERSION, createLineWriter } from '@/utils/storage/backup-format';
import { LONG } from '../long.mjs';
import { chooseBackup, downloadBackup } from './harness/backup';
import { savedPin } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { ARTICLE, FRENCH, HIGHEST, WEIR, WINTER } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { makeAsNew } from './harness/make-as-new';
import { expectShown } from './harness/panel';
import { storePassages } from './harness/store-clips';

const DAMAGED =
  'The backup is damaged and was not restored. Your library has not changed; try another copy of the file.';
const NEWER =
  'The backup was made by a newer version of Pincite. Update the extension, then restore it; nothing was changed.';
const NOT_OURS =
  'This file is not a Pincite backup. Choose a file that you saved with “Download a backup”.';

/** Returns the file with one flipped byte at this fraction of its length. */
function flipped(backup: Buffer, share: number): Buffer {
  const bytes = Buffer.from(backup);
  const at = Math.floor((bytes.length - 1) * share);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  return bytes;
}

/** Returns the backup with changed lines and new checksums, like another program would write it. */
function rewritten(backup: Buffer, change: (lines: Record<string, unknown>[]) => object[]): Buffer {
  const lines = gunzipSync(backup)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => {
      const { sum: _sum, ...body } = JSON.parse(line);
      return body;
    });
  const write = createLineWriter();
  return gzipSync(change(lines).map(write).join(''));
}

const BAD_BACKUPS: readonly (readonly [
  name: string,
  sentence: string,
  make: (backup: Buffer) => Buffer,
])[] = [
  ['a byte flipped near the start', DAMAGED, (backup) => flipped(backup, 0.1)],
  ['a byte flipped in the middle', DAMAGED, (backup) => flipped(backup, 0.5)],
  ['its last byte flipped', DAMAGED, (backup) => flipped(backup, 1)],
  ['its last byte missing', DAMAGED, (backup) => backup.subarray(0, -1)],
  ['cut in half', DAMAGED, (backup) => backup.subarray(0, backup.length >> 1)],
  [
    'cut at the end of a line, and packed again',
    DAMAGED,
    (backup) => rewritten(backup, (lines) => lines.slice(0, -1)),
  ],
  [
    'a record left out, and packed again',
    DAMAGED,
    (backup) => rewritten(backup, (lines) => lines.filter((_, at) => at !== 2)),
  ],
  ['two backups in one file', DAMAGED, (backup) => Buffer.concat([backup, backup])],
  [
    'a newer version’s backup',
    NEWER,
    (backup) =>
      rewritten(backup, (lines) =>
        lines.map((line, at) => (at === 0 ? { ...line, version: BACKUP_VERSION + 1 } : line)),
      ),
  ],
  ['a text file', NOT_OURS, () => Buffer.from('# Lakes in spring\n\nNo backup at all.\n')],
  ['a picture', NOT_OURS, () => readFileSync('public/icon/128.png')],
  ['another packed file', NOT_OURS, () => gzipSync('{"format":"another"}\n')],
];

/** One of each kind. The others are tried only with PINCITE_LONG=1. */
const EVERY_DAY = [
  'a byte flipped in the middle',
  'a record left out, and packed again',
  'a newer version’s backup',
  'a picture',
];

test('a file that is a damaged or newer backup, or none, gets the right message, and changes nothing', async ({
  extension,
}) => {
  const theirs = await extension.openExtensionPage('options.html');
  await storePassages(theirs, 'Theirs', [
    [ARTICLE, HIGHEST],
    [ARTICLE, WEIR],
  ]);
  const backup = readFileSync(await downloadBackup(theirs));

  await makeAsNew(extension);
  const options = await extension.openExtensionPage('options.html');
  await storePassages(options, 'My clips', [[FRENCH, WINTER]]);
  const before = await dumpLibrary(options);
  for (const [name, sentence, make] of BAD_BACKUPS) {
    if (!LONG && !EVERY_DAY.includes(name)) continue;
    await test.step(name, async () => {
      await options.reload();
      await chooseBackup(options, make(backup));
      await expect(options.getByRole('alert')).toContainText(sentence);
      expect(await dumpLibrary(options)).toEqual(before);
    });
  }
  // A file with one damaged record is restored without this record.
  await options.reload();
  const withoutPin = rewritten(backup, (lines) => {
    const at = lines.findIndex((line) => line['store'] === 'pins');
    return lines.map((line, each) => (each === at ? { ...line, record: { id: 7 } } : line));
  });
  await chooseBackup(options, withoutPin);
  await expect(
    options.getByText('1 record was left out, because it is damaged: 1 quote.'),
  ).toBeVisible();
  // Restores the undamaged file.
  await options.reload();
  await chooseBackup(options, backup);
  await expect(options.getByText(/^Added to your library: 1 quote\. Already in/)).toBeVisible();
  expect((await dumpLibrary(options))['clips']).toHaveLength(3);
});

/**
 * Opens the database with a version that this extension does not know, like a newer extension
 * would.
 */
function upgradeDatabase(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('pincite', 999);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
  );
}

test('a library of a newer version is not changed, and panel, popup, clip and settings report it', async ({
  extension,
}) => {
  const sentence =
    'This library was created by a newer version of Pincite. Update the extension to open it; nothing was changed.';
  const plain = await extension.openExtensionPage('manifest.json');
  await storePassages(plain, 'My clips', [[ARTICLE, HIGHEST]]);
  await upgradeDatabase(plain);
  const before = await dumpLibrary(plain);
  expect(before['clips']).toHaveLength(1);

  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('alert')).toContainText(sentence);
  const options = await extension.openExtensionPage('options.html');
  await expect(options.getByRole('alert')).toContainText(sentence);

  const page = await extension.context.newPage();
  await page.goto(FRENCH);
  await selectText(page, { text: WINTER });
  const popup = await extension.triggerAction(page);
  await expect(popup.getByRole('alert')).toContainText(sentence);
  await popup.getByRole('button', { name: 'Clip selection' }).click();
  await expect(popup.locator('.popup-clip').getByRole('alert')).toContainText(sentence);
  await popup.close();
  expect(await dumpLibrary(plain)).toEqual(before);

  // A newly started worker does not touch it either.
  await extension.stopServiceWorker();
  const again = await extension.openExtensionPage('sidepanel.html');
  await expect(again.getByRole('alert')).toContainText(sentence);
  expect(await dumpLibrary(plain)).toEqual(before);
});

test('a full disk while clipping gets a sentence, loses nothing, and is got over', {
  tag: '@long',
}, async ({ extension }) => {
  const options = await extension.openExtensionPage('options.html');
  await storePassages(options, 'My clips', [[ARTICLE, HIGHEST]]);
  const before = await dumpLibrary(options);
  // unlimitedStorage lifts every quota, including one set over the debugging protocol. So the test
  // makes the worker's database refuse to write, like on a full disk.
  const worker = await extension.serviceWorker();
  await worker.evaluate(() => {
    const scope = globalThis as typeof globalThis & { room?: () => void };
    const { add, put } = IDBObjectStore.prototype;
    const full = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.add = full;
    IDBObjectStore.prototype.put = full;
    scope.room = () => Object.assign(IDBObjectStore.prototype, { add, put });
  });
  const page = await extension.context.newPage();
  await page.goto(FRENCH);
  const selected = await selectText(page, { text: WINTER });
  const popup = await extension.triggerAction(page);
  const button = popup.getByRole('button', { name: 'Clip selection' });
  await button.click();
  await expect(popup.getByRole('alert')).toContainText(
    'The disk has no room left, so this was not saved. Free some space and try again; what was saved before is safe.',
  );
  expect(await dumpLibrary(options)).toEqual(before);

  await worker.evaluate(() => (globalThis as { room?: () => void }).room?.());
  await button.click();
  await savedPin(popup, page, selected);
  await popup.close();
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expectShown(panel, ['My clips', '# Inbox', `> ${HIGHEST}`, `> ${WINTER}`]);
});

const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

test.describe('the popup shows the reason', () => {
  test.use({ inCommon: true });
  for (const [name, url, sentence] of [
    [
      'a page of the browser',
      'chrome://version',
      'The browser doesn’t let extensions read this page. Open an ordinary web page and clip there.',
    ],
    [
      'a PDF',
      'http://lacs.example/rapport.pdf',
      'In the PDF viewer, select the text, right-click it and choose “Clip selection”.',
    ],
    [
      'a PDF whose address does not say so',
      'http://lacs.example/rapport?annee=2026',
      'In the PDF viewer, select the text, right-click it and choose “Clip selection”.',
    ],
  ] as const) {
    test(`${name} can’t be clipped`, async ({ extension, pages }) => {
      if (url.startsWith('http')) {
        pages.replace(url, { headers: { 'content-type': 'application/pdf' }, body: PDF });
      }
      const page = await extension.context.newPage();
      await page.goto(url);
      const popup = await extension.triggerAction(page);
      await expect(popup.getByText(sentence)).toBeVisible();
      await expect(popup.getByRole('button', { name: /^Clip/ })).toHaveCount(0);
      await expect(
        popup.getByRole('button', { name: 'Check my clips of this page' }),
      ).toBeDisabled();
    });
  }
});
