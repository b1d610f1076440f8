import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { LONG } from '../long.mjs';
import { complaints } from './harness/complaints';
import { dropFiles } from './harness/drop-files';
import { exportReport } from './harness/export-report';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';
import { addSection, choose, createReport } from './harness/panel';

const DAMAGED = readFileSync('tests/fixtures/reports/damaged-markers.md', 'utf8');
const TITLE = 'Lake levels, spring review';
/** The markers of tools in the fixture, in the order of the text. */
const MARKERS = ['】', '9】', '12】', 'L40】', '-L4】', 'L8】'];

/** Returns the fixture with its open emphasis closed, and without these markers. */
function repaired(markers: readonly string[] = MARKERS): string {
  const closed = DAMAGED.replace('**kept close (', '**kept close** (');
  return markers.reduce((text, marker) => text.replace(`))${marker}`, '))'), closed);
}

const sheet = (panel: Page) => panel.getByRole('dialog');
const press = (panel: Page, name: string) =>
  sheet(panel).getByRole('button', { name, exact: true }).click();
const place = (panel: Page, marker: string): Locator =>
  sheet(panel)
    .getByRole('listitem')
    .filter({
      has: panel.locator('del, mark', { hasText: new RegExp(`^(removed: )?${marker}$`) }),
    });

async function dropDamaged(panel: Page): Promise<void> {
  await dropFiles(panel, [{ name: 'lake-levels.md', content: DAMAGED }]);
  await expect(sheet(panel).getByRole('heading', { name: 'What was read' })).toBeVisible();
}

/**
 * Returns all stored records of reports and evidence, by store. A failure then shows which. The
 * signing key is no such record: emptying the library keeps it, so an earlier test can have made it.
 */
async function recordsIn(panel: Page): Promise<Record<string, unknown>> {
  const { meta: _own, identity: _key, people: _people, ...stores } = await dumpLibrary(panel);
  return Object.fromEntries(Object.entries(stores).filter(([, records]) => records.length > 0));
}

/** Imports the parsed report under a section of the open report. */
async function importInto(panel: Page, section: string): Promise<void> {
  const into = sheet(panel).getByRole('combobox', { name: 'Import into' });
  const option = into.locator('option', { hasText: new RegExp(`^\\s*${section}$`) });
  await into.selectOption((await option.getAttribute('value')) ?? '');
  await expect(sheet(panel).getByRole('textbox', { name: 'Title' })).toBeHidden();
  await press(panel, 'Import');
}

/** Undoes every repair in the open import report. */
async function keepAllOriginals(panel: Page): Promise<void> {
  for (const group of await sheet(panel).locator('.damage-group').all()) {
    const fold = group.locator('.disclosure');
    if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
    await expect(fold).toHaveAttribute('aria-expanded', 'true');
    const all = group.getByRole('button', { name: 'Keep all originals' });
    const one = group.getByRole('button', { name: /^Keep the original/ });
    if (await all.isVisible()) await all.click();
    else if (await one.isVisible()) await one.click();
  }
  await expect(
    sheet(panel).getByText(/^\d+ places kept as written( · \d+ places? only pointed out)?$/),
  ).toBeVisible();
}

test.use({ inCommon: true });

test('a dropped report is read, repaired as decided, imported, and repaired otherwise later', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropDamaged(panel);
  await expect(sheet(panel)).toContainText('7 citations on 4 pages');
  await expect(sheet(panel)).toContainText(
    '1 marker removed · 5 markers removed, their words still cut · 1 emphasis mark added',
  );
  expect(await recordsIn(panel)).toEqual({});

  // Undoes one repair before the import.
  await place(panel, 'L40】')
    .getByRole('button', { name: /^Keep the original/ })
    .click();
  await expect(sheet(panel)).toContainText('4 markers removed, their words still cut');
  await press(panel, 'Import');
  await expect(sheet(panel)).toBeHidden();
  await expect(panel.getByText(`Imported “${TITLE}”: 7 citations, 6 clips.`)).toBeVisible();
  await expect(panel.locator('.report-switch-title')).toHaveText(TITLE);
  const mended = MARKERS.filter((marker) => marker !== 'L40】');
  expect(await exportReport(panel)).toBe(repaired(mended));

  // Undoes one more repair after it, and redoes the first one.
  await choose(panel, 'Report actions', 'Repairs of the import…');
  await place(panel, '12】')
    .getByRole('button', { name: /^Keep the original/ })
    .click();
  await place(panel, 'L40】')
    .getByRole('button', { name: /^Remove the marker/ })
    .click();
  await panel.keyboard.press('Control+z');
  await expect(sheet(panel)).toContainText('2 places kept as written');
  await press(panel, 'Done');
  expect(await exportReport(panel)).toBe(repaired(mended.filter((marker) => marker !== '12】')));

  // With all repairs undone, the export is the original file, byte for byte.
  await choose(panel, 'Report actions', 'Repairs of the import…');
  await keepAllOriginals(panel);
  await press(panel, 'Done');
  expect(await exportReport(panel)).toBe(DAMAGED);
});

