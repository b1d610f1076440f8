import type { Page } from '@playwright/test';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { openPrivately } from '@/scripts/browser/open-privately';
import { selectText } from '@/scripts/browser/text-position';
import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST, WEIR } from './harness/lake-report';
import { dumpLibrary } from './harness/library';

const SITE = 'http://hydrology.example/*';

/** Presses "Clip selection" in the popup for a tab. Returns the popup. */
async function pressClip(extension: ExtensionBrowser, page: Page, text: string): Promise<Page> {
  await selectText(page, { text });
  const popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Clip selection' }).click();
  return popup;
}

test('in a private window nothing is kept before the user agrees', async ({ launch }) => {
  const extension = await launch({ origins: [SITE], inPrivate: true });
  const options = await extension.openExtensionPage('options.html');
  const kept = async () => {
    const { local, session } = await options.evaluate(async () => ({
      local: await chrome.storage.local.get(),
      session: await chrome.storage.session.get(),
    }));
    return JSON.stringify([await dumpLibrary(options), local, session]);
  };
  await options.evaluate(() =>
    chrome.storage.local.set({ 'highlight:http://hydrology.example/*': true }),
  );
  const worker = await extension.serviceWorker();
  await expect
    .poll(() => worker.evaluate(() => chrome.scripting.getRegisteredContentScripts()))
    .toHaveLength(1);
  // The background writes the mark of a new library some time after its start.
  await expect.poll(() => hasOwnMark(options)).toBe(true);
  const before = await kept();
  const page = await openPrivately(extension, ARTICLE);

  await test.step('the toast shows where to answer, and a no leaves no trace', async () => {
    const popup = await pressClip(extension, page, HIGHEST);
    await expect(popup.getByRole('alert')).toHaveText(
      'This is a private window. Keep this clip, with its address, in your library?',
    );
    await expect(popup.getByRole('button', { name: / clips on / })).toHaveCount(0);
    const toast = await closedShadow(page, 'pincite-toast');
    await expect
      .poll(() => toast.text())
      .toContain('Not kept yet: this is a private window. Open Pincite’s window');
    expect(await toast.text()).not.toContain('Keep');
    const badges = () =>
      worker.evaluate(async () => {
        const tabs = await chrome.tabs.query({ url: 'http://hydrology.example/*' });
        return Promise.all(tabs.map(({ id }) => chrome.action.getBadgeText({ tabId: id ?? 0 })));
      });
    await expect.poll(badges).toEqual(['?']);
    await popup.getByRole('button', { name: 'Don’t keep' }).press('Enter');
    await expect(page.locator('pincite-toast')).toHaveCount(0);
    await popup.close();
    await expect.poll(kept).toBe(before);
  });

  await test.step('an unanswered clip still waits after the background stopped', async () => {
    const popup = await pressClip(extension, page, HIGHEST);
    await popup.getByRole('alert').waitFor();
    await popup.close();
    await extension.stopServiceWorker();
    await page.bringToFront();
    const later = await extension.triggerAction(page);
    await later.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(later.locator('.popup-saved')).toContainText('Saved to');
    await later.close();
    const toast = await closedShadow(page, 'pincite-toast');
    await expect.poll(() => toast.text()).toContain('Saved to');
    expect(await kept()).toContain(HIGHEST);
  });

  await test.step('a yes in the popup keeps the pending clip', async () => {
    const popup = await pressClip(extension, page, WEIR);
    await expect(popup.getByRole('button', { name: 'Keep', exact: true })).toBeFocused();
    await popup.keyboard.press('Enter');
    await expect(popup.locator('.popup-saved')).toContainText('Saved to');
    await popup.close();
    expect(await kept()).toContain(WEIR);
  });

  await test.step('no clip is shown there, and a check is stored after the user agrees', async () => {
    await page.reload();
    const ordinary = await extension.context.newPage();
    await ordinary.goto(ARTICLE);
    const shown = (of: Page) => of.evaluate(() => CSS.highlights.get('pincite-clip')?.size ?? 0);
    await expect.poll(() => shown(ordinary)).toBe(2);
    await ordinary.close();
    expect(await shown(page)).toBe(0);
    const popup = await extension.triggerAction(page);
    await popup.getByRole('button', { name: 'Check my clips of this page' }).click();
    await expect(popup.locator('[role=status]')).toContainText(['so nothing was stored']);
    const checks = async () => (await dumpLibrary(options))['checks'] ?? [];
    expect(await checks()).toEqual([]);
    await popup.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect.poll(checks).toHaveLength(2);
    await popup.close();
  });
});

/** Returns whether the settings name the database that is there, and not that of another profile. */
async function hasOwnMark(options: Page): Promise<boolean> {
  const { libraryMark } = await options.evaluate(() => chrome.storage.local.get('libraryMark'));
  const { databaseId } = (libraryMark ?? {}) as { readonly databaseId?: string };
  const { meta } = await dumpLibrary(options);
  return databaseId !== undefined && JSON.stringify(meta).includes(databaseId);
}
