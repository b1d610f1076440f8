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
}

/** One step: what it is about, and an act that says in a few words what came of it, or throws. */
export interface TourStep {
  readonly title: string;
  run(stage: Stage): Promise<string>;
}
