import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { assignShortcut } from '@/scripts/browser/assign-shortcut';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import type { Stage } from './stage';
import { FIRST_PAGE, TOUR } from './steps';

/**
 * Runs the tour. With a window it opens the first page and leaves the browser to the user until
 * they close it; without one it does every step itself and prints what came of it.
 * @throws at the first step that doesn't show what it should.
 */
export async function runTour({ window }: { window: boolean }): Promise<void> {
  const pages = await servePages();
  const extension = await launchExtension({
    hostRules: pages.hostRules,
    headless: !window,
    origins: window ? [] : sampleOrigins(pages),
  });
  try {
    await (window ? leaveToTheUser(extension, pages) : runSteps(extension, pages));
  } finally {
    await extension.close();
    await pages.close();
  }
}

async function runSteps(extension: ExtensionBrowser, pages: PageServer): Promise<void> {
  const out = path.resolve('out');
  mkdirSync(out, { recursive: true });
  const tab = await extension.context.newPage();
  const stage: Stage = { extension, pages, out, tab };
  for (const [index, step] of TOUR.entries()) {
    const started = performance.now();
    process.stdout.write(`${index + 1}/${TOUR.length} ${step.title}… `);
    try {
      const outcome = await step.run(stage);
      console.log(`${outcome} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      console.log('failed');
      await tab.screenshot({ path: path.join(out, 'failed-step.png') });
      throw error;
    }
  }
  console.log(`The tour is over. What it made is in ${path.relative('.', out)}/.`);
}

async function leaveToTheUser(extension: ExtensionBrowser, pages: PageServer): Promise<void> {
  const { context } = extension;
  await assignShortcut(extension, 'clip-selection', 'Alt+Shift+C');
  const tab = context.pages()[0] ?? (await context.newPage());
  await tab.goto(FIRST_PAGE);
  console.log(
    [
      'A browser with Pincite is open. Select words on the page and press Alt+Shift+C to clip them,',
      'or use the toolbar button (the puzzle piece lists it). More pages to read:',
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

function sampleOrigins(pages: PageServer): string[] {
  return [...new Set(pages.urls.map((url) => `${new URL(url).origin}/*`))];
}
