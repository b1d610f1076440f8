import type { Page } from '@playwright/test';
import { exportReport } from './harness/export-report';
import { exportBundle, openBundle } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { lakeReport } from './harness/lake-report';
import { addSection, createReport, expectShown, itemWith, shownReport } from './harness/panel';

async function writeStatement(panel: Page, section: string, words: string): Promise<void> {
  await panel.getByRole('button', { name: `Write a statement – ${section}` }).click();
  await panel.keyboard.type(words);
  await panel.keyboard.press('Escape');
  await expect(itemWith(panel, words)).toBeVisible();
}

/** Types at the end of a statement. */
async function addWords(panel: Page, statement: string, words: string): Promise<void> {
  await itemWith(panel, statement).getByRole('button', { name: 'Edit' }).click();
  await panel.keyboard.press('End');
  await panel.keyboard.type(words);
  await panel.keyboard.press('Escape');
  await expect(itemWith(panel, words)).toBeVisible();
}

test.use({ inCommon: true });

test('two people edit copies of a report, send each other bundles, and have the same report', async ({
  extension: ana,
  launch,
}) => {
  const hers = await lakeReport(ana);
  await addSection(hers, 'Levels');
  await writeStatement(hers, 'Levels', 'The lake rose');
  const first = await exportBundle(hers);

  const ben = await launch();
  const his = await ben.openExtensionPage('sidepanel.html');
  await expect(his.getByRole('button', { name: 'New report…' })).toBeVisible();
  expect(await openBundle(his, first, 'Merge')).toContain('3 clips');
  await expectShown(his, await shownReport(hers));

  // The two edit independently: one adds a section and the end of a sentence, the other adds
  // another end.
  await addWords(hers, 'The lake rose', ' by 44 centimetres');
  await addSection(hers, 'Outlook');
  await addWords(his, 'The lake rose', ', as every spring');
  await writeStatement(his, 'Levels', 'The south basin fell');

  const fromHim = await exportBundle(his);
  const fromHer = await exportBundle(hers);
  const cameToHer = await openBundle(hers, fromHim, 'Merge');
  expect(cameToHer).toContain('1 statement');
  expect(cameToHer).toContain('changed by two people, each in their own copy');
  await openBundle(his, fromHer, 'Merge');

  const merged = await shownReport(hers);
  await expectShown(his, merged);
  const words = merged.join('\n');
  for (const part of ['by 44 centimetres', 'as every spring', 'The south basin fell', 'Outlook']) {
    expect(words).toContain(part);
  }
  expect(await exportReport(his)).toBe(await exportReport(hers));
  for (const panel of [hers, his]) {
    await expect(panel.getByText('Two people changed this, each in their own copy')).toHaveCount(1);
  }

  // Opening the same files again changes nothing.
  expect(await openBundle(hers, fromHim, 'Merge')).toContain('The bundle changed nothing');
  expect(await openBundle(his, fromHer, 'Merge')).toContain('The bundle changed nothing');
  await expectShown(hers, merged);

  // Both have merged, so both read it. The mark then goes and later merges do not bring it back.
  for (const panel of [hers, his]) {
    await panel.getByRole('button', { name: 'Mark as read' }).click();
    await expect(panel.getByText('Two people changed this, each in their own copy')).toHaveCount(0);
  }
  await openBundle(his, await exportBundle(hers), 'Merge');
  await openBundle(hers, await exportBundle(his), 'Merge');
  for (const panel of [hers, his]) {
    await expect(panel.getByText('Two people changed this, each in their own copy')).toHaveCount(0);
  }
  await expectShown(his, await shownReport(hers));
});

test('a section of one report is inserted under a section of another, and removed by undo', {
  tag: '@long',
}, async ({ extension: ana, launch }) => {
  const hers = await lakeReport(ana);
  await addSection(hers, 'Levels');
  await writeStatement(hers, 'Levels', 'The lake rose');
  const item = itemWith(hers, 'It is the highest reading');
  await item.getByRole('button', { name: 'Actions on this clip' }).click();
  await hers.getByRole('menuitem', { name: 'Move to…' }).click();
  await hers.getByRole('dialog').getByRole('combobox').selectOption({ label: 'Levels' });
  await hers.getByRole('button', { name: 'Move', exact: true }).click();
  const levels = await exportBundle(hers, 'Levels');

  const ben = await launch();
  const his = await ben.openExtensionPage('sidepanel.html');
  await createReport(his, 'The year');
  await addSection(his, 'Spring');
  expect(await openBundle(his, levels, 'Insert', 'Spring')).toContain('1 section');
  const shown = [
    'The year',
    '# Spring',
    '## Levels',
    '- The lake rose',
    '> It is the highest reading since the gauge was moved',
  ];
  await expectShown(his, shown);
  const passage = itemWith(his, 'It is the highest reading').getByRole('link');
  await expect(passage).toHaveAttribute('href', /bulletin-april-2026#:~:text=/);
  await his.locator('.snackbar').getByRole('button', { name: 'Undo' }).click();
  await expectShown(his, ['The year', '# Spring']);
});
