import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { startBareBrowser } from '@/scripts/browser/bare-browser';
import { type ExtensionBrowser, prepareProfile } from '@/scripts/browser/launch-extension';
import { startDisplay } from '@/scripts/browser/start-display';
import type { Answer } from '@/scripts/serve-pages.mjs';
import { readLibrary } from '@/scripts/tour/read-library';
import { expect, test } from './harness/fixtures';
import { storeQuotes } from './harness/made-library';
import { articleWith } from './harness/made-pages';
import { QUOTE, SLOW_TO_SHOW, stageCases } from './harness/stage-pages';
import { CONFIRM_VERIFY, checksIn, endedRun } from './harness/verification';

const STRANGER = 'http://stranger.example/there';
const ARTICLE = articleWith([QUOTE]);
/**
 * Takes more than 60 s to the response, or to its end although each piece arrives in time.
 * Afterwards the host is healthy again.
 */
const SLOW: readonly (readonly [string, Answer])[] = [
  ['http://mute.example/page', { body: ARTICLE, delayMs: 60_000, later: { body: ARTICLE } }],
  [
    'http://drip.example/page',
    { body: `${ARTICLE}${' '.repeat(120_000)}`, everyMs: 500, later: { body: ARTICLE } },
  ],
];

/** Starts a server at a private address that counts its requests. */
async function privateServer() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(articleWith([QUOTE]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    asked,
    port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function windowsOf(extension: ExtensionBrowser): Promise<number> {
  const worker = await extension.serviceWorker();
  return worker.evaluate(async () => (await chrome.windows.getAll()).length);
}

test('pages that fetching does not decide are opened in a window; slow ones do not delay the others', async ({
  launch,
  pages,
}) => {
  const inside = await privateServer();
  try {
    const cases = stageCases(inside.port);
    const slow = SLOW.map(([url]) => url);
    const origins = [
      'http://stage.example/*',
      'http://127.0.0.1/*',
      ...slow.map((url) => `http://${new URL(url).hostname}/*`),
    ];
    const extension = await launch({ origins });
    const { context } = extension;
    await context.addCookies([{ name: 'session', value: 'mine', url: 'http://stage.example' }]);
    for (const { url, html, status = 200, type } of cases) {
      const headers = type === undefined ? {} : { headers: { 'content-type': type } };
      pages.replace(url, { body: html, status, ...headers });
    }
    pages.replace(STRANGER, ARTICLE);
    for (const [url, answer] of SLOW) pages.replace(url, answer);
    const panel = await extension.openExtensionPage('sidepanel.html');
    await storeQuotes(
      panel,
      [...cases.map(({ url }) => url), ...slow].map((url) => ({ url, quote: QUOTE })),
    );
    await panel.reload();

    await startRun(panel, true);
    await expect.poll(() => windowsOf(extension)).toBe(2);
    const run = await endedRun(panel, 'manual');
    const checks = await checksIn(panel, run);

    const found = cases.map(({ name, url }) => {
      const check = checks.find(({ page }) => page === url);
      const { verdict, flags, reader } = check ?? {};
      return { name, verdict, reason: check?.evidence.reason ?? null, flags, reader };
    });
    expect(found).toEqual(
      cases.map(({ name, verdict, reason = null, flags = [], reader }) => {
        return { name, verdict, reason, flags, reader };
      }),
    );
    // Fetched once and never opened.
    expect(pages.requests.filter(({ url }) => url.endsWith('.pdf'))).toHaveLength(1);
    // Each was given up after 20 s and requested once more while the window was open.
    for (const url of slow) {
      const check = checks.find(({ page }) => page === url);
      expect([check?.verdict, check?.reader], url).toEqual(['verbatim', 'fetch']);
      expect(pages.requests.filter((request) => request.url === url)).toHaveLength(2);
      const seconds = (Date.parse(check?.checkedAt ?? '') - Date.parse(run.startedAt)) / 1000;
      expect(seconds).toBeGreaterThan(20);
      // The run did not wait for the end of the response.
      expect(seconds).toBeLessThan(60);
    }
    // The window is closed again, and the choice is stored for the report.
    await expect.poll(() => windowsOf(extension)).toBe(1);
    await panel.getByRole('button', { name: /^Verify \d+ clips$/ }).click();
    const dialog = panel.getByRole('dialog');
    await expect(dialog.getByRole('checkbox', { name: /in a small window/ })).toBeChecked();
  } finally {
    inside.close();
  }
});

/**
 * Verifies the whole report. `openPages` ticks the box for the window, which the report keeps from
 * then on.
 */
async function startRun(panel: Page, openPages = false): Promise<void> {
  await panel.getByRole('button', { name: /^Verify \d+ clips?$/ }).click();
  const dialog = panel.getByRole('dialog');
  if (openPages) await dialog.getByRole('checkbox', { name: /in a small window/ }).check();
  const runs = async () => (await readLibrary(panel)).runs.length;
  const before = await runs();
  await dialog.getByRole('button', { name: CONFIRM_VERIFY }).click();
  // Until then, the latest run is the previous one.
  await expect.poll(runs, { intervals: [50] }).toBe(before + 1);
}

/**
 * Minimises the window with opened pages whenever it appears. Returns a function that stops this.
 */
async function keepMinimised(panel: Page): Promise<() => Promise<void>> {
  const timer = await panel.evaluate(() =>
    window.setInterval(async () => {
      for (const { id, type, state } of await chrome.windows.getAll()) {
        if (id === undefined || type !== 'popup' || state === 'minimized') continue;
        await chrome.windows.update(id, { state: 'minimized' });
      }
    }, 50),
  );
  return () => panel.evaluate((id) => window.clearInterval(id), timer);
}

/** Finds or closes the window with opened pages as soon as it exists. */
async function withPopup(panel: Page, act: 'close' | 'find'): Promise<number> {
  let found = 0;
  await expect
    .poll(
      async () => {
        found = await panel.evaluate(async (what) => {
          const all = await chrome.windows.getAll();
          const id = all.find(({ type }) => type === 'popup')?.id ?? 0;
          if (id === 0) return 0;
          if (what === 'close') await chrome.windows.remove(id);
          return id;
        }, act);
        return found;
      },
      { intervals: [50], timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  return found;
}

// Uses real windows if there is a display, and no driver that pretends that every page is visible.
test('text that comes late or into view is found in a window out of focus; minimised or closed, it proves nothing', {
  tag: '@long',
}, async ({ pages, profile }) => {
  await prepareProfile(profile, { origins: ['http://stage.example/*'] });
  const { url, html, quotes } = SLOW_TO_SHOW;
  pages.replace(url, { body: html });
  const display = await startDisplay();
  const browser = await startBareBrowser({
    profile,
    pagePort: pages.port,
    display: display?.name ?? null,
  });
  try {
    const panel = await browser.openExtensionPage('sidepanel.html');
    await storeQuotes(
      panel,
      quotes.map((quote) => ({ url, quote })),
    );
    await panel.reload();
    const found = async () =>
      (await checksIn(panel, await endedRun(panel, 'manual'))).map(({ verdict, evidence }) => [
        verdict,
        evidence.reason,
      ]);
    await startRun(panel, true);
    expect(await found()).toEqual([
      ['verbatim', null],
      ['verbatim', null],
      ['missing', 'nothing-close'],
    ]);

    const letUp = await keepMinimised(panel);
    await startRun(panel);
    const hidden = await found();
    await letUp();
    expect(hidden.slice(1)).toEqual([
      ['unchecked', 'render-hidden'],
      ['unchecked', 'render-hidden'],
    ]);

    await startRun(panel);
    await withPopup(panel, 'close');
    expect(await found()).toEqual(quotes.map(() => ['unchecked', 'render-closed']));
  } finally {
    await browser.close();
    display?.stop();
  }
});

test('the window of a worker that was stopped is closed, and its page opened again', {
  tag: '@long',
}, async ({ launch, pages }) => {
  const extension = await launch({ origins: ['http://stage.example/*'] });
  const [late] = stageCases(1).filter(({ url }) => url.endsWith('/late'));
  if (late === undefined) throw new Error('There is no page that comes late.');
  pages.replace(late.url, { body: late.html });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await storeQuotes(panel, [{ url: late.url, quote: QUOTE }]);
  await panel.reload();
  await startRun(panel, true);
  const first = await withPopup(panel, 'find');
  await extension.stopServiceWorker();
  // Any call of the extension wakes the worker. Its alarm would do so later.
  await panel.reload();
  const checks = await checksIn(panel, await endedRun(panel, 'manual'));
  // The reason is here so that a failure says it.
  expect(checks.map(({ verdict, reader, evidence }) => [verdict, reader, evidence.reason])).toEqual(
    [['verbatim', 'render', null]],
  );
  await expect.poll(() => windowsOf(extension)).toBe(1);
  expect(first).toBeGreaterThan(0);
});
