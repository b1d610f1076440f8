import type { Page } from '@playwright/test';
import { assignShortcut } from '@/scripts/browser/assign-shortcut';
import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';

const welcomeOf = (pages: readonly Page[]) =>
  pages.filter((page) => new URL(page.url()).pathname === '/welcome.html');

test('the introduction opens at install, and the practice text is clipped there', async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile, keepWelcome: true });
  const [welcome] = welcomeOf(first.context.pages());
  if (welcome === undefined) throw new Error('Nothing opened.');
  // The browser assigned the keys that the manifest suggests. It assigns none that it uses itself.
  await expect(welcome.locator('#shortcut + dl').getByText('Alt+Shift+S').first()).toBeVisible();
  const keys = await welcome.evaluate(async () =>
    (await chrome.commands.getAll()).flatMap(({ name, shortcut }) =>
      name?.startsWith('_') ? [] : [shortcut],
    ),
  );
  expect(keys.sort()).toEqual(['Alt+Shift+S', 'Alt+Shift+V', 'Alt+Shift+Y']);

  const select = welcome.getByRole('button', {
    name: 'Select a sentence',
  });
  const card = welcome.locator('.practice-card');

  await select.press('Enter');
  await welcome.getByRole('button', { name: 'Clip selection' }).press('Enter');
  await expect(card.locator('blockquote')).toContainText('44 centimetres');
  await expect(card.locator('.practice-link')).toHaveText(/^#:~:text=/);
  await welcome.getByRole('button', { name: 'Change the page' }).click();
  await expect(card.locator('.verdict')).toContainText('Altered');
  await expect(card.locator('ins').first()).toContainText('46');
  for (const colorScheme of ['light', 'dark'] as const) {
    await welcome.emulateMedia({ colorScheme });
    expect(await complaints(welcome)).toEqual([]);
  }
  await welcome.setViewportSize({ width: 320, height: 800 });
  const wider = () => document.documentElement.scrollWidth - innerWidth;
  expect(await welcome.evaluate(wider)).toBeLessThanOrEqual(0);

  // Presses the real key. The browser sends it to the background, which sends it to the page.
  await assignShortcut(first, 'clip-selection', 'Alt+Shift+L');
  await welcome.setViewportSize({ width: 1280, height: 800 });
  await welcome.bringToFront();
  // Every page under a driver believes that it has the focus, so none gets the event when the focus
  // returns.
  await welcome.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(welcome.locator('#shortcut + dl').getByText('Alt+Shift+L').first()).toBeVisible();
  await welcome.getByRole('button', { name: 'Change it back' }).click();
  await welcome.evaluate(() =>
    getSelection()?.selectAllChildren(document.querySelector('.practice-text') ?? document.body),
  );
  const tabId = await welcome.evaluate(async () => (await chrome.tabs.getCurrent())?.id);
  const worker = await first.serviceWorker();
  await worker.evaluate((id) => {
    const { onCommand } = chrome.commands as unknown as {
      onCommand: { dispatch(name: string, tab: { id: number | undefined }): void };
    };
    onCommand.dispatch('clip-selection', { id });
  }, tabId);
  await expect(card.locator('blockquote')).toContainText('measured again in April');
  // The practice stores nothing and does not even create a library.
  const panel = await first.openExtensionPage('sidepanel.html');
  await expect(panel.getByText('No report yet')).toBeVisible();
  expect((await dumpLibrary(panel))['clips'] ?? []).toEqual([]);
  await panel.close();

  // The way to an import: opens the real panel for it, also if the panel is already open.
  const begin = welcome.getByRole('button', { name: 'Import a report…' });
  await begin.click();
  const panelOfIntro = await first.sidePanel();
  const sheet = panelOfIntro.getByRole('dialog', { name: 'Import a report' });
  await expect(sheet).toBeVisible();
  await panelOfIntro.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await begin.click();
  await expect(sheet).toBeVisible();
  await first.close();

  // The page opens once, and again on request.
  const second = await launch({ profile, keepWelcome: true });
  const options = await second.openExtensionPage('options.html');
  expect(welcomeOf(second.context.pages())).toEqual([]);
  const opened = second.context.waitForEvent('page');
  await options.getByRole('button', { name: 'Introduction' }).press('Enter');
  const again = await opened;
  await expect(again.getByRole('heading', { name: 'Welcome to Pincite' })).toBeVisible();
  expect(welcomeOf(second.context.pages())).toHaveLength(1);
});