test('the first edit of an imported report ends the Undo of the import, and a new title is its heading', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await dropDamaged(panel);
  await press(panel, 'Import');
  const notice = panel.getByText(`Imported “${TITLE}”: 7 citations, 6 clips.`);
  await expect(panel.locator('.report-switch-title')).toHaveText(TITLE);
  await expect(notice).toBeVisible();
  await choose(panel, 'Report actions', 'Title and language…');
  await panel.getByRole('textbox', { name: 'Title' }).fill('Levels in May');
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Levels in May');
  // The Undo would put the edit into the bin with the report.
  await expect.soft(notice).toBeHidden();
  expect(await exportReport(panel)).toMatch(/^# Levels in May$/mu);
});

test('a cut word is completed from the report’s own words, by one click', async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await dropDamaged(panel);
  await sheet(panel)
    .getByRole('button', { name: /^Complete as “February”/ })
    .click();
  await press(panel, 'Import');
  await expect(sheet(panel)).toBeHidden();
  expect(await exportReport(panel)).toBe(
    repaired().replace('the end of Februar (', 'the end of February ('),
  );
});

test.describe('an import that is broken off', () => {
  test('cancelling at any moment leaves nothing behind', async ({ extension }) => {
    const panel = await extension.openExtensionPage('sidepanel.html');
    await createReport(panel, 'Mine');
    const before = await dumpLibrary(panel);
    await dropDamaged(panel);
    await press(panel, 'Cancel');
    await expect(sheet(panel)).toBeHidden();
    await dropDamaged(panel);
    await panel.reload();
    await expect(panel.locator('.report-switch-title')).toHaveText('Mine');
    expect(await dumpLibrary(panel)).toEqual(before);
  });

  test('a panel that is closed while it imports leaves all of the report, or nothing', async ({
    extension,
  }) => {
    const panel = await extension.openExtensionPage('sidepanel.html');
    await createReport(panel, 'Mine');
    for (const pause of LONG ? [0, 20, 60, 150, 400] : [0, 60, 400]) {
      await dropDamaged(panel);
      await press(panel, 'Import');
      await new Promise((resolve) => setTimeout(resolve, pause));
      await panel.reload();
      await expect(panel.locator('.report-switch-title')).toHaveText(/./);
      // True at every moment, whether the background still works or not.
      const { reports, clips, sources, pins } = await dumpLibrary(panel);
      const imports = (reports?.length ?? 0) - 1;
      expect(imports).toBeGreaterThanOrEqual(0);
      expect([clips?.length, sources?.length, pins?.length]).toEqual([
        6 * imports,
        4 * imports,
        6 * imports,
      ]);
    }
    // Stops the worker, so that nothing of this import is stored in the library of the next test.
    await extension.stopServiceWorker();
  });
});

test('an import is undone as a whole', async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Mine');
  await dropDamaged(panel);
  await press(panel, 'Import');
  await expect(panel.locator('.report-switch-title')).toHaveText(TITLE);
  await panel.locator('.snackbar').getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByText('The import was moved to the bin.')).toBeVisible();
  await expect(panel.locator('.report-switch-title')).toHaveText('Mine');
  await panel.locator('.report-switch').click();
  await expect(panel.getByRole('menuitemradio')).toHaveText(['Mine']);
});

test('a report is imported under a section of the open one', { tag: '@long' }, async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Mine');
  await addSection(panel, 'From others');
  await dropDamaged(panel);
  await importInto(panel, 'From others');
  await expect(panel.locator('.report-switch-title')).toHaveText('Mine');
  await expect(panel.locator('.section-head bdi')).toHaveText(['From others', TITLE]);
  await expect(panel.getByText(`Imported “${TITLE}”: 7 citations, 6 clips.`)).toBeVisible();
  const markdown = await exportReport(panel);
  expect(markdown).toContain(`## From others\n\n### ${TITLE}\n`);
  // Every block of the file is there, repaired.
  for (const block of repaired()
    .trim()
    .split(/\n\n|\n(?=- )/)
    .slice(1)) {
    expect(markdown).toContain(block);
  }
});

