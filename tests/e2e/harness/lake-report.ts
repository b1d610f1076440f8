import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { clipPassage } from './clip-passage';
import { createReport, expectShown } from './panel';

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

/** Opens a panel with a new report, "Lakes in spring", with three clips in its inbox. */
export async function lakeReport(extension: ExtensionBrowser): Promise<Page> {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Lakes in spring');
  await clip(extension, ARTICLE, HIGHEST, WEIR);
  await clip(extension, FRENCH, WINTER);
  await panel.bringToFront();
  await expectShown(panel, ['Lakes in spring', ...INBOX]);
  return panel;
}
