import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { startBareBrowser } from '../browser/bare-browser';
import { closeExtensionSurfaces } from '../browser/extension-surface';
import { CHROME_BUILD } from '../browser/launch-extension';
import { removeProfile } from '../browser/remove-profile';
import { startDisplay } from '../browser/start-display';
import { servePages } from '../serve-pages.mjs';
import { CLIP_STEPS, DESK_STEPS } from './clip-steps';
import type { Desk, WindowStep } from './desk';
import { FOLDER_STEPS } from './folder-steps';
import { type Hands, handsOn, missingTools, until } from './hands';
import { PERMISSION_STEPS } from './permission-steps';

const STEPS: readonly WindowStep[] = [
  ...CLIP_STEPS,
  ...PERMISSION_STEPS,
  ...DESK_STEPS,
  ...FOLDER_STEPS,
];

/**
 * Tests what only a window on a screen shows: the real shortcut, context menu, side panel and
 * questions of the browser, with the keys and the mouse of the X server. Each step looks at what
 * was stored or is shown. Pictures of the whole screen are written to out/real-window.
 * @throws At the first step with a wrong result, and if a tool is missing.
 */
export async function runRealWindow(): Promise<void> {
  const missing = await missingTools();
  if (missing.length > 0) {
    throw new Error(
      `A real window needs ${missing.join(', ')}, which is not installed. On Debian: apt-get install ${missing.join(' ')}`,
    );
  }
  if (!existsSync(path.join(CHROME_BUILD, 'manifest.json'))) {
    throw new Error(`No built extension in ${CHROME_BUILD}. Run: npm run build`);
  }
  const folder = path.resolve('out', 'real-window');
  rmSync(folder, { recursive: true, force: true });
  const display = await startDisplay();
  if (display === null) throw new Error('No X server could be started with Xvfb and openbox.');
  const profile = mkdtempSync(path.join(tmpdir(), 'pincite-window-'));
  const pages = await servePages();
  try {
    const hands = handsOn(display.name, folder);
    const browser = await startBareBrowser({
      profile,
      pagePort: pages.port,
      display: display.name,
    });
    try {
      const tab = await firstPage(browser.context, hands, browser.extensionId);
      const behind = await browser.openExtensionPage('options.html');
      await runSteps({ hands, browser, profile, pages, tab, behind });
    } finally {
      await closeExtensionSurfaces(profile);
      await browser.close();
    }
  } finally {
    await pages.close();
    display.stop();
    removeProfile(profile);
  }
  console.log(`Look at the pictures in ${path.relative('.', folder)}/.`);
}

/** Takes a picture of the introduction, which opens by itself, and closes it. */
async function firstPage(
  context: BrowserContext,
  hands: Hands,
  extensionId: string,
): Promise<Page> {
  const welcome = await until('the introduction', async () => {
    const url = `chrome-extension://${extensionId}/welcome.html`;
    return context.pages().find((page) => page.url() === url) ?? null;
  });
  await welcome.waitForLoadState();
  await welcome.bringToFront();
  await hands.picture('welcome');
  const tab = context.pages().find((page) => page !== welcome) ?? (await context.newPage());
  await welcome.close();
  return tab;
}

async function runSteps(desk: Desk): Promise<void> {
  for (const [index, step] of STEPS.entries()) {
    const started = performance.now();
    process.stdout.write(`${index + 1}/${STEPS.length} ${step.title}… `);
    try {
      const outcome = await step.run(desk);
      console.log(`${outcome} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      console.log('failed');
      await desk.hands.picture('failed');
      throw error;
    }
  }
}
