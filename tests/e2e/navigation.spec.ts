import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import { LONG } from '../long.mjs';
import { savedPin } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { ARTICLE, FRENCH, HIGHEST, WEIR, WINTER } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { storePassages } from './harness/store-clips';

/** Passages of the article, each clipped at a different moment. */
const PHRASES = [
  'The two basins went into spring',
  'very different shape',
  'northern one filled fast',
  'southern one hardly moved',
  'gives the readings',
  'what we could not measure',
  'the level at the northern gauge',
  'the mean of the past ten',
  'the highest reading since',
  'eleven weeks of rise',
];
/** A normal run tests every second one. */
const TRIED = PHRASES.filter((_, at) => LONG || at % 2 === 0);
const NAVIGATED = 'The page changed before the clip was saved. Go back to it and clip again.';

test.use({ inCommon: true });
/** Selects a passage and opens the popup. Returns its button. */
async function readyToClip(extension: ExtensionBrowser, page: Page, text: string) {
  await page.goto(ARTICLE);
  const selected = await selectText(page, { text });
  const popup = await extension.triggerAction(page);
  const button = popup.getByRole('button', { name: 'Clip selection' });
  await expect(button).toBeEnabled();
  return { popup, button, selected };
}

for (const [where, address, tag = []] of [
  ['another site', FRENCH, '@long'],
  ['another page of the site', `${ARTICLE}?month=may`],
] as const) {
  test(`a slow page that navigates to ${where} before it answers gives a message, and no clip`, {
    tag,
  }, async ({ extension }) => {
    const options = await extension.openExtensionPage('options.html');
    await storePassages(options, 'My clips', [[ARTICLE, HIGHEST]]);
    const before = await dumpLibrary(options);
    const page = await extension.context.newPage();
    const { popup, button } = await readyToClip(extension, page, WEIR);
    await page.evaluate((to) => {
      setTimeout(() => {
        location.href = to;
        // The page does not answer until it is gone.
        const until = Date.now() + 3_000;
        while (Date.now() < until);
      }, 0);
    }, address);
    await button.click();
    await expect(popup.getByRole('alert')).toContainText(NAVIGATED);
    await page.waitForURL(address);
    expect(await dumpLibrary(options)).toEqual(before);

    // The user can go back and clip again, as the message says.
    await popup.close();
    const again = await readyToClip(extension, page, WEIR);
    await again.button.click();
    await savedPin(again.popup, page, again.selected);
  });
}

test('however soon after the key the page navigates, the popup shows the result of the clip', async ({
  extension,
}) => {
  const options = await extension.openExtensionPage('options.html');
  await storePassages(options, 'My clips', [[FRENCH, WINTER]]);
  const page = await extension.context.newPage();
  let clips = 1;
  for (const [at, text] of TRIED.entries()) {
    const delay = (at * 100) / TRIED.length;
    await test.step(`after ${delay} ms`, async () => {
      const { popup, button, selected } = await readyToClip(extension, page, text);
      await page.evaluate(
        ([to, ms]) => {
          setTimeout(() => location.assign(to), ms);
        },
        [`${FRENCH}?${delay}`, delay] as const,
      );
      await button.click();
      const saved = popup.locator('.popup-saved');
      const refused = popup.getByRole('alert');
      await expect(saved.or(refused)).toBeVisible();
      if (await saved.isVisible()) {
        clips += 1;
        await savedPin(popup, page, selected, ARTICLE);
      } else {
        await expect(refused).toContainText(NAVIGATED);
      }
      await popup.close();
      const library = await dumpLibrary(options);
      expect(library['clips']).toHaveLength(clips);
      expect(library['pins']).toHaveLength(clips);
    });
  }
});
