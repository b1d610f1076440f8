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
  /** The tab for reading pages. */
  readonly tab: Page;
  /** A page of the extension in a background tab, for reading the database. */
  readonly behind: Page;
}

/** One step: its subject, and a function that returns a short result or throws. */
export interface WindowStep {
  readonly title: string;
  run(desk: Desk): Promise<string>;
}

/** Waits until the stored data is as wanted, and returns it. */
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

/** Waits up to ten seconds until the page contains this text. */
export async function says(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor({ timeout: 10_000 });
}
