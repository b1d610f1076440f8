import { exportReport } from './harness/export-report';
import { expect, test } from './harness/fixtures';
import { FRENCH, HIGHEST, lakeReport, WEIR, WINTER } from './harness/lake-report';
import { dumpEverything, dumpLibrary } from './harness/library';
import {
  addSection,
  answerName,
  answerPlace,
  choose,
  expectShown,
  itemWith,
  shownReport,
  switchReport,
} from './harness/panel';
import { storePassages } from './harness/store-clips';

test.use({ inCommon: true });

test('the notice of a deletion undoes it at once', async ({ extension }) => {
  const panel = await lakeReport(extension);
  const before = { shown: await shownReport(panel), markdown: await exportReport(panel) };
  const back = panel.locator('.snackbar').getByRole('button', { name: 'Undo' });

  await itemWith(panel, WEIR).press('Delete');
  await expect(panel.getByText(new RegExp(`^“${WEIR}.*” moved to the bin\\.$`))).toBeVisible();
  await back.click();
  await expectShown(panel, before.shown);
  await expect(itemWith(panel, WEIR)).toBeFocused();

  await choose(panel, 'Report actions', 'Delete report');
  await expect(panel.getByText('Report “Lakes in spring” moved to the bin.')).toBeVisible();
  await expect(panel.getByText('No report yet')).toBeVisible();
  await back.click();
  await expectShown(panel, before.shown);
  expect(await exportReport(panel)).toBe(before.markdown);
});

test('the bin restores a deleted item to its place after a restart', async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile });
  const plain = await first.openExtensionPage('manifest.json');
  await storePassages(plain, 'Old notes', [[FRENCH, WINTER]]);
  let panel = await lakeReport(first);
  const old = await (async () => {
    await switchReport(panel, 'Old notes');
    await expectShown(panel, ['Old notes', '# Inbox', `> ${WINTER}`]);
    const markdown = await exportReport(panel);
    await switchReport(panel, 'Lakes in spring');
    return markdown;
  })();
  await addSection(panel, 'Levels');
  await choose(panel, 'Actions on “Levels”', 'Add a subsection');
  await answerName(panel, 'Northern basin');
  await choose(itemWith(panel, HIGHEST), 'Actions on this clip', 'Move to…');
  await answerPlace(panel, 'Northern basin');
  await panel.getByRole('button', { name: 'Write a statement – Levels' }).click();
  await panel.keyboard.type('The north rose');
  await panel.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Write a statement – Levels' }).click();
  await panel.keyboard.type('The south stood still');
  await panel.keyboard.press('Escape');
  const whole = [
    'Lakes in spring',
    '# Levels',
    '- The north rose',
    '- The south stood still',
    '## Northern basin',
    `> ${HIGHEST}`,
    '# Inbox',
    `> ${WEIR}`,
    `> ${WINTER}`,
  ];
  await expectShown(panel, whole);
  const markdown = await exportReport(panel);

  await itemWith(panel, WEIR).press('Delete');
  await choose(itemWith(panel, 'The north rose'), 'Actions on this statement', 'Delete');
  await choose(panel, 'Actions on “Levels”', 'Delete');
  await expectShown(panel, ['Lakes in spring', '# Inbox', `> ${WINTER}`]);
  await switchReport(panel, 'Old notes');
  await choose(panel, 'Report actions', 'Delete report');
  await expectShown(panel, ['Lakes in spring', '# Inbox', `> ${WINTER}`]);
  await first.close();

  const second = await launch({ profile });
  panel = await second.openExtensionPage('sidepanel.html');
  await expectShown(panel, ['Lakes in spring', '# Inbox', `> ${WINTER}`]);
  await choose(panel, 'Report actions', 'Bin (4)');
  await panel.getByRole('button', { name: 'Restore: Levels' }).click();
  await panel.getByRole('button', { name: /^Restore: .*lower weir/ }).click();
  await panel.getByRole('button', { name: 'Restore: The north rose' }).click();
  await panel.getByRole('button', { name: 'Back' }).click();
  await expectShown(panel, whole);
  expect(await exportReport(panel)).toBe(markdown);

  await choose(panel, 'Report actions', 'Bin (1)');
  await panel.getByRole('button', { name: 'Restore: Old notes' }).click();
  await expectShown(panel, ['Old notes', '# Inbox', `> ${WINTER}`]);
  expect(await exportReport(panel)).toBe(old);
});

test('emptying the bin asks first, and then destroys its content', { tag: '@long' }, async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile });
  let panel = await lakeReport(first);
  await addSection(panel, 'Levels');
  await panel.getByRole('button', { name: 'Write a statement – Levels' }).click();
  await panel.keyboard.type('A sentence to be destroyed');
  await panel.keyboard.press('Escape');
  await choose(itemWith(panel, WINTER), 'Actions on this clip', 'Move to…');
  await answerPlace(panel, 'Levels');
  await choose(panel, 'Actions on “Levels”', 'Delete');
  await expect(panel.getByRole('button', { name: 'Add a section' })).toBeFocused();
  await itemWith(panel, WEIR).press('Delete');
  const left = ['Lakes in spring', '# Inbox', `> ${HIGHEST}`];
  await expectShown(panel, left);

  await choose(panel, 'Report actions', 'Bin (2)');
  const before = await dumpLibrary(panel);
  await panel.getByRole('button', { name: 'Empty the bin' }).click();
  const question = panel.getByRole('dialog', { name: 'Empty the bin?' });
  await expect(question).toContainText('This can’t be undone.');
  await panel.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(panel.getByRole('button', { name: 'Restore: Levels' })).toBeVisible();
  expect(await dumpLibrary(panel)).toEqual(before);

  await panel.getByRole('button', { name: 'Empty the bin' }).click();
  await question.getByRole('button', { name: 'Delete permanently' }).click();
  await expect(panel.getByText('The bin is empty', { exact: true })).toBeVisible();
  await panel.getByRole('button', { name: 'Back' }).click();
  await expectShown(panel, left);
  await panel.keyboard.press('Control+z');
  await expectShown(panel, left);
  const markdown = await exportReport(panel);
  await first.close();

  const second = await launch({ profile });
  panel = await second.openExtensionPage('sidepanel.html');
  await expectShown(panel, left);
  expect(await exportReport(panel)).toBe(markdown);
  const library = await dumpEverything(panel);
  expect(library['clips']).toHaveLength(1);
  expect(library['pins']).toHaveLength(1);
  expect(JSON.stringify(library)).not.toContain(WINTER);
  expect(JSON.stringify(library)).not.toContain(WEIR);
  await choose(panel, 'Report actions', 'Bin (0)');
  await expect(panel.getByText('The bin is empty', { exact: true })).toBeVisible();
});
