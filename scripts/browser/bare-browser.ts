import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../find-browser.mjs';
import { extensionIdOf } from './extension-id';
import { CHROME_BUILD } from './launch-extension';

/*
 * Chromium as a user has it: no driver makes every page believe that it has the focus, and no
 * switch lets hidden pages run as if they were visible.
 */

export interface BareBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Opens a page of the extension in a tab. */
  openExtensionPage(file: string): Promise<Page>;
  close(): Promise<void>;
}

interface BareOptions {
  /** The folder of a profile, new or used before. */
  readonly profile: string;
  /** The port of the page server. The browser uses the page server as its proxy for http. */
  readonly pagePort: number;
  /** An X display for real windows. Without one the browser is headless. */
  readonly display: string | null;
}

export async function startBareBrowser(options: BareOptions): Promise<BareBrowser> {
  const { profile, pagePort, display } = options;
  const executable = findChromium();
  if (executable === null) throw new Error('No Chromium found; PINCITE_CHROMIUM can name one.');
  const portFile = path.join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const child = spawn(
    executable,
    [
      ...(display === null ? ['--headless=new'] : ['--disable-gpu', '--ozone-platform=x11']),
      '--no-sandbox',
      '--no-first-run',
      '--no-default-browser-check',
      '--password-store=basic',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--load-extension=${CHROME_BUILD}`,
      `--disable-extensions-except=${CHROME_BUILD}`,
      `--proxy-server=http=127.0.0.1:${pagePort}`,
      '--lang=en',
      'about:blank',
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, LANGUAGE: 'en', ...(display === null ? {} : { DISPLAY: display }) },
    },
  );
  const browser = await connect(portFile, child);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The browser shows nothing.');
  const extensionId = extensionIdOf(CHROME_BUILD);
  return {
    context,
    extensionId,
    async openExtensionPage(file) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${file}`);
      return page;
    },
    async close() {
      await browser.close();
      child.kill();
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

async function connect(portFile: string, child: ChildProcess): Promise<Browser> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const [port] = existsSync(portFile) ? readFileSync(portFile, 'utf8').split('\n') : [];
    if (port) return chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error('Chromium did not start.');
}
