import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import type { PageServer } from '@/scripts/serve-pages.mjs';

/** What the steps of the tour work with, and hand on to each other. */
export interface Stage {
  readonly extension: ExtensionBrowser;
  readonly pages: PageServer;
  /** Where the tour leaves what it made. */
  readonly out: string;
  /** The tab that the tour reads in. */
  readonly tab: Page;
  /** The side panel's page, in a tab of its own so that it can be driven and pictured. */
  readonly panel: Page;
}

/** One step: what it is about, and an act that says in a few words what came of it, or throws. */
export interface TourStep {
  readonly title: string;
  run(stage: Stage): Promise<string>;
}

/** @throws naming what was expected, where it isn't so. */
export function expectEqual<T>(what: string, found: T, wanted: T): void {
  const [foundText, wantedText] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (foundText !== wantedText) throw new Error(`${what}: found ${foundText}, not ${wantedText}.`);
}

/** White space as a reader sees it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