test('an import under a section is undone alone', { tag: '@long' }, async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Mine');
  await addSection(panel, 'From others');
  await dropDamaged(panel);
  await importInto(panel, 'From others');
  await expect(panel.locator('.section-head bdi')).toHaveText(['From others', TITLE]);
  await panel.locator('.snackbar').getByRole('button', { name: 'Undo' }).click();
  await expect(panel.locator('.section-head bdi')).toHaveText(['From others']);
  await expect(panel.locator('.report-switch-title')).toHaveText('Mine');
});

test('several files are opened one after another, refused ones with a message', {
  tag: '@long',
}, async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await dropFiles(panel, [
    { name: 'lake-levels.md', content: DAMAGED },
    {
      name: 'broken.md',
      content: Uint8Array.from([...Buffer.from('Fine.\n\nNot '), 0xff, 0xfe, 0x41]),
    },
    { name: 'picture.md', content: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]) },
    {
      name: 'links.md',
      content: 'A [trap](javascript:alert(1)) and ([A page](https://a.example/)).\n',
    },
  ]);
  await expect(sheet(panel)).toContainText('1 of 4: lake-levels.md');
  await press(panel, 'Import');
  await expect(sheet(panel)).toContainText('2 of 4: broken.md');
  await expect(sheet(panel).getByRole('alert')).toContainText('3');
  await press(panel, 'Skip this file');
  await expect(sheet(panel)).toContainText('3 of 4: picture.md');
  await expect(sheet(panel).getByRole('alert')).not.toBeEmpty();
  await press(panel, 'Skip this file');
  await expect(sheet(panel)).toContainText('4 of 4: links.md');
  await press(panel, 'Left as it was');
  await expect(sheet(panel)).toContainText('[trap](javascript:alert(1))');
  await press(panel, 'Import');
  await expect(panel.getByText('Imported 2 reports: 8 citations, 7 clips.')).toBeVisible();
  const { sources } = await dumpLibrary(panel);
  expect(JSON.stringify(sources)).not.toContain('javascript');
});

test('a file over 64 MB is refused with a sentence', { tag: '@long' }, async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Mine');
  const before = await dumpLibrary(panel);
  const large = await panel.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(64 * 1024 * 1024 + 1).fill(0x61)], 'large.md'));
    return data;
  });
  await panel.dispatchEvent('body', 'drop', { dataTransfer: large });
  await expect(sheet(panel)).toContainText('“large.md” was not imported');
  await expect(sheet(panel).getByRole('alert')).toContainText('64');
  await panel.keyboard.press('Escape');
  expect(await dumpLibrary(panel)).toEqual(before);
});

test('a page pasted from a browser keeps its links', async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await panel.getByRole('button', { name: 'Import a report…' }).click();
  const elsewhere = await extension.context.newPage();
  await elsewhere.setContent(
    '<h1>Snow</h1><p>Snow held the melt back (<a href="https://mountains.example/s#:~:text=late%20snow">Survey</a>).</p>',
  );
  await elsewhere.keyboard.press('Control+a');
  await elsewhere.keyboard.press('Control+c');
  await panel.bringToFront();
  await sheet(panel).getByRole('textbox').press('Control+v');
  await expect(sheet(panel).getByRole('textbox')).toHaveValue(/\(\[Survey\]\(https:\/\/mountains/);
  await press(panel, 'Read the pasted text');
  await expect(sheet(panel)).toContainText('1 citation on 1 page');
});

test('everything works by keyboard, and the focus returns', async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Mine');
  await expect(panel.locator('.report-switch')).toBeFocused();
  await panel.getByRole('button', { name: 'Report actions' }).press('Enter');
  const entry = panel.getByRole('menuitem', { name: 'Import a report…' });
  for (let presses = 0; presses < 10; presses += 1) {
    if (await entry.evaluate((element) => element === document.activeElement)) break;
    await panel.keyboard.press('ArrowDown');
  }
  const choosing = panel.waitForEvent('filechooser');
  await panel.keyboard.press('Enter');
  await expect(sheet(panel).getByRole('heading', { name: 'Import a report' })).toBeFocused();
  for (let presses = 0; presses < 5; presses += 1) {
    const files = sheet(panel).getByRole('button', { name: 'Choose files' });
    if (await files.evaluate((element) => element === document.activeElement)) break;
    await panel.keyboard.press('Tab');
  }
  await panel.keyboard.press('Enter');
  await (await choosing).setFiles('tests/fixtures/reports/damaged-markers.md');
  await expect(sheet(panel).getByRole('heading', { name: 'What was read' })).toBeFocused();
  await panel.keyboard.press('Escape');
  await expect(sheet(panel)).toBeHidden();
  await expect(panel.getByRole('button', { name: 'Report actions' })).toBeFocused();
});

