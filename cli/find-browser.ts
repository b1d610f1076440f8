import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { err, ok, type Result } from '@/utils/model/result';
import { texts } from './texts';

/* Playwright is found when it is needed. It is no dependency, and these are the parts that are used. */

export interface Playwright {
  readonly chromium: {
    executablePath(): string;
    launch(options: object): Promise<Browser>;
  };
}
export interface Browser {
  newContext(options: object): Promise<BrowserContext>;
  close(): Promise<void>;
}
export interface BrowserContext {
  on(event: 'page', listener: (page: Page) => void): void;
  newPage(): Promise<Page>;
  newCDPSession(page: Page): Promise<Session>;
  close(): Promise<void>;
}
export interface Page {
  goto(url: string, options: object): Promise<unknown>;
  close(): Promise<void>;
}
/** https://chromedevtools.github.io/devtools-protocol/ */
export interface Session {
  send(method: string, parameters?: object): Promise<unknown>;
}

export interface FoundBrowser {
  readonly playwright: Playwright;
  readonly executablePath: string;
}

const PACKAGES = ['playwright-core', 'playwright', '@playwright/test'];

/**
 * Finds Playwright as a script in the folder would, and its browser. Fails with a sentence for the
 * user.
 * @param named The path of a browser; null for the one that Playwright has installed.
 */
export function findBrowser(folder: string, named: string | null): Result<FoundBrowser, string> {
  const require = createRequire(path.join(folder, 'package.json'));
  const name = PACKAGES.find((each) => canResolve(require, each));
  if (name === undefined) return err(texts().render['no-playwright']);
  const playwright = require(name) as Playwright;
  const executablePath = named ?? playwright.chromium.executablePath();
  if (existsSync(executablePath)) return ok({ playwright, executablePath });
  return err(
    named === null ? texts().render['no-browser'] : `${named}: ${texts().render['not-there']}`,
  );
}

function canResolve(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
