import { LONG } from '../long.mjs';
import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST } from './harness/lake-report';
import { storePassages } from './harness/store-clips';

/**
 * The tests of the components look at both schemes in English. PINCITE_LONG=1 tests all four pairs.
 */
const EVERY_DAY = ['fr dark'];

for (const language of ['en', 'fr']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    if (!LONG && !EVERY_DAY.includes(`${language} ${colorScheme}`)) continue;
    test(`axe finds nothing on popup, panel, options and introduction, ${language}, ${colorScheme}`, async ({
      launch,
    }) => {
      const extension = await launch({ language, colorScheme });
      const plain = await extension.openExtensionPage('manifest.json');
      await storePassages(plain, 'My clips', [[ARTICLE, HIGHEST]]);
      for (const file of ['popup.html', 'sidepanel.html', 'options.html', 'welcome.html']) {
        const page = await extension.openExtensionPage(file);
        await page.emulateMedia({ colorScheme });
        await page.locator('main, h1').first().waitFor();
        if (file === 'sidepanel.html') await expect(page.locator('.card')).toHaveCount(1);
        expect(await page.locator('html').getAttribute('lang'), file).toBe(language);
        expect(await complaints(page), file).toEqual([]);
        await page.setViewportSize({ width: 320, height: 800 });
        const wider = () => document.documentElement.scrollWidth - innerWidth;
        if (file !== 'popup.html') expect(await page.evaluate(wider), file).toBeLessThanOrEqual(0);
        await page.close();
      }
    });
  }
}
