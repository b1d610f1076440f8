import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { clipPassage } from './clip-passage';
import { expectShown } from './panel';
import { storePassages } from './store-clips';

export const ARTICLE = 'http://hydrology.example/bulletin-april-2026';
export const FRENCH = 'http://lacs.example/niveaux-printemps-2026';
/** Two passages of the article and one of the French page. */
export const HIGHEST = 'It is the highest reading since the gauge was moved';
export const WEIR = 'Its inflow passed through the lower weir';
export const WINTER = 'Un hiver qui s’attarde';

/** The lines that a panel shows below the title of `lakeReport`. */
export const INBOX = ['# Inbox', `> ${HIGHEST}`, `> ${WEIR}`, `> ${WINTER}`];

/** Opens a page in a tab of its own and clips passages of it. */
export async function clip(
  extension: ExtensionBrowser,
  url: string,
  ...texts: string[]
): Promise<void> {
  const page = await extension.context.newPage();
  await page.goto(url);
  for (const text of texts) await clipPassage(extension, page, { text });
  await page.close();
}

/** Stores a report, "Lakes in spring", with three clips in its inbox. @param page Of the extension. */
export async function storeLakeReport(page: Page): Promise<void> {
  await storePassages(page, 'Lakes in spring', [
    [ARTICLE, HIGHEST],
    [ARTICLE, WEIR],
    [FRENCH, WINTER],
  ]);
}

/** Stores that report, and opens it in a panel. */
export async function lakeReport(extension: ExtensionBrowser): Promise<Page> {
  const panel = await panelAfter(extension, storeLakeReport);
  await expectShown(panel, ['Lakes in spring', ...INBOX]);
  return panel;
}

/** Opens a panel after something was stored through a page of the extension. */
export async function panelAfter(
  extension: ExtensionBrowser,
  store: (page: Page) => Promise<void>,
): Promise<Page> {
  const page = await extension.openExtensionPage('manifest.json');
  await store(page);
  await page.goto(`chrome-extension://${extension.extensionId}/sidepanel.html`);
  return page;
}
