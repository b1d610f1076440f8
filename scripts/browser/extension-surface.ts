import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';

/** In milliseconds. On a busy machine it may take some seconds. */
const LONGEST_WAIT = 30_000;

/** Connections opened to reach popups and panels, by profile. */
const connections = new Map<string, Set<Browser>>();

/**
 * Returns a popup or a side panel as an ordinary page. The connection that started the browser does
 * not list them, and an earlier connection does not learn about them. So each is reached through a
 * new connection, which closes with it.
 * @param profile The profile folder of the running browser.
 * @param url The start of the address.
 */
export async function openedSurface(profile: string, url: string): Promise<Page> {
  const deadline = Date.now() + LONGEST_WAIT;
  const problems = { last: undefined as unknown };
  while (Date.now() < deadline) {
    if (await hasOpened(profile, url)) {
      const browser = await connect(profile);
      const page = await surfaceAt(browser, url, problems);
      if (page !== undefined) {
        page.once('close', () => void drop(profile, browser));
        await page.waitForLoadState();
        return page;
      }
      await drop(profile, browser);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Nothing opened at ${url} within ${LONGEST_WAIT / 1000} seconds.`, {
    cause: problems.last,
  });
}

/** Closes every connection to a browser that is about to close. */
export async function closeExtensionSurfaces(profile: string): Promise<void> {
  for (const browser of connections.get(profile) ?? []) await drop(profile, browser);
}

/**
 * Returns the page at `url` that is not in a tab, because the same file may be open in a tab too.
 * @param problems Receives why the last page could not be asked.
 */
async function surfaceAt(
  browser: Browser,
  url: string,
  problems: { last: unknown },
): Promise<Page | undefined> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    if (!page.url().startsWith(url)) continue;
    // A page that is opening or closing cannot be asked. It is tried again.
    const inTab = await page
      .evaluate(async () => (await chrome.tabs.getCurrent()) !== undefined)
      .catch((error: unknown) => {
        problems.last = error;
        return true;
      });
    if (!inTab) return page;
  }
  return undefined;
}

/**
 * Whether the browser has a page at `url`, in a tab or not. A new connection is slower than this
 * question, because it attaches to every page.
 */
async function hasOpened(profile: string, url: string): Promise<boolean> {
  const answer = await fetch(`${debuggerOf(profile)}/json/list`);
  const targets: readonly { readonly url: string }[] = await answer.json();
  return targets.some((target) => target.url.startsWith(url));
}

/** Returns the address at which a running browser answers debuggers. */
function debuggerOf(profile: string): string {
  const [port] = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return `http://127.0.0.1:${port}`;
}

async function connect(profile: string): Promise<Browser> {
  const browser = await chromium.connectOverCDP(debuggerOf(profile), { noDefaults: true });
  const known = connections.get(profile) ?? new Set();
  connections.set(profile, known.add(browser));
  return browser;
}

async function drop(profile: string, browser: Browser): Promise<void> {
  connections.get(profile)?.delete(browser);
  await browser.close();
}
