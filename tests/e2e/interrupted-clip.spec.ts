import type { Page, Worker } from '@playwright/test';
import { askBackground } from '@/scripts/browser/ask-background';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import { CHROME_BUILD, type ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import type { PageServer } from '@/scripts/serve-pages.mjs';
import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { heldToast } from './harness/held-toast';
import { ARTICLE, HIGHEST, WEIR } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { makePng } from './harness/make-png';

/*
 * The background worker stops in the middle of a clip. Then either the clip is stored and reported
 * as stored, or it is not stored and the user is told to clip again.
 */

type Held = typeof globalThis & { isHeld?: boolean; browser?: typeof chrome };

/** The function of the worker that never answers, so that the test can stop the worker there. */
type Step = 'executeScript' | 'sendMessage' | 'digest' | 'broadcast' | 'setBadgeText';

/** Holds the worker at a step. The broadcast that comes right after a clip is stored blocks it. */
function hold(worker: Worker, step: Step): Promise<void> {
  return worker.evaluate((at) => {
    const scope = globalThis as Held;
    const never = () => {
      scope.isHeld = true;
      return new Promise<never>(() => undefined);
    };
    if (at === 'digest') crypto.subtle.digest = never;
    if (at === 'broadcast') {
      const post = BroadcastChannel.prototype.postMessage;
      BroadcastChannel.prototype.postMessage = function (change: { readonly kind: string }) {
        for (; change.kind === 'evidence'; );
        post.call(this, change);
      };
    }
    for (const api of new Set([chrome, scope.browser ?? chrome])) {
      if (at === 'executeScript') Object.assign(api.scripting, { executeScript: never });
      if (at === 'sendMessage') Object.assign(api.tabs, { sendMessage: never });
      if (at === 'setBadgeText') {
        const set = api.action.setBadgeText.bind(api.action);
        // A slow clip first gets a badge that says that it is being made.
        const setBadgeText = (badge: { readonly text: string }) =>
          badge.text === '✓' ? never() : set(badge);
        Object.assign(api.action, { setBadgeText });
      }
    }
  }, step);
}

/** Presses the clip key over a page, as the browser reports it. */
async function pressKey(extension: ExtensionBrowser, page: Page): Promise<void> {
  await page.bringToFront();
  const worker = await extension.serviceWorker();
  await worker.evaluate(async (url) => {
    const [tab] = await chrome.tabs.query({ url });
    const event: unknown = chrome.commands.onCommand;
    (event as { dispatch(...args: unknown[]): void }).dispatch('clip-selection', tab);
  }, page.url());
}

/** Makes the browser start the worker again, as any event does. */
async function startWorker(options: Page): Promise<void> {
  await askBackground(options, 'search.settle', {});
}

/** Returns the texts of the toast in the page and of the toolbar button. */
async function told(extension: ExtensionBrowser, page: Page): Promise<string> {
  const hasToast = (await page.locator('pincite-toast').count()) > 0;
  const toast = hasToast ? await (await closedShadow(page, 'pincite-toast')).text() : '';
  const worker = await extension.serviceWorker();
  const button = await worker.evaluate(async (url) => {
    const [tab] = await chrome.tabs.query({ url });
    return chrome.action.getTitle({ tabId: tab?.id ?? 0 });
  }, page.url());
  return `toast: ${toast}; button: ${button}`;
}

const AGAIN = /Clip again/;
const SAVED = /Saved to Inbox, in “My clips”/;

for (const [when, step, tag = []] of [
  ['before the clipper is in the page', 'executeScript', '@long'],
  ['before the clipper is asked', 'sendMessage', '@long'],
  ['before the clip is stored', 'digest', '@long'],
  ['after the clip is stored and before the page is told', 'broadcast'],
  ['after the page is told and before the button is', 'setBadgeText', '@long'],
] as const) {
  test(`a worker that stops ${when} leaves a clip that is stored and reported, or a request to clip again`, {
    tag,
  }, async ({ launch }) => {
    const extension = await launch({ origins: ['http://hydrology.example/*'] });
    const options = await extension.openExtensionPage('options.html');
    const stored = async () => (await dumpLibrary(options))['clips']?.length ?? 0;
    const page = await extension.context.newPage();
    await page.goto(ARTICLE);
    await selectText(page, { text: HIGHEST });
    const worker = await extension.serviceWorker();
    await hold(worker, step);
    await pressKey(extension, page);
    if (step === 'broadcast') await expect.poll(stored).toBe(1);
    else await expect.poll(() => worker.evaluate(() => (globalThis as Held).isHeld)).toBe(true);
    const isStored = (await stored()) === 1;
    expect(isStored).toBe(step === 'broadcast' || step === 'setBadgeText');

    await extension.stopServiceWorker();
    await startWorker(options);
    await expect.poll(() => told(extension, page)).toMatch(isStored ? SAVED : AGAIN);
    expect(await stored()).toBe(isStored ? 1 : 0);

    // The same key works again, and stores nothing twice.
    await pressKey(extension, page);
    await expect.poll(stored).toBe(1);
    await expect.poll(() => told(extension, page)).toMatch(/toast: .*(Saved to|Already clipped)/);
    expect(await stored()).toBe(1);
  });
}

/** A page with one image, which is selected, and whose file nobody gets again before `goOn`. */
async function openChart(extension: ExtensionBrowser, pages: PageServer) {
  const [chart, image] = ['http://hydrology.example/chart', 'http://hydrology.example/basin.png'];
  const png = {
    body: makePng(200, 120, [20, 90, 200]),
    headers: { 'content-type': 'image/png', 'cache-control': 'no-store' },
  };
  pages.replace(image, png);
  pages.replace(chart, `<!doctype html><title>A chart</title><img src="${image}" alt="The basin">`);
  const page = await extension.context.newPage();
  await page.goto(chart);
  await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
  const { promise: isOver, resolve: goOn } = Promise.withResolvers<void>();
  pages.replace(image, { ...png, when: () => isOver });
  const before = pages.requests.length;
  const isReading = () => pages.requests.length > before;
  return { page, isReading, goOn };
}

test('a worker that stops while the page reads an image leaves no clip and a request to clip again', async ({
  launch,
  pages,
}) => {
  const extension = await launch({ origins: ['http://hydrology.example/*'] });
  const options = await extension.openExtensionPage('options.html');
  const stored = async () => (await dumpLibrary(options))['clips']?.length ?? 0;
  const { page, isReading, goOn } = await openChart(extension, pages);
  await pressKey(extension, page);
  await expect.poll(isReading).toBe(true);
  await extension.stopServiceWorker();
  goOn();
  await startWorker(options);
  await expect.poll(() => told(extension, page)).toMatch(AGAIN);
  expect(await stored()).toBe(0);
  await pressKey(extension, page);
  await expect.poll(stored).toBe(1);
  await expect.poll(() => told(extension, page)).toMatch(SAVED);
});

/** Loads the extension again, as an update does. The scripts in its pages lose their extension. */
async function updateExtension(extension: ExtensionBrowser, page: Page): Promise<void> {
  // The protocol types do not have this call yet.
  const send = extension.session.send.bind(extension.session) as unknown as (
    method: string,
    params: object,
  ) => Promise<{ readonly id: string }>;
  const { id } = await send('Extensions.loadUnpacked', { path: CHROME_BUILD });
  expect(id).toBe(extension.extensionId);
  const options = await extension.openExtensionPage('options.html');
  await startWorker(options);
  await options.close();
  await page.bringToFront();
}

const toastText = async (page: Page) =>
  (await page.locator('pincite-toast').count()) === 0
    ? ''
    : (await closedShadow(page, 'pincite-toast')).text();

/** Clips what is selected through the popup. */
async function pressInPopup(extension: ExtensionBrowser, page: Page): Promise<Page> {
  const popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Clip selection' }).click();
  return popup;
}

test('an extension that is updated while the page reads an image leaves a toast that says to reload the page, and the next act clips', async ({
  launch,
  pages,
}) => {
  const extension = await launch({ origins: ['http://hydrology.example/*'] });
  const { page, isReading, goOn } = await openChart(extension, pages);
  await pressKey(extension, page);
  await expect.poll(isReading).toBe(true);
  await updateExtension(extension, page);
  goOn();
  await expect.poll(() => toastText(page)).toContain('reload this page');
  const popup = await pressInPopup(extension, page);
  await popup.locator('.popup-saved').waitFor();
  await popup.close();
  const options = await extension.openExtensionPage('options.html');
  expect((await dumpLibrary(options))['clips']).toHaveLength(1);
});

test('the toast of an extension that was updated since says to reload the page, and the next act clips with the new one', {
  tag: '@long',
}, async ({ launch }) => {
  const extension = await launch({ origins: ['http://hydrology.example/*'] });
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await clipPassage(extension, page, { text: HIGHEST });
  const toast = await heldToast(page);
  await updateExtension(extension, page);
  await toast.click('.opener');
  await toast.type('input', 'ask the weir keeper');
  await page.keyboard.press('Enter');
  await expect.poll(() => toast.text()).toContain('reload this page');
  await page.keyboard.press('Escape');
  await expect(page.locator('pincite-toast')).toHaveCount(0);
  await selectText(page, { text: WEIR });
  const popup = await pressInPopup(extension, page);
  await popup.locator('.popup-saved').waitFor();
  await popup.close();
  await expect.poll(() => toastText(page)).toContain('Saved to Inbox, in “My clips”');
  const options = await extension.openExtensionPage('options.html');
  expect((await dumpLibrary(options))['clips']).toHaveLength(2);
});
