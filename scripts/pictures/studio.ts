import path from 'node:path';
import type { Page } from '@playwright/test';
import type en from '@/locales/en.json';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import type { PageServer } from '@/scripts/serve-pages.mjs';
import type { PictureLibrary } from './picture-library';

/** The time on every page in the pictures. */
export const NOW = '2026-05-10T09:30:00.000Z';

/** What the pictures of one language are taken with. */
export interface Studio {
  readonly extension: ExtensionBrowser;
  readonly pages: PageServer;
  readonly language: 'en' | 'fr';
  readonly words: typeof en;
  readonly library: PictureLibrary;
  /** Takes a picture of the page in each look of the language. */
  take(page: Page, name: string, options?: TakeOptions): Promise<void>;
}

/** A set of pictures. Its name, for example `panel`, starts the name of each picture. */
export interface PictureSet<Of = Studio> {
  readonly name: string;
  take(studio: Of): Promise<void>;
}

/** The studio before anything is stored. */
export type EmptyStudio = Omit<Studio, 'library'>;

export interface TakeOptions {
  /** Also in forced colours. */
  readonly forced?: boolean;
  /** Repeats what a change of width or direction undoes, for example opens a menu again. */
  readonly again?: () => Promise<void>;
  /** Takes the whole page, however long it is. */
  readonly whole?: boolean;
  /** Its content determines its width, as for a popup. */
  readonly ownWidth?: boolean;
  /** Its width and its direction do not change. */
  readonly fixed?: boolean;
  /** The part of the page to take. */
  readonly area?: (page: Page) => Promise<Area>;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  narrow: { colorScheme: 'light', width: 320 },
  rtl: { colorScheme: 'light', dir: 'rtl' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const satisfies Record<string, Look>;

export interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly forcedColors?: 'active';
  readonly width?: number;
  readonly dir?: 'rtl';
}
type LookName = keyof typeof LOOKS;

/** The French pictures only show whether the texts fit. */
const LOOKS_OF: Record<Studio['language'], readonly LookName[]> = {
  en: ['light', 'dark', 'rtl', 'narrow', 'forced'],
  fr: ['light', 'narrow'],
};

/** The maximum height of a picture, in CSS pixels. */
const LONGEST = 6_000;

/** Returns the `take` of a studio that writes the pictures to a folder. */
export function createTake(out: string, language: Studio['language']): Studio['take'] {
  return async (page, name, options = {}) => {
    const { forced = false, ownWidth = false, fixed = false, again, area } = options;
    const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const before = { dir: '', width: size.width };
    for (const lookName of LOOKS_OF[language]) {
      const look: Look = LOOKS[lookName];
      if (lookName === 'forced' && !forced) continue;
      if ((fixed || ownWidth) && look.width !== undefined) continue;
      if (fixed && look.dir !== undefined) continue;
      await page.emulateMedia({
        colorScheme: look.colorScheme,
        forcedColors: look.forcedColors ?? 'none',
        reducedMotion: 'reduce',
      });
      const next = { dir: look.dir ?? '', width: look.width ?? size.width };
      await turn(page, { from: before, to: next, height: size.height, again });
      Object.assign(before, next);
      const file = `${name}-${language}-${lookName}.png`;
      if (options.whole === true) await stretch(page, before.width);
      const clip = area === undefined ? {} : { clip: await area(page) };
      await page.screenshot({ path: path.join(out, file), caret: 'hide', ...clip });
      if (options.whole === true) await page.setViewportSize({ ...size, width: before.width });
    }
    await page.emulateMedia({
      colorScheme: 'light',
      forcedColors: 'none',
      reducedMotion: 'reduce',
    });
    await turn(page, {
      from: before,
      to: { dir: '', width: size.width },
      height: size.height,
      again,
    });
  };
}

interface Turn {
  readonly from: Lie;
  readonly to: Lie;
  readonly height: number;
  readonly again: (() => Promise<void>) | undefined;
}

interface Lie {
  readonly dir: string;
  readonly width: number;
}

async function turn(page: Page, { from, to, height, again }: Turn): Promise<void> {
  if (to.width === from.width && to.dir === from.dir) return;
  if (to.width !== from.width) await page.setViewportSize({ width: to.width, height });
  await page.evaluate((dir) => {
    document.documentElement.dir = dir;
  }, to.dir);
  if (again !== undefined) await again();
}

/** Makes the window as high as its content. */
async function stretch(page: Page, width: number): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(height, LONGEST) });
}
