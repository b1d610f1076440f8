import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import type { PageServer } from '@/scripts/serve-pages.mjs';

/** What the steps of the tour work with and pass to each other. */
export interface Stage {
  readonly extension: ExtensionBrowser;
  readonly pages: PageServer;
  /** The folder for the tour's results. */
  readonly out: string;
  /** The tab with the pages that the tour reads. */
  readonly tab: Page;
  /** The side panel's page in a tab of its own, so that it can be driven. */
  readonly panel: Page;
}

/** One step: its subject, and a function that returns a short result or throws. */
export interface TourStep {
  readonly title: string;
  run(stage: Stage): Promise<string>;
}

/** @throws With both values, if they differ. */
export function expectEqual<T>(what: string, found: T, wanted: T): void {
  const [foundText, wantedText] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (foundText !== wantedText) throw new Error(`${what}: found ${foundText}, not ${wantedText}.`);
}

/** Collapses white space, as a reader sees it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
