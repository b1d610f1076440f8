import { closedShadow } from '@/scripts/browser/closed-shadow';
import { selectText } from '@/scripts/browser/text-position';
import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST } from './harness/lake-report';

test('from the introduction to the first exported citation: four acts after the selection', async ({
  launch,
}) => {
  const extension = await launch({ keepWelcome: true });
  const welcome = extension.context.pages().find((each) => each.url().endsWith('/welcome.html'));
  if (welcome === undefined) throw new Error('The introduction did not open.');
  await welcome.getByRole('button', { name: 'Select a sentence' }).click();
  await welcome.getByRole('button', { name: 'Clip selection' }).click();
  const steps = welcome.locator('.practice-next li');
  await expect(steps).toHaveText([
    /press Alt\+Shift\+S\. A notice/,
    'Open the panel, as the notice says.',
    /choose “Export”, then “Copy Markdown”, or press Alt\+Shift\+E\./,
  ]);

  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await selectText(page, { text: HIGHEST });
  await extension.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const popup = await extension.triggerAction(page);
  let acts = 0;
  const act = async (run: () => Promise<unknown>) => {
    acts += 1;
    await run();
  };
  // Headless Chromium has no shortcuts; the popup's button stands for the key.
  await act(() => popup.getByRole('button', { name: 'Clip selection' }).click());
  const toast = await closedShadow(page, 'pincite-toast');
  await expect.poll(() => toast.text()).toContain('Open panel');
  await act(() => toast.click('.to-panel'));
  const panel = await extension.sidePanel();
  await expect(panel.locator('.card')).toContainText(HIGHEST);
  await act(() => panel.getByRole('button', { name: 'Export', exact: true }).click());
  await act(() => panel.getByRole('menuitem', { name: 'Copy Markdown' }).click());
  await expect(panel.locator('.snackbar')).toBeVisible();
  const copied = await panel.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(HIGHEST);
  expect(copied).toContain('#:~:text=');
  expect(acts).toBe(4);
});

test('the popup opens with the focus on its main button, so Enter clips', async ({ extension }) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await selectText(page, { text: HIGHEST });
  const popup = await extension.triggerAction(page);
  await expect(popup.getByRole('button', { name: 'Clip selection' })).toBeFocused();
  await popup.keyboard.press('Enter');
  await expect(popup.locator('.popup-saved')).toBeVisible();
});
