import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { askBackground } from '@/scripts/browser/ask-background';
import { selectText, type TextPosition } from '@/scripts/browser/text-position';
import { storeRecords } from '@/scripts/tour/store-records';
import type { Pin } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { encodeReport, ReportDocument } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import { LONG } from '../long.mjs';
import { chooseBackup, downloadBackup } from './harness/backup';
import { agreeWithBrowser } from './harness/clip-passage';
import { exportReport } from './harness/export-report';
import { includeInbox } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { killBrowser } from './harness/kill-browser';
import {
  ARTICLE,
  clip,
  FRENCH,
  HIGHEST,
  INBOX,
  lakeReport,
  WEIR,
  WINTER,
} from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import {
  addSection,
  answerPlace,
  choose,
  createReport,
  expectShown,
  itemWith,
  switchReport,
} from './harness/panel';
import { storePassages } from './harness/store-clips';
import { findLog, tearLog } from './harness/tear-log';

test.use({ inCommon: true });
test('a worker that is stopped between every clip, edit and export loses nothing', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Lakes in spring');
  await extension.stopServiceWorker();
  await clip(extension, ARTICLE, HIGHEST);
  await extension.stopServiceWorker();
  await clip(extension, ARTICLE, WEIR);
  await extension.stopServiceWorker();
  await clip(extension, FRENCH, WINTER);
  await extension.stopServiceWorker();
  await panel.bringToFront();
  await expectShown(panel, ['Lakes in spring', ...INBOX]);
  await addSection(panel, 'Levels');
  await extension.stopServiceWorker();
  await panel.bringToFront();
  await choose(itemWith(panel, HIGHEST), 'Actions on this clip', 'Move to…');
  await answerPlace(panel, 'Levels');
  await extension.stopServiceWorker();
  await includeInbox(panel);
  const markdown = await exportReport(panel);
  expect(markdown).toContain(`## Levels\n\n> “${HIGHEST}”`);
  expect(markdown).toContain(`> “${WEIR}”`);
  expect(markdown).toContain(`> “${WINTER}”`);

  const shown = [
    'Lakes in spring',
    '# Levels',
    `> ${HIGHEST}`,
    '# Inbox',
    `> ${WEIR}`,
    `> ${WINTER}`,
  ];
  const other = await extension.openExtensionPage('sidepanel.html');
  await expectShown(other, shown);
  expect(await exportReport(other)).toBe(markdown);
});

test('stopping the worker while the user types loses no letter', async ({ launch, profile }) => {
  const words = 'The north rose by 44 centimetres in eleven weeks, while the south stood still';
  const first = await launch({ profile });
  const panel = await first.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Drafts');
  await panel.getByRole('button', { name: 'Write a statement' }).click();
  await Promise.all([
    panel.keyboard.type(words, { delay: 20 }),
    (async () => {
      for (let stop = 0; stop < 3; stop += 1) await first.stopServiceWorker();
    })(),
  ]);
  await panel.bringToFront();
  await expect(panel.getByRole('textbox')).toHaveText(words);
  // Another page reads the last letters from the library, so they are stored.
  await expect
    .poll(async () => {
      const other = await first.openExtensionPage('sidepanel.html');
      const seen = await other.getByRole('article').textContent();
      await other.close();
      return seen;
    })
    .toContain(words);
  await killBrowser(first);

  const second = await launch({ profile });
  const again = await second.openExtensionPage('sidepanel.html');
  await expectShown(again, ['Drafts', `- ${words}`]);
});

test('a backup restored into an empty profile gives the same exports byte for byte, and restored again changes nothing', async ({
  launch,
}) => {
  const first = await launch();
  const plain = await first.openExtensionPage('manifest.json');
  await storePassages(plain, 'Old notes', [[FRENCH, WINTER]]);
  const panel = await lakeReport(first);
  await addSection(panel, 'Levels');
  await choose(itemWith(panel, HIGHEST), 'Actions on this clip', 'Move to…');
  await answerPlace(panel, 'Levels');
  await panel.getByRole('button', { name: 'Write a statement – Levels' }).click();
  await panel.keyboard.type('The north rose “fast” | and *far*');
  await panel.keyboard.press('Control+k');
  await panel.getByRole('dialog').getByRole('checkbox', { name: HIGHEST }).check();
  await panel.getByRole('button', { name: 'Cite 1 clip' }).click();
  await panel.getByRole('button', { name: 'Done' }).click();
  await itemWith(panel, WEIR).getByRole('button', { name: 'Note', exact: true }).click();
  await panel.keyboard.type('ask the weir keeper');
  await panel.keyboard.press('Control+Enter');
  await choose(itemWith(panel, WINTER), 'Actions on this clip', 'Delete');
  const markdown = await exportReport(panel);
  await switchReport(panel, 'Old notes');
  await expect(itemWith(panel, WINTER)).toBeVisible();
  const old = await exportReport(panel);
  const options = await first.openExtensionPage('options.html');
  const file = await downloadBackup(options);
  const library = await dumpLibrary(options);

  const second = await launch();
  const restoring = await second.openExtensionPage('options.html');
  await chooseBackup(restoring, file);
  await expect(restoring.getByText(/^Added to your library: 2 reports, /)).toBeVisible();
  const there = await second.openExtensionPage('sidepanel.html');
  await expect(there.locator('.report-switch')).toBeVisible();
  await expect(there.getByText('Loading…')).toHaveCount(0);
  await switchReport(there, 'Lakes in spring');
  await expect(itemWith(there, 'The north rose')).toBeVisible();
  expect(await exportReport(there)).toBe(markdown);
  await switchReport(there, 'Old notes');
  await expect(itemWith(there, WINTER)).toBeVisible();
  expect(await exportReport(there)).toBe(old);
  // The bin of the restored library has what was deleted.
  await switchReport(there, 'Lakes in spring');
  await choose(there, 'Report actions', 'Bin (1)');
  await expect(there.getByRole('button', { name: `Restore: ${WINTER}` })).toBeVisible();

  const restored = await dumpLibrary(restoring);
  for (const store of ['sources', 'snapshots', 'clips', 'pins', 'runs', 'checks', 'purged']) {
    expect(restored[store], store).toEqual(library[store]);
  }
  // The lists that the restore computed equal those that grew with each edit.
  expect(restored['reportClips']).toEqual(library['reportClips']);
  const withoutTimes = (rows: readonly unknown[] = []) =>
    rows.map((row) => ({ ...(row as object), updatedAt: null }));
  expect(withoutTimes(restored['reports'])).toEqual(withoutTimes(library['reports']));

  await restoring.reload();
  await chooseBackup(restoring, file);
  await expect(
    restoring.getByText(/^Nothing in the file was new\. Already in your library: 2 reports, /),
  ).toBeVisible();
  expect(await dumpLibrary(restoring)).toEqual(restored);

  // The library of the backup does not change either.
  await chooseBackup(options, file);
  await expect(
    options.getByText(/^Nothing in the file was new\. Already in your library: 2 reports, /),
  ).toBeVisible();
  expect(await dumpLibrary(options)).toEqual(library);
});

