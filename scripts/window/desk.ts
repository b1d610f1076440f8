import type { Page } from '@playwright/test';
import type { BareBrowser } from '../browser/bare-browser';
import type { PageServer } from '../serve-pages.mjs';
import { readLibrary, type StoredEvidence } from '../tour/read-library';
import { type Hands, until } from './hands';

/** What the steps in a real window work with. */
export interface Desk {
  readonly hands: Hands;
  readonly browser: BareBrowser;
  readonly profile: string;
  readonly pages: PageServer;
  /** The tab that pages are read in. */
  readonly tab: Page;
  /** A page of the extension in a tab behind it, through which the database is read. */
  readonly behind: Page;
}

/** One step: what it is about, and an act that says in a few words what came of it, or throws. */
export interface WindowStep {
  readonly title: string;
  run(desk: Desk): Promise<string>;
}

/** Waits until what is stored is as wanted, and gives it. */
export function stored(
  desk: Desk,
  what: string,
  wanted: (library: StoredEvidence) => boolean,
): Promise<StoredEvidence> {
  return until(what, async () => {
    const library = await readLibrary(desk.behind);
    return wanted(library) ? library : null;
  });
}

/** Waits until a page says this somewhere, within ten seconds. */
export async function says(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor({ timeout: 10_000 });
}
