import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import { storeQuotes } from './harness/made-library';
import { createReport, itemWith, switchReport } from './harness/panel';

const QUOTES = [
  { url: 'http://lacs.example/a', quote: 'Le niveau de l’été a baissé de 44 centimètres.' },
  { url: 'http://lacs.example/a', quote: 'Die Straße am Ufer ist gesperrt.' },
  { url: 'http://rivers.example/b', quote: 'The reservoir stood at 61 per cent in summer.' },
  { url: 'http://rivers.example/b', quote: 'The reservoir  stood at 61\u00a0per cent in summer.' },
  ...Array.from({ length: 40 }, (_, at) => ({
    url: `http://gauges.example/${at}`,
    quote: `Gauge ${at} showed the mean level.`,
  })),
];

test.use({ inCommon: true });

test('the whole library: found by key, shown in its report, moved, freed of duplicates', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Rivers');
  await storeQuotes(panel, QUOTES);
  await switchReport(panel, 'Rivers');
  const field = panel.getByRole('searchbox', { name: 'Search the library' });
  const results = panel.getByRole('list', { name: 'Clips found' }).getByRole('listitem');

  await test.step('a key opens it; the search ignores accents, and marks the words', async () => {
    await panel.locator('main').press('/');
    await expect(field).toBeFocused();
    await expect(panel.getByText(`${QUOTES.length} clips found`)).toBeVisible();
    await panel.keyboard.type('ete centimetres');
    await expect(panel.getByText('1 clip found')).toBeVisible();
    await expect(results.locator('mark')).toHaveText(['été', 'centimètres']);
    expect(await complaints(panel)).toEqual([]);
    await field.fill('strasse');
    await expect(results.locator('mark')).toHaveText(['Straße']);
  });

  await test.step('filters show only matching clips', async () => {
    await field.fill('reservoir');
    await expect(panel.getByText('2 clips found')).toBeVisible();
    await field.fill('');
    await expect(panel.getByText(`${QUOTES.length} clips found`)).toBeVisible();
    await panel.getByRole('button', { name: 'Filters' }).click();
    await panel.getByLabel('Site').selectOption('rivers.example');
    await expect(panel.getByText('2 clips found')).toBeVisible();
    await expect(panel.getByRole('button', { name: '1 filter' })).toBeVisible();
    expect(await complaints(panel)).toEqual([]);
    await panel.getByRole('button', { name: 'Show all' }).click();
    await panel.getByRole('button', { name: 'Filters' }).click();
  });

  await test.step('a long list is rendered while scrolling, and announces its length', async () => {
    await expect(results.first()).toHaveAttribute('aria-setsize', String(QUOTES.length));
    await results.last().scrollIntoViewIfNeeded();
    await expect(results).toHaveCount(QUOTES.length);
    await field.focus();
  });

  await test.step('by key to a clip in its report', async () => {
    await field.fill('"gauge 17"');
    await expect(panel.getByText('1 clip found')).toBeVisible();
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Enter');
    await expect(panel.locator('.report-switch-title')).toHaveText('From the shelf');
    await expect(itemWith(panel, 'Gauge 17 showed')).toBeFocused();
  });

  await test.step('from the search of the report to that of the library, and back', async () => {
    await panel.keyboard.press('/');
    await panel.keyboard.type('gauge 3');
    await panel.getByRole('button', { name: 'Search the whole library for this' }).click();
    await expect(field).toHaveValue('gauge 3');
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('Escape');
    await expect(field).toBeHidden();
  });

  await test.step('a clip is moved to another report, and back', async () => {
    await panel.getByRole('button', { name: 'Search the whole library', exact: true }).click();
    await field.fill('strasse');
    await expect(panel.getByText('1 clip found')).toBeVisible();
    await panel.keyboard.press('ArrowDown');
    await results.getByRole('button', { name: 'Actions on this clip' }).click();
    await panel.getByRole('menuitem', { name: 'Move to another report…' }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
    await expect(panel.getByText('Moved to “Rivers”.')).toBeVisible();
    await expect(results.locator('.found-place')).toContainText('Rivers');
    await panel.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await expect(results.locator('.found-place')).toContainText('From the shelf');
  });

  await test.step('of two clips of one passage one is kept', async () => {
    await panel.getByRole('button', { name: 'Duplicates' }).click();
    const twins = panel.locator('.twin');
    await expect(twins).toHaveCount(2);
    expect(await complaints(panel)).toEqual([]);
    await twins
      .first()
      .getByRole('button', { name: /^Keep only this/ })
      .click();
    await expect(panel.getByText('No passage was clipped twice.')).toBeVisible();
    await panel.locator('.snackbar').getByRole('button', { name: 'Undo' }).click();
    await expect(twins).toHaveCount(2);
  });

  await test.step('the popup searches it too', async () => {
    const popup = await extension.openExtensionPage('popup.html');
    await popup.getByRole('searchbox', { name: 'Search the library' }).fill('RESERVOIR');
    await expect(popup.getByText('2 clips found').last()).toBeVisible();
    await expect(popup.locator('.recent mark').first()).toHaveText('reservoir');
    expect(await complaints(popup)).toEqual([]);
    await popup.getByRole('searchbox').fill('nowhere');
    await expect(popup.getByText('No clip matches.')).toBeVisible();
  });
});
