import path from 'node:path';
import type { Page } from '@playwright/test';
import en from '@/locales/en.json';
import fr from '@/locales/fr.json';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { clipThrough, popupOver, TOAST } from './clip-steps';
import { BACKUP } from './export-steps';
import { cardOf } from './panel-acts';
import { LEVEL, PICTURED, type PicturedLanguage, SNOW } from './sample';
import type { Stage, TourStep } from './stage';

const SCHEMES = ['light', 'dark'] as const;
const PANEL_SIZE = { width: 400, height: 900 };
const PAGE_SIZE = { width: 800, height: 900 };

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Takes a picture of the page, or of an area of it, in both colour schemes: `panel-en-light.png`,
 * `panel-en-dark.png`.
 */
export async function picture(page: Page, out: string, name: string, clip?: Area): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // A button that has just become the main one is between two colours.
    await page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
    );
    const file = path.join(out, `${name}-${colorScheme}.png`);
    await page.screenshot({ path: file, ...(clip === undefined ? {} : { clip }) });
  }
}

/**
 * Returns the visible area of the popup. Without a screen, the browser gives every popup the same
 * window.
 */
export async function popupArea(popup: Page): Promise<Area> {
  return popup.evaluate(() => {
    const { x = 0, width = 0 } = document.querySelector('main')?.getBoundingClientRect() ?? {};
    return { x, y: 0, width, height: Math.min(document.body.scrollHeight, innerHeight) };
  });
}

/** Pictures of panel, settings, popup and toast in a browser with the tour's report. */
async function picturesOf(
  extension: ExtensionBrowser,
  language: PicturedLanguage,
  out: string,
): Promise<void> {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await panel.setViewportSize(PANEL_SIZE);
  for (const quote of [LEVEL, SNOW]) await cardOf(panel, quote).locator('.verdict').waitFor();
  await picture(panel, out, `panel-${language}`);
  await panel.close();

  const options = await extension.openExtensionPage('options.html');
  await options.locator('h1').waitFor();
  await picture(options, out, `options-${language}`);
  await options.close();

  const { url, words } = PICTURED[language];
  const tab = await extension.context.newPage();
  await tab.setViewportSize(PAGE_SIZE);
  await tab.goto(url);
  const popup = await popupOver({ extension, tab }, words);
  await popup.locator('.recent').first().waitFor();
  await picture(popup, out, `popup-${language}`, await popupArea(popup));
  await clipThrough(popup);
  const toast = await closedShadow(tab, TOAST);
  if (!(await toast.text()).includes('Note')) throw new Error('The toast has no way to its note.');
  await picture(tab, out, `toast-${language}`);
  await tab.close();
}

/** Starts a browser in French, and restores the library from its backup. */
async function inFrench({ pages, out }: Stage): Promise<void> {
  const extension = await launchExtension({ pagePort: pages.port, language: 'fr' });
  try {
    const options = await extension.openExtensionPage('options.html');
    await options.locator('input[type=file]').setInputFiles(path.join(out, BACKUP));
    await options.locator('.options-result').waitFor();
    await options.close();
    await picturesOf(extension, 'fr', out);
  } finally {
    await extension.close();
  }
}

export const PICTURE_STEPS: readonly TourStep[] = [
  {
    title: 'Pictures of panel, options, popup and toast, light and dark',
    async run({ extension, out }) {
      await picturesOf(extension, 'en', out);
      return `8 files, ${en.locale}`;
    },
  },
  {
    title: 'The same in French, in a fresh browser with the library restored',
    async run(stage) {
      await inFrench(stage);
      return `8 files, ${fr.locale}`;
    },
  },
];
