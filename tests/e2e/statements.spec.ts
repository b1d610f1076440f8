import { complaints } from './harness/complaints';
import { exportReport } from './harness/export-report';
import { expect, test } from './harness/fixtures';
import { HIGHEST, lakeReport, WEIR, WINTER } from './harness/lake-report';
import { expectShown, itemWith } from './harness/panel';

test.use({ inCommon: true });

test('a statement is written, cites clips found by search, and takes pasted links as citations, by keyboard alone', async ({
  extension,
}) => {
  const panel = await lakeReport(extension);
  await panel.getByRole('button', { name: 'Write a statement' }).press('Enter');
  const box = panel.getByRole('textbox', { name: 'Text of the statement' });
  await expect(box).toBeFocused();
  await panel.keyboard.type('Winter held on. The north rose.');
  await panel.keyboard.press('Home');
  for (const _ of 'Winter held on') await panel.keyboard.press('ArrowRight');

  await test.step('one key cites the first clip that a search finds, beside its sentence', async () => {
    await panel.keyboard.press('Control+k');
    const dialog = panel.getByRole('dialog', { name: 'Cite clips' });
    await expect(dialog.getByText('Winter held on.', { exact: true })).toBeVisible();
    await panel.keyboard.type('HIVER');
    await expect(dialog.getByRole('checkbox')).toHaveCount(1);
    expect(await complaints(panel)).toEqual([]);
    await panel.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(box).toHaveText('Winter held on A. The north rose.');
    await expect(box).toBeFocused();
  });

  await test.step('arrows and Space choose several', async () => {
    await panel.keyboard.press('End');
    await panel.keyboard.press('ArrowLeft');
    await panel.keyboard.press('Control+k');
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Space');
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Space');
    await panel.keyboard.press('Enter');
    await expect(box).toHaveText('Winter held on A. The north rose B C.');
  });

  await test.step('a pasted link becomes a citation', async () => {
    const elsewhere = await extension.context.newPage();
    await elsewhere.setContent(
      '<p>Snow lay long (<a href="https://mountains.example/survey#:~:text=Late%20snow">Snow survey</a>).</p>',
    );
    await elsewhere.keyboard.press('Control+a');
    await elsewhere.keyboard.press('Control+c');
    await elsewhere.close();
    await panel.bringToFront();
    await panel.keyboard.press('End');
    await panel.keyboard.type(' ');
    await panel.keyboard.press('Control+v');
    await expect(box).toContainText('Snow lay long');
    await expect(box.locator('.cite')).toHaveCount(4);
    await panel.keyboard.press('Escape');
  });

  const prose = '- Winter held on [A]. The north rose [B] [C]. Snow lay long [D].';
  const shown = ['# Inbox', `> ${HIGHEST}`, `> ${WEIR}`, `> ${WINTER}`];
  await expectShown(panel, ['Lakes in spring', prose, ...shown, '> Late snow']);
  const markdown = await exportReport(panel);
  expect(markdown).toContain('Winter held on ([Niveaux');
  expect(markdown).toContain(
    'Snow lay long ([Snow survey](https://mountains.example/survey#:~:text=Late%20snow)).',
  );

  // The first undo keeps the pasted words without a citation, the second removes them.
  await panel.keyboard.press('Control+z');
  const plain = '- Winter held on [A]. The north rose [B] [C]. Snow lay long (Snow survey).';
  await expectShown(panel, ['Lakes in spring', plain, ...shown]);
  await panel.keyboard.press('Control+Shift+Z');
  await expectShown(panel, ['Lakes in spring', prose, ...shown, '> Late snow']);
  await itemWith(panel, 'Winter held on')
    .getByRole('button', { name: /^Citation D/ })
    .press('Enter');
  await expect(itemWith(panel, 'Late snow').last()).toBeFocused();
});
