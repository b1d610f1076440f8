import type { Frame, Page } from '@playwright/test';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { ARTICLE, FRENCH, HIGHEST, WEIR, WINTER } from './harness/lake-report';
import { createReport } from './harness/panel';
import { storePassages } from './harness/store-clips';

const SITE = 'http://hydrology.example/*';

/** Returns the highlighted quotes of a page in the order in which they were clipped. */
const highlighted = (page: Page | Frame): Promise<string[]> =>
  page.evaluate(() =>
    [...(CSS.highlights.get('pincite-clip') ?? [])].map((range) =>
      String(range).replace(/\s+/g, ' '),
    ),
  );

/**
 * Returns the highlighted quotes of the article in a frame of a page. None before the frame exists.
 */
const highlightedIn = async (outer: Page): Promise<string[]> => {
  const frame = outer.frame({ url: ARTICLE });
  return frame === null ? [] : highlighted(frame);
};

const frameOf = (title: string, url: string) =>
  `<!doctype html><html lang="en"><title>${title}</title><p>Outside</p><iframe width="600" height="400" src="${url}"></iframe>`;

const badge = async (extension: ExtensionBrowser, url: string): Promise<string> => {
  const worker = await extension.serviceWorker();
  return worker.evaluate(async (pattern) => {
    const [tab] = await chrome.tabs.query({ url: pattern });
    return chrome.action.getBadgeText({ tabId: tab?.id ?? 0 });
  }, url);
};

