import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { removeProfile } from '@/scripts/browser/remove-profile';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { ARRANGE_STEPS, SECTION_STEPS } from './arrange-steps';
import { CLIP_STEPS, SECTION_CLIP_STEPS } from './clip-steps';
import { DESK_STEPS, sampleSteps } from './desk-steps';
import { BACKUP, EXPORT_STEPS } from './export-steps';
import { keepPictures } from './keep-pictures';
import { PICTURE_STEPS } from './picture-steps';
import { FIRST_PAGE, SECOND_PAGE } from './sample';
import type { Stage, TourStep } from './stage';
import { VERIFY_STEPS } from './verify-steps';

export interface TourOptions {
  /** True leaves the browser to the user; false runs every step. */
  readonly window: boolean;
  /** Whether to store the README's pictures in docs/screenshots. */
  readonly screenshots: boolean;
}

/** Clips and arranges. A browser for the user starts with these steps. */
const SAMPLE: readonly TourStep[] = [
  ...CLIP_STEPS,
  ...SECTION_STEPS,
  ...SECTION_CLIP_STEPS,
  ...ARRANGE_STEPS,
];
const CORPUS = process.env['PINCITE_CORPUS'] ?? '';
const TOUR: readonly TourStep[] = [
  ...SAMPLE,
  ...VERIFY_STEPS,
  ...EXPORT_STEPS,
  ...PICTURE_STEPS,
  ...DESK_STEPS,
  ...(CORPUS === '' ? [] : sampleSteps(CORPUS)),
];

/** Results of an earlier tour, which must not look like results of a failed one. */
const LEFT_BEFORE = ['report.md', 'verification.json', 'hints.md', BACKUP, ...failurePictures()];

/**
 * Runs the tour. Each step looks at what the user would see and throws if it is not there, so a
 * tour that ends is a check too. With a window, a sample report is made first, and then the user
 * has the browser until they close it.
 * @throws At the first step with a wrong result.
 */
export async function runTour({ window, screenshots }: TourOptions): Promise<void> {
  const out = path.resolve('out');
  mkdirSync(out, { recursive: true });
  for (const name of LEFT_BEFORE) rmSync(path.join(out, name), { force: true });
  const pages = await servePages();
  const profile = mkdtempSync(path.join(tmpdir(), 'pincite-tour-'));
  try {
    const pagePort = pages.port;
    const origins = window
      ? []
      : [FIRST_PAGE, SECOND_PAGE].map((url) => `${new URL(url).origin}/*`);
    const hidden = await launchExtension({ pagePort, profile, origins });
    try {
      await runSteps(window ? SAMPLE : TOUR, hidden, pages, out);
      if (screenshots) {
        await keepPictures(
          await hidden.context.newPage(),
          out,
          path.resolve('docs', 'screenshots'),
        );
        console.log('The README’s pictures are in docs/screenshots/.');
      }
    } finally {
      await hidden.close();
    }
    if (window) {
      const shown = await launchExtension({ pagePort, profile, headless: false });
      try {
        await leaveToTheUser(shown, pages);
      } finally {
        await shown.close();
      }
    } else {
      console.log(`What the tour made is in ${path.relative('.', out)}/.`);
    }
  } finally {
    await pages.close();
    removeProfile(profile);
  }
}

async function runSteps(
  steps: readonly TourStep[],
  extension: ExtensionBrowser,
  pages: PageServer,
  out: string,
): Promise<void> {
  const panel = await extension.openExtensionPage('sidepanel.html');
  const tab = await extension.context.newPage();
  const stage: Stage = { extension, pages, out, tab, panel };
  for (const [index, step] of steps.entries()) {
    const started = performance.now();
    process.stdout.write(`${index + 1}/${steps.length} ${step.title}… `);
    try {
      const outcome = await step.run(stage);
      console.log(`${outcome} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      console.log('failed');
      const [ofPage, ofPanel] = failurePictures();
      await tab.screenshot({ path: path.join(out, ofPage) });
      await panel.screenshot({ path: path.join(out, ofPanel) });
      throw error;
    }
  }
}

function failurePictures() {
  return ['failed-step-page.png', 'failed-step-panel.png'] as const;
}

async function leaveToTheUser(extension: ExtensionBrowser, pages: PageServer): Promise<void> {
  const { context } = extension;
  const tab = context.pages()[0] ?? (await context.newPage());
  await tab.goto(FIRST_PAGE);
  console.log(
    [
      'A browser with Pincite is open, with a small report in it. Select words on the page and press',
      'Alt+Shift+S to clip them, or use the toolbar button (the puzzle piece lists it); its popup',
      'opens the panel with the report. More pages to read:',
      ...pages.urls.map((url) => `  ${url}`),
      'Close the browser to stop.',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => {
    context.once('close', () => resolve());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
