import type { Page } from '@playwright/test';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';

const HOST = 'http://hydrology.example';
const WORDS = 'The gauge was read at dawn.';
const BUSY = `${HOST}/busy`;

const htmlWith = (frames: string, words = WORDS) =>
  `<!doctype html><html lang="en"><title>Gauges</title><p>${words}</p>${frames}`;

test.use({ inCommon: true });

/** Puts the page in the tab without waiting for its frames, which may never load. */
async function open(page: Page): Promise<void> {
  await page.goto(BUSY, { waitUntil: 'commit' });
  await page.locator('p').first().waitFor();
}

/** Returns the quote of each clip in the library; null for a clip of a whole page. */
async function quotes(popup: Page): Promise<readonly unknown[]> {
  const { clips, pins } = await dumpLibrary(popup);
  return (clips as { id: string }[]).map(
    ({ id }) =>
      (pins as { clipId: string; quote: string }[]).find((pin) => pin.clipId === id)?.quote ?? null,
  );
}

const clipButton = (popup: Page) => popup.locator('.popup-clip > button');

test.describe('a frame that does not answer', () => {
  const never = () => new Promise<void>(() => undefined);
  for (const [name, frames, words, label, tag = []] of [
    [
      'at javascript:',
      '<iframe src="javascript:void(0)"></iframe>',
      true,
      'Clip selection',
      '@long',
    ],
    ['that never loads', `<iframe src="${HOST}/never"></iframe>`, true, 'Clip selection'],
    [
      'that never loads, without a selection',
      `<iframe src="${HOST}/never"></iframe>`,
      false,
      'Clip this page',
    ],
  ] as const) {
    test(`${name} does not hold back the popup’s buttons`, { tag }, async ({
      extension,
      pages,
    }) => {
      pages.replace(BUSY, htmlWith(frames));
      pages.replace(`${HOST}/never`, { body: '<p>Late', when: never });
      const page = await extension.context.newPage();
      await open(page);
      if (words) await selectText(page, { text: WORDS });
      const popup = await extension.triggerAction(page);
      await expect(clipButton(popup)).toHaveText(label);
      await expect(clipButton(popup)).toBeEnabled();
      await expect(popup.locator('.popup-selection')).toHaveText(words ? [WORDS] : []);
      await clipButton(popup).click();
      await expect(popup.locator('.popup-saved')).toBeVisible();
      expect(await quotes(popup)).toEqual(words ? [WORDS] : [null]);
    });
  }

  test('a selection in another frame is found all the same', async ({ extension, pages }) => {
    const framed = `<iframe src="${HOST}/never"></iframe><iframe id="words" src="${HOST}/words"></iframe>`;
    pages.replace(BUSY, htmlWith(framed, 'Nothing here.'));
    pages.replace(`${HOST}/never`, { body: '<p>Late', when: never });
    pages.replace(`${HOST}/words`, htmlWith(''));
    const page = await extension.context.newPage();
    await open(page);
    await page.frameLocator('#words').locator('p').selectText();
    const popup = await extension.triggerAction(page);
    await expect(clipButton(popup)).toHaveText('Clip selection');
  });
});

/** Blocks the page's script until it is told to stop, at most a minute. */
async function block(page: Page): Promise<void> {
  await page.evaluate((url) => {
    setTimeout(() => {
      const request = new XMLHttpRequest();
      request.open('GET', url, false);
      request.send();
    });
  }, `${HOST}/held`);
}

test('while a page’s script blocks, the popup says that it has not answered, and the key shows a badge', async ({
  extension,
  pages,
}) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  pages.replace(BUSY, htmlWith(''));
  pages.replace(`${HOST}/held`, { body: '', when: () => released });
  const page = await extension.context.newPage();
  await open(page);
  await selectText(page, { text: WORDS });
  // The driver cannot attach to a popup while a page blocks, so the popup is there before.
  const popup = await extension.triggerAction(page);
  await expect(clipButton(popup)).toHaveText('Clip selection');
  await block(page);
  await expect.poll(() => pages.requests.some(({ url }) => url === `${HOST}/held`)).toBe(true);
  await popup.reload();
  await expect(popup.getByText('The page has not answered yet')).toBeVisible();
  await expect(clipButton(popup)).toBeEnabled();
  await pressKey(extension);
  const badge = () =>
    popup.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      return chrome.action.getBadgeText(tab?.id === undefined ? {} : { tabId: tab.id });
    });
  await expect.poll(badge).toBe('…');
  release();
  await expect.poll(badge).toBe('✓');
  await expect(popup.getByText('The page has not answered yet')).toBeHidden();
  expect(await quotes(popup)).toEqual([WORDS]);
});

/** Fires the event of the clip key like the browser does. */
async function pressKey(extension: ExtensionBrowser): Promise<void> {
  const worker = await extension.serviceWorker();
  await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const { onCommand } = chrome.commands as unknown as {
      onCommand: { dispatch(...args: unknown[]): void };
    };
    onCommand.dispatch('clip-selection', tab);
  });
}

const SECOND = 'The ice went out on the ninth.';

for (const [name, isStopped] of [
  ['has ended', false],
  ['was stopped', true],
] as const) {
  test(`a page that still loads: each press of the key clips what is selected at that moment, when its loading ${name}`, async ({
    extension,
    pages,
  }) => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    pages.replace(
      BUSY,
      `${htmlWith('')}<p>${SECOND}</p><script src="${HOST}/slow.js"></script><p>The rest.</p>`,
    );
    pages.replace(`${HOST}/slow.js`, { body: '', when: () => released });
    const page = await extension.context.newPage();
    await open(page);
    await page.getByText(SECOND).waitFor();
    const popup = await extension.triggerAction(page);
    await page.getByText(WORDS).selectText();
    await pressKey(extension);
    const toast = await closedShadow(page, 'pincite-toast');
    await expect.poll(() => toast.text()).toContain('This page is still loading.');
    await page.getByText(SECOND).selectText();
    await pressKey(extension);
    if (isStopped) await page.evaluate(() => stop());
    else release();
    await expect.poll(() => toast.text()).toContain('Saved to Inbox');
    await expect.poll(async () => (await quotes(popup)).toSorted()).toEqual([WORDS, SECOND]);
    await popup.reload();
    await popup.getByRole('button', { name: 'Check my clips of this page' }).click();
    await expect(popup.getByText('2 of 2 quotes')).toBeVisible();
  });
}