test('clips show again on the sites that the user allowed, and on no others', async ({
  launch,
  pages,
}) => {
  const extension = await launch({ origins: [SITE] });
  const page = await extension.context.newPage();
  await page.goto(`chrome-extension://${extension.extensionId}/manifest.json`);
  await storePassages(page, 'My clips', [
    [ARTICLE, HIGHEST],
    [ARTICLE, WEIR],
    [FRENCH, WINTER],
  ]);
  await page.goto(ARTICLE);

  await test.step('nothing shows before the user turns it on', async () => {
    expect(await highlighted(page)).toEqual([]);
    const worker = await extension.serviceWorker();
    expect(await worker.evaluate(() => chrome.scripting.getRegisteredContentScripts())).toEqual([]);
    const popup = await extension.triggerAction(page);
    await popup.getByRole('button', { name: 'Show my clips on hydrology.example' }).click();
    await expect(
      popup.getByRole('button', { name: 'Stop showing clips on hydrology.example' }),
    ).toBeVisible();
    await popup.close();
    await expect.poll(() => highlighted(page)).toEqual([HIGHEST, WEIR]);
    await expect.poll(() => badge(extension, SITE)).toBe('2');
  });

  await test.step('they are shown again on the page, if the page still has them', async () => {
    pages.replace(
      ARTICLE,
      pages.read(ARTICLE).replace('highest reading since', 'highest level since'),
    );
    await page.reload();
    await expect.poll(() => highlighted(page)).toEqual([WEIR]);
    await expect.poll(() => badge(extension, SITE)).toBe('2');
  });

  await test.step('a new clip of the page joins them, also where another site frames it', async () => {
    const text = 'The southern basin stayed within 5 cm of its mean.';
    const framing = 'http://framing.example/';
    pages.replace(framing, frameOf('Framing', ARTICLE));
    const outer = await extension.context.newPage();
    await outer.goto(framing);
    await expect.poll(() => highlightedIn(outer)).toEqual([WEIR]);
    await page.bringToFront();
    await clipPassage(extension, page, { text });
    await expect.poll(() => highlighted(page)).toEqual([WEIR, text]);
    await expect.poll(() => highlightedIn(outer)).toEqual([WEIR, text]);
    await outer.close();
    await expect.poll(() => badge(extension, SITE)).toBe('3');
    const toast = await closedShadow(page, 'pincite-toast');
    await toast.click('.opener');
    await toast.type('input', 'Ask again in <b>June</b>');
    await page.keyboard.press('Enter');
    await expect.poll(() => toast.text()).toContain('The note was saved.');
  });

  await test.step('the pointer over one shows its note, its tags and its place', async () => {
    await page.reload();
    await expect.poll(() => highlighted(page)).toHaveLength(2);
    const place = await page.evaluate((name) => {
      const [, range] = [...(CSS.highlights.get(name) ?? [])] as Range[];
      const { left, top } = range?.getClientRects()[0] ?? { left: 0, top: 0 };
      return { x: left + 4, y: top + 4 };
    }, 'pincite-clip');
    await expect(async () => {
      for (const by of [0, 1]) await page.mouse.move(place.x + by, place.y);
      await expect(page.locator('pincite-toast')).toBeAttached({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    const card = await closedShadow(page, 'pincite-toast');
    await expect.poll(() => card.text()).toContain('Ask again in <b>June</b> My clips · Inbox');
    await page.keyboard.press('Escape');
    await expect(page.locator('pincite-toast')).toBeHidden();
    await page.mouse.move(0, 0);
  });

  await test.step('its card leads to the clip in the panel, also from another report', async () => {
    const other = await extension.openExtensionPage('sidepanel.html');
    await createReport(other, 'Another report');
    await other.close();
    await page.bringToFront();
    const place = await page.evaluate((name) => {
      const [, range] = [...(CSS.highlights.get(name) ?? [])] as Range[];
      const { left, top } = range?.getClientRects()[0] ?? { left: 0, top: 0 };
      return { x: left + 4, y: top + 4 };
    }, 'pincite-clip');
    await page.mouse.click(place.x, place.y);
    const card = await closedShadow(page, 'pincite-toast');
    await expect.poll(() => card.text()).toContain('Show in panel');
    await card.click('button');
    const panel = await extension.sidePanel();
    const shown = panel.locator('.card', { hasText: 'The southern basin stayed within' });
    await expect(shown).toBeFocused();
    await expect(shown).toBeInViewport();
    await panel.close();
  });

  await test.step('in a frame of the site they are shown as well', async () => {
    const framed = 'http://hydrology.example/framed';
    pages.replace(framed, frameOf('Framed', ARTICLE));
    const outer = await extension.context.newPage();
    await outer.goto(framed);
    await expect.poll(() => highlightedIn(outer)).toHaveLength(2);
    await outer.close();
  });

  await test.step('the panel lists those that are gone, and checks them', async () => {
    const panel = await extension.openExtensionPage('sidepanel.html');
    await page.bringToFront();
    const lost = panel.getByRole('button', { name: '3 clips of this page · 1 not found' });
    await lost.press('Enter');
    const here = panel.getByRole('region', { name: 'Clips of this page' });
    await expect(here.getByRole('listitem')).toHaveText([HIGHEST]);
    await here.getByRole('button', { name: 'Check my clips of this page' }).press('Enter');
    await expect(here.getByRole('status')).toContainText('2 of 3 quotes stand');
    await panel.close();
  });

  await test.step('another site shows nothing and gets no script', async () => {
    const other = await extension.context.newPage();
    await other.goto(FRENCH);
    expect(await highlighted(other)).toEqual([]);
    const worker = await extension.serviceWorker();
    const scripts = await worker.evaluate(() => chrome.scripting.getRegisteredContentScripts());
    expect(scripts.map(({ matches }) => matches)).toEqual([[SITE]]);
    await other.close();
  });

  await test.step('the settings end it, also in pages that are open', async () => {
    const options = await extension.openExtensionPage('options.html');
    await options
      .getByRole('button', { name: 'Stop showing clips on hydrology.example' })
      .press('Enter');
    await expect.poll(() => highlighted(page)).toEqual([]);
    await expect.poll(() => badge(extension, SITE)).toBe('');
    const worker = await extension.serviceWorker();
    await expect
      .poll(() => worker.evaluate(() => chrome.scripting.getRegisteredContentScripts()))
      .toEqual([]);
  });

  await test.step('turned on again, they show in the open page', async () => {
    const popup = await extension.triggerAction(page);
    await popup.getByRole('button', { name: 'Show my clips on hydrology.example' }).click();
    await expect.poll(() => highlighted(page)).toHaveLength(2);
  });
});

test('a page notices nothing of the injected scripts', async ({ launch }) => {
  const extension = await launch({ origins: [SITE] });
  const page = await extension.context.newPage();
  // The events by which WXT tells content scripts that another one has started. The page receives
  // them too.
  const names = ['clipper', 'highlighter', 'reader', 'page-text', 'byline', 'posts'].map(
    (script) => `${extension.extensionId}:${script}:wxt:content-script-started`,
  );
  await page.addInitScript((events) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const event of [...events, 'message']) {
      addEventListener(
        event,
        (told) => {
          heard.push(`${event} ${JSON.stringify((told as MessageEvent).data ?? null)}`);
        },
        true,
      );
    }
  }, names);
  await page.goto(ARTICLE);
  const heard = (): Promise<unknown> =>
    page.evaluate(() => {
      // Messages arrive in order, so this one comes after any that an injected script has posted.
      const { promise, resolve } = Promise.withResolvers<unknown>();
      addEventListener('message', () => resolve(Reflect.get(globalThis, 'heard')));
      postMessage('the page itself', '*');
      return promise;
    });
  await clipPassage(extension, page, { text: HIGHEST });
  const popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Show my clips on hydrology.example' }).click();
  await expect.poll(() => highlighted(page)).toEqual([HIGHEST]);
  expect(await heard()).toEqual(['message "the page itself"']);
});
