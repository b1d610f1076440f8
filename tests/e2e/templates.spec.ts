import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST, panelAfter } from './harness/lake-report';
import { addSection, choose, createReport, expectShown, switchReport } from './harness/panel';
import { storePassages } from './harness/store-clips';
import { verifyReport } from './harness/verification';

test('the next issue of a report has its sections, a copy has all of it, and both survive a restart', {
  tag: '@long',
}, async ({ launch, profile, pages }) => {
  const first = await launch({ profile, origins: ['http://hydrology.example/*'] });
  let panel = await panelAfter(first, (page) =>
    storePassages(page, 'Lakes, April 2026', [[ARTICLE, HIGHEST]]),
  );
  await addSection(panel, 'Levels');
  await addSection(panel, 'Weirs');
  pages.replace(ARTICLE, pages.read(ARTICLE).replace('the highest reading', 'the lowest reading'));
  expect(await verifyReport(panel)).toMatchObject([{ verdict: 'altered' }]);

  // Makes the next issue with the mouse.
  await choose(panel, 'Report actions', 'New report from this one…');
  const dialog = panel.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toHaveValue('Lakes, May 2026');
  await expect(
    dialog.getByRole('checkbox', { name: 'And a list of 1 quote that no longer stands' }),
  ).toBeChecked();
  await dialog.getByRole('button', { name: 'Create' }).click();
  const issue = [
    'Lakes, May 2026',
    '# What changed since',
    `- Altered (a comparison: highest → lowest): “${HIGHEST}” [A]`,
    `> ${HIGHEST}`,
    '# Levels',
    '# Weirs',
  ];
  await expectShown(panel, issue);
  await expect(panel.locator('.report-switch')).toBeFocused();
  // Undoes the creation and makes it again. What the notice undoes goes to the bin completely.
  await panel.locator('.snackbar').getByRole('button', { name: 'Undo' }).click();
  const difference = HIGHEST.replace('highest ', 'removed: highestadded: lowest ');
  const last = ['Lakes, April 2026', '# Levels', '# Weirs', '# Inbox', `> ${difference}`];
  await expectShown(panel, last);

  // Makes a copy with the keyboard.
  await panel.getByRole('button', { name: 'Report actions' }).press('Enter');
  await panel.keyboard.type('New');
  await panel.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await dialog.getByRole('radio', { name: /^Its sections/ }).press('ArrowDown');
  await expect(dialog.getByRole('textbox')).toHaveValue('Copy of Lakes, April 2026');
  await panel.keyboard.press('Enter');
  await expect(panel.locator('.report-switch-title')).toHaveText('Copy of Lakes, April 2026');
  await expect(panel.getByText(HIGHEST)).toBeVisible();
  await first.close();

  const second = await launch({ profile });
  panel = await second.openExtensionPage('sidepanel.html');
  await expect(panel.locator('.report-switch-title')).toHaveText('Copy of Lakes, April 2026');
  await expect(panel.getByText(HIGHEST)).toBeVisible();
  // The undone issue is in the bin and can be restored from there.
  await choose(panel, 'Report actions', 'Bin (1)');
  // The bin takes the focus when it is drawn. Before that, Enter would press its Back button.
  await expect(panel.getByRole('button', { name: 'Back', exact: true })).toBeFocused();
  await panel.getByRole('button', { name: 'Restore: Lakes, May 2026' }).press('Enter');
  await expectShown(panel, issue);
  await createReport(panel, 'Blank');
  await expectShown(panel, ['Blank']);
  await switchReport(panel, 'Lakes, April 2026');
  await expectShown(panel, last);
});
