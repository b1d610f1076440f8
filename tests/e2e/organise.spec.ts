import type { Page } from '@playwright/test';
import { LONG } from '../long.mjs';
import { exportReport } from './harness/export-report';
import { includeInbox } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { ARTICLE, clip, HIGHEST, INBOX, lakeReport, WEIR, WINTER } from './harness/lake-report';
import {
  addSection,
  answerName,
  choose,
  createReport,
  expectShown,
  itemWith,
  shownReport,
} from './harness/panel';
import { EDITS } from './harness/report-edits';

test.use({ inCommon: true });

const UNDO: readonly ((panel: Page) => Promise<void>)[] = [
  (panel) => panel.locator('.panel-header').getByRole('button', { name: 'Undo' }).click(),
  (panel) => panel.keyboard.press('Control+z'),
];
const REDO: readonly ((panel: Page) => Promise<void>)[] = [
  (panel) => panel.locator('.panel-header').getByRole('button', { name: 'Redo' }).click(),
  (panel) => panel.keyboard.press('Control+Shift+Z'),
  (panel) => panel.keyboard.press('Control+y'),
];

test('every kind of edit is undone and redone, on the screen and in the export', {
  tag: '@long',
}, async ({ extension }) => {
  const panel = await lakeReport(extension);
  await includeInbox(panel);
  let markdown = await exportReport(panel);
  for (const [at, edit] of EDITS.entries()) {
    const isTakenBack = LONG || edit.isOfNewKind === true;
    await test.step(edit.name, async () => {
      const before = { shown: await shownReport(panel), markdown };
      const steps = Array.from({ length: edit.steps ?? 1 });
      await edit.act(panel);
      await expectShown(panel, edit.shown);
      markdown = await exportReport(panel);
      for (const words of edit.exported) expect(markdown).toContain(words);
      for (const words of edit.gone ?? []) expect(markdown).not.toContain(words);
      expect(markdown).not.toBe(before.markdown);
      if (!isTakenBack) return;

      for (const _ of steps) await UNDO[at % UNDO.length]?.(panel);
      await expectShown(panel, before.shown);
      expect(await exportReport(panel)).toBe(before.markdown);

      for (const _ of steps) await REDO[at % REDO.length]?.(panel);
      await expectShown(panel, edit.shown);
      expect(await exportReport(panel)).toBe(markdown);
    });
  }
  // Undoes all steps and redoes them.
  const { length } = EDITS.flatMap((edit) => Array.from({ length: edit.steps ?? 1 }));
  for (let step = 0; step < length; step += 1) await panel.keyboard.press('Control+z');
  await expectShown(panel, ['Lakes in spring', ...INBOX]);
  for (let step = 0; step < length; step += 1) await panel.keyboard.press('Control+Shift+Z');
  await expectShown(panel, EDITS.at(-1)?.shown ?? []);
  expect(await exportReport(panel)).toBe(markdown);
});

test('things are dragged by pointer, grabbed by key, selected, tagged and binned together', async ({
  extension,
}) => {
  const panel = await lakeReport(extension);
  await addSection(panel, 'Levels');
  await addSection(panel, 'Causes');
  const grip = (words: string) => itemWith(panel, words).locator('.grip');
  const head = (name: string) => panel.locator('[data-section]').filter({ hasText: name });

  await test.step('by pointer', async () => {
    await grip(WINTER).dragTo(head('Causes'));
    await expectShown(panel, [
      ...['Lakes in spring', '# Levels', '# Causes', `> ${WINTER}`],
      ...['# Inbox', `> ${HIGHEST}`, `> ${WEIR}`],
    ]);
    await grip(WEIR).dragTo(itemWith(panel, HIGHEST), { targetPosition: { x: 80, y: 5 } });
    await head('Causes')
      .locator('.grip')
      .dragTo(head('Levels'), { targetPosition: { x: 80, y: 2 } });
    await expectShown(panel, [
      ...['Lakes in spring', '# Causes', `> ${WINTER}`, '# Levels'],
      ...['# Inbox', `> ${WEIR}`, `> ${HIGHEST}`],
    ]);
  });

  await test.step('dragging near the footer scrolls the page; dropping outside changes nothing', async () => {
    await panel.setViewportSize({ width: 400, height: 500 });
    const size = await grip(WINTER).boundingBox();
    if (size === null) throw new Error('no grip');
    await panel.mouse.move(size.x + 12, size.y + 12);
    await panel.mouse.down();
    await panel.mouse.move(200, 350, { steps: 4 });
    await panel.mouse.move(200, 430, { steps: 4 });
    await expect.poll(() => panel.evaluate(() => scrollY)).toBeGreaterThan(60);
    await expect(panel.locator('.drop-line')).toBeAttached();
    await panel.mouse.move(200, 30, { steps: 4 });
    await panel.mouse.up();
    await expect(panel.locator('.drop-line')).toHaveCount(0);
    await panel.setViewportSize({ width: 400, height: 860 });
    await expectShown(panel, [
      ...['Lakes in spring', '# Causes', `> ${WINTER}`, '# Levels'],
      ...['# Inbox', `> ${WEIR}`, `> ${HIGHEST}`],
    ]);
  });

  await test.step('by key', async () => {
    await panel.getByRole('button', { name: /^Move: It is the highest/ }).press('Enter');
    for (const _ of [1, 2]) await panel.keyboard.press('ArrowUp');
    await expect(panel.getByText('“Levels”, position 1 of 1')).toBeAttached();
    await panel.keyboard.press('Enter');
    await expect(panel.getByText('Moved to “Levels”.')).toBeVisible();
    await expect(panel.getByRole('button', { name: /^Move: It is the highest/ })).toBeFocused();
  });

  const filed = [
    ...['Lakes in spring', '# Causes', `> ${WINTER}`],
    ...['# Levels', `> ${HIGHEST}`, '# Inbox', `> ${WEIR}`],
  ];
  await test.step('a selection', async () => {
    await panel.keyboard.press('ArrowUp');
    await panel.keyboard.press('Shift+ArrowDown');
    await expect(panel.getByRole('toolbar', { name: '2 selected' })).toBeVisible();
    await panel.keyboard.press('t');
    await panel.keyboard.type('spring, north');
    await panel.keyboard.press('Enter');
    await panel.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(panel.locator('.tag')).toHaveCount(4);
    await panel.keyboard.press('Delete');
    await expectShown(panel, ['Lakes in spring', '# Causes', '# Levels', '# Inbox', `> ${WEIR}`]);
    await panel.keyboard.press('Control+z');
    await expectShown(panel, filed);
    await panel.reload();
    await expectShown(panel, filed);
    await expect(panel.locator('.tag')).toHaveText(['north', 'spring', 'north', 'spring']);
  });

  await test.step('a report that was made or deleted, by the same undo', async () => {
    await createReport(panel, 'Another');
    await panel.keyboard.press('Control+z');
    await expectShown(panel, filed);
    await panel.keyboard.press('Control+y');
    await expectShown(panel, ['Another']);
    await choose(panel, 'Report actions', 'Delete report');
    await expectShown(panel, filed);
    await panel.keyboard.press('Control+z');
    await expectShown(panel, ['Another']);
  });
});