test('a clip that the popup reported as saved exists after the browser is killed', async ({
  launch,
  profile,
}) => {
  const saved: { text: string; selected: TextPosition }[] = [];
  const texts = [HIGHEST, ...(LONG ? [WEIR, 'eleven weeks of rise without a break'] : [])];
  for (const text of texts) {
    await test.step(`kill after clipping “${text}”`, async () => {
      const browser = await launch({ profile });
      const page = await browser.context.newPage();
      await page.goto(ARTICLE);
      const selected = await selectText(page, { text });
      const popup = await browser.triggerAction(page);
      await popup.getByRole('button', { name: 'Clip selection' }).click();
      await popup.locator('.popup-saved').waitFor();
      await killBrowser(browser);
      saved.push({ text, selected });
    });
  }
  const last = await launch({ profile });
  const panel = await last.openExtensionPage('sidepanel.html');
  await expectShown(panel, ['My clips', '# Inbox', ...saved.map(({ text }) => `> ${text}`)]);
  const library = await dumpLibrary(panel);
  for (const store of ['clips', 'pins', 'sources', 'snapshots']) {
    expect(library[store]?.length, store).toBeGreaterThan(0);
  }
  const pins = (library['pins'] ?? []) as readonly Pin[];
  expect(pins.map(({ quote }) => quote).sort()).toEqual(saved.map(({ text }) => text).sort());
  // Each link still leads to its passage. Tested after the kill, because nothing may delay the
  // kill.
  for (const { text, selected } of saved) {
    const pin = pins.find(({ quote }) => quote === text);
    if (pin !== undefined) await agreeWithBrowser(panel, pin, selected, ARTICLE);
  }
});

test('when the browser dies during a large write, keeps what was stored before and after it', async ({
  launch,
  profile,
}) => {
  const titlesIn = async (page: Page) => {
    const { reports = [] } = await dumpLibrary(page);
    const titles = (reports as readonly { readonly title: string }[]).map(({ title }) => title);
    return titles.map((title) => title.slice(0, 20)).sort();
  };
  const create = (page: Page, title: string) =>
    askBackground(page, 'report.create', { id: newId<'report'>(), title, language: 'en' });

  let page: Page;
  let kept: string[] = [];
  let title: string;
  do {
    const first = await launch({ profile });
    page = await first.openExtensionPage('manifest.json');
    await create(page, 'Before');
    kept = await titlesIn(page);
    const doc = new ReportDocument();
    // Random, so that it is nowhere else in the log.
    title = randomBytes(40_000).toString('base64');
    setTitle(doc, { title });
    const large = { reportId: newId<'report'>(), title: 'Large', language: 'en' };
    await storeRecords(page, { ...large, updates: encodeReport(doc), records: [] });
    expect(await titlesIn(page)).toHaveLength(kept.length + 1);
    await first.close();
    // Sometimes the browser has put everything into a table meanwhile.
  } while (!tearLog(profile, title));

  for (const name of ['Next', 'Third']) {
    const browser = await launch({ profile });
    page = await browser.openExtensionPage('manifest.json');
    await create(page, name);
    kept = [...kept, name].sort();
    expect(await titlesIn(page)).toEqual(kept);
    await browser.close();
  }
});

test('the databases have a new log file as soon as the log is renewed', { tag: '@long' }, async ({
  launch,
  profile,
}) => {
  const browser = await launch({ profile });
  const page = await browser.openExtensionPage('manifest.json');
  await askBackground(page, 'search.settle', {});
  const source = readFileSync('utils/storage/renew-log.ts', 'utf8');
  const code = stripTypeScriptTypes(source).replace('export async function', 'async function');
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const log = findLog(profile);
    await page.evaluate(`(async () => { ${code}; await renewLog(); })()`);
    expect(existsSync(log), `attempt ${attempt}: ${path.basename(log)} still exists`).toBe(false);
  }
});