/**
 * The tests of the import sheet look at both schemes in English. PINCITE_LONG=1 tests all four
 * pairs.
 */
const EVERY_DAY = ['fr dark'];

for (const language of ['en', 'fr']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    if (!LONG && !EVERY_DAY.includes(`${language} ${colorScheme}`)) continue;
    test(`axe finds nothing on the import, and it fits 320 px, ${language}, ${colorScheme}`, async ({
      launch,
    }) => {
      const extension = await launch({ language, colorScheme });
      const panel = await extension.openExtensionPage('sidepanel.html');
      await panel.emulateMedia({ colorScheme });
      await panel.setViewportSize({ width: 320, height: 800 });
      const widest = () =>
        sheet(panel).evaluate((dialog) =>
          Math.max(
            ...[dialog, ...dialog.querySelectorAll('*')].map(
              (element) => element.getBoundingClientRect().right - innerWidth,
            ),
          ),
        );
      await panel.getByRole('button', { name: /^Import/ }).click();
      expect(await complaints(panel)).toEqual([]);
      expect(await widest()).toBeLessThanOrEqual(0);
      await dropFiles(panel, [{ name: 'lake-levels.md', content: DAMAGED }]);
      await expect(sheet(panel).locator('.damage-place').first()).toBeVisible();
      expect(await complaints(panel)).toEqual([]);
      expect(await widest()).toBeLessThanOrEqual(0);
      await sheet(panel).locator('.sheet-foot .button-primary').click();
      await expect(sheet(panel)).toBeHidden();
      await panel.locator('[data-focus=report-menu]').click();
      await panel.getByRole('menuitem', { name: /^(Repairs of|Réparations de)/ }).click();
      await expect(sheet(panel).locator('.damage-place').first()).toBeVisible();
      expect(await complaints(panel)).toEqual([]);
    });
  }
}

const corpus = process.env['PINCITE_CORPUS'] ?? '';
const sample = path.resolve(corpus, 'reports', 'veille-ia-2025-03.md');

test('the sample report, where it is at hand: its counts, and its bytes', async ({ extension }) => {
  test.skip(corpus === '' || !existsSync(sample), 'PINCITE_CORPUS names no sample report.');
  const original = readFileSync(sample, 'utf8');
  const panel = await extension.openExtensionPage('sidepanel.html');
  await dropFiles(panel, [{ name: 'veille.md', content: original }]);
  await expect(sheet(panel)).toContainText('179 citations on 37 pages');
  await expect(sheet(panel)).toContainText('177 have a link to their passage');
  await expect(sheet(panel)).toContainText('8 of these links can’t be followed to their passage');
  await expect(sheet(panel)).toContainText('119 distinct addresses');
  await expect(sheet(panel)).toContainText('9 headings');
  const group = sheet(panel).locator('.damage-group', { hasText: 'Leftover citation markers' });
  await expect(group.locator('.count').first()).toContainText('139');
  // Nothing is called repaired whose word is still cut.
  await expect(sheet(panel)).toContainText('132 markers removed, their words still cut');
  await press(panel, 'Complete 41 words that have one likely candidate');
  await expect(sheet(panel)).toContainText('91 markers removed, their words still cut');
  await expect(sheet(panel)).toContainText('41 markers removed, their words completed');
  await press(panel, 'Take back all 41 completions');
  await expect(sheet(panel)).toContainText('132 markers removed, their words still cut');
  await press(panel, 'Import');
  await expect(sheet(panel)).toBeHidden();
  const repaired = await exportReport(panel);
  expect(repaired.match(/】/gu)).toBeNull();
  await choose(panel, 'Report actions', 'Repairs of the import…');
  await keepAllOriginals(panel);
  await press(panel, 'Done');
  expect(await exportReport(panel)).toBe(original);
});