test('the copied Markdown is the downloaded one', async ({ extension }) => {
  const panel = await lakeReport(extension);
  const downloaded = await exportReport(panel);
  await choose(panel, 'Export', 'Copy Markdown');
  await expect(panel.getByText('The report was copied as Markdown.')).toBeVisible();
  const elsewhere = await extension.context.newPage();
  await elsewhere.setContent('<textarea autofocus></textarea>');
  await elsewhere.getByRole('textbox').press('Control+v');
  await expect(elsewhere.getByRole('textbox')).toHaveValue(downloaded);
});

test.describe('a page that closes', () => {
  test('an edit right before the panel closes is stored, whatever was still pending', async ({
    extension,
  }) => {
    const panel = await lakeReport(extension);
    // The worker has to start for the first edit, so the others wait behind it.
    await extension.stopServiceWorker();
    await itemWith(panel, WINTER).focus();
    for (const key of ['Alt+ArrowUp', 'Alt+ArrowUp', 'Delete', 'Control+z']) {
      await panel.keyboard.press(key);
    }
    await panel.close();
    const again = await extension.openExtensionPage('sidepanel.html');
    await expectShown(again, [
      ...['Lakes in spring', '# Inbox', `> ${WINTER}`, `> ${HIGHEST}`, `> ${WEIR}`],
    ]);
  });
});

test('while the user types in a statement, undo and redo apply to the typing', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Drafts');
  await panel.getByRole('button', { name: 'Write a statement' }).click();
  await panel.keyboard.type('The lake rose');
  const box = panel.getByRole('textbox', { name: 'Text of the statement' });
  await panel.keyboard.press('Control+z');
  await expect(box).toHaveText('');
  await panel.keyboard.press('Control+Shift+Z');
  await expect(box).toHaveText('The lake rose');
  await panel.keyboard.press('Escape');
  await expectShown(panel, ['Drafts', '- The lake rose']);
});

test('two windows on one report see each other’s edits at once, and each undoes its own', async ({
  extension,
}) => {
  const one = await lakeReport(extension);
  const two = await extension.openExtensionPage('sidepanel.html');
  await expectShown(two, ['Lakes in spring', ...INBOX]);

  await addSection(one, 'Levels');
  await expectShown(two, ['Lakes in spring', '# Levels', ...INBOX]);
  await two.getByRole('button', { name: 'Write a statement – Levels' }).click();
  await two.keyboard.type('The north rose');
  const seen = one.getByText('The north rose');
  await expect(seen).toBeVisible();

  // Edits the name in one window and a statement in the other at the same time.
  await Promise.all([
    (async () => {
      await choose(one, 'Actions on “Levels”', 'Rename…');
      await answerName(one, 'Levels in April');
    })(),
    two.keyboard.type(' by 44 centimetres'),
  ]);
  await two.keyboard.press('Escape');
  const both = [
    'Lakes in spring',
    '# Levels in April',
    '- The north rose by 44 centimetres',
    ...INBOX,
  ];
  await expectShown(one, both);
  await expectShown(two, both);

  // The latest edit is the other window's, but Undo takes back this window's own.
  await one.locator('.panel-header').getByRole('button', { name: 'Undo' }).click();
  const undone = ['Lakes in spring', '# Levels', '- The north rose by 44 centimetres', ...INBOX];
  await expectShown(one, undone);
  await expectShown(two, undone);
  expect(await exportReport(one)).toBe(await exportReport(two));

  await clip(extension, ARTICLE, 'agrees to within a centimetre');
  await expect(itemWith(one, 'agrees to within a centimetre')).toBeVisible();
  await expect(itemWith(two, 'agrees to within a centimetre')).toBeVisible();
});
