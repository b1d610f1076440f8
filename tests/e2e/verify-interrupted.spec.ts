import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import type { PageServer } from '@/scripts/serve-pages.mjs';
import { readLibrary } from '@/scripts/tour/read-library';
import { expect, test } from './harness/fixtures';
import { killBrowser } from './harness/kill-browser';
import { articleWith } from './harness/made-pages';
import { storeClips } from './harness/store-clips';
import {
  CONFIRM_VERIFY,
  cardWith,
  checksIn,
  endedRun,
  startVerification,
  verifyReport,
} from './harness/verification';

/**
 * Stores one clip of each of these articles. `site` returns the site of each.
 */
async function clipPages(
  extension: ExtensionBrowser,
  pages: PageServer,
  names: readonly string[],
  site: (name: string) => string,
): Promise<{ readonly urls: readonly string[]; readonly htmls: readonly string[] }> {
  const urls = names.map((name) => `http://${site(name)}/${name}`);
  const htmls = names.map((name) => articleWith([quoteOf(name)]));
  for (const [at, url] of urls.entries()) pages.replace(url, htmls[at] ?? '');
  const page = await extension.openExtensionPage('options.html');
  await storeClips(
    page,
    names.map((name, at) => {
      return { url: urls[at] ?? '', passages: [quoteOf(name)], quote: quoteOf(name) };
    }),
  );
  await page.close();
  return { urls, htmls };
}

function quoteOf(name: string): string {
  return `On the page called ${name} the water stood at the second mark.`;
}

function times(pages: PageServer, urls: readonly string[]): number[] {
  return urls.map((url) => pages.requests.filter((request) => request.url === url).length);
}

const bar = (panel: Page) => panel.getByRole('progressbar');

/**
 * Holds the response for a page until the returned function is called. Later requests get it at
 * once.
 */
function hold(pages: PageServer, url: string, body: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  pages.replace(url, { body, when: () => promise, later: { body } });
  return resolve;
}

test('a run shows its progress, and Cancel keeps its results and reads no further page', async ({
  launch,
  pages,
}) => {
  const fast = ['amber', 'birch'];
  // More pages than are read at once. When the run is cancelled, some are in progress and some are
  // not started.
  const slow = ['cedar', 'delta', 'ember', 'flint', 'grove', 'hazel'];
  const site = (name: string) => `${name}.example`;
  const extension = await launch({
    origins: [...fast, ...slow].map((name) => `http://${site(name)}/*`),
  });
  const { urls, htmls } = await clipPages(extension, pages, [...fast, ...slow], site);
  const letGo = urls
    .slice(fast.length)
    .map((url, at) => hold(pages, url, htmls[fast.length + at] ?? ''));
  const panel = await extension.openExtensionPage('sidepanel.html');
  await startVerification(panel);

  await expect(panel.getByText('2 of 8 clips checked')).toBeVisible();
  await expect(bar(panel)).toHaveAttribute('max', '8');
  await expect(bar(panel)).toHaveJSProperty('value', 2);
  for (const name of fast) {
    await expect(cardWith(panel, quoteOf(name)).locator('.verdict')).toHaveText('Verbatim');
  }
  await expect.poll(() => times(pages, urls).reduce((sum, each) => sum + each)).toBe(6);
  await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(panel.getByText('Verification cancelled. Finished checks are kept.')).toBeVisible();
  // The pages in progress get their responses too late.
  for (const go of letGo) go();
  await expect(panel.getByRole('button', { name: 'Verify 8 clips' })).toBeVisible();
  await expect(bar(panel)).toHaveCount(0);
  await expect(panel.locator('.verdict')).toHaveCount(2);

  const cancelled = await endedRun(panel, 'manual');
  expect(cancelled.cancelled).toBe(true);
  expect((await checksIn(panel, cancelled)).map(({ verdict }) => verdict)).toEqual([
    'verbatim',
    'verbatim',
  ]);

  // A second run reads everything, including what the first had not started.
  for (const [at, url] of urls.entries()) pages.replace(url, htmls[at] ?? '');
  const checks = await verifyReport(panel);
  expect(checks.map(({ verdict }) => verdict)).toEqual(urls.map(() => 'verbatim'));
  const read = times(pages, urls);
  expect(read.filter((count) => count === 2)).toHaveLength(6);
  expect(read.filter((count) => count === 1)).toHaveLength(2);
  const kept = (await readLibrary(panel)).checks.filter(({ runId }) => runId === cancelled.id);
  expect(kept).toHaveLength(2);
});

// verify-run.spec.ts stops the worker of a longer run.
test('a run whose worker is stopped continues when it wakes, and checks every clip once', {
  tag: '@long',
}, async ({ launch, pages }) => {
  const names = ['amber', 'birch', 'cedar', 'delta', 'ember', 'flint'];
  const extension = await launch({ origins: ['http://shelf.example/*'] });
  const { urls, htmls } = await clipPages(extension, pages, names, () => 'shelf.example');
  const letGo = hold(pages, urls[2] ?? '', htmls[2] ?? '');
  const panel = await extension.openExtensionPage('sidepanel.html');
  await startVerification(panel);
  await expect(panel.getByText('2 of 6 clips checked')).toBeVisible();
  await expect.poll(() => times(pages, urls)).toEqual([1, 1, 1, 0, 0, 0]);
  await extension.stopServiceWorker();
  const stopped = await readLibrary(panel);
  expect(stopped.runs.map(({ finishedAt }) => finishedAt)).toEqual([null]);
  expect(stopped.checks).toHaveLength(2);

  // Any message starts the worker. Here it is a note to store.
  const card = cardWith(panel, quoteOf('amber'));
  await card.getByRole('button', { name: 'Note', exact: true }).click();
  await panel.keyboard.type('seen');
  const run = await endedRun(panel, 'manual');
  await expect(panel.getByText('Verification finished. 6 clips: 6 stand.')).toBeVisible();
  const library = await readLibrary(panel);
  expect(library.runs).toHaveLength(1);
  expect(library.checks).toHaveLength(names.length);
  expect((await checksIn(panel, run)).map(({ page, verdict }) => [page, verdict])).toEqual(
    urls.map((url) => [url, 'verbatim']),
  );
  await expect(panel.locator('.verdict')).toHaveCount(names.length);
  // Only the page in progress was requested again.
  expect(times(pages, urls)).toEqual([1, 1, 2, 1, 1, 1]);
  letGo();
});

for (const [how, end] of [
  ['closed', (browser: ExtensionBrowser) => browser.close()],
  ['killed', killBrowser],
] as const) {
  test(`a run that is open when the browser is ${how} continues after the restart`, {
    tag: '@long',
  }, async ({ launch, pages, profile }) => {
    const names = ['amber', 'birch', 'cedar', 'delta'];
    const first = await launch({ profile, origins: ['http://shelf.example/*'] });
    const { urls, htmls } = await clipPages(first, pages, names, () => 'shelf.example');
    hold(pages, urls[2] ?? '', htmls[2] ?? '');
    const panel = await first.openExtensionPage('sidepanel.html');
    await startVerification(panel);
    await expect(panel.getByText('2 of 4 clips checked')).toBeVisible();
    await expect.poll(() => times(pages, urls)).toEqual([1, 1, 1, 0]);
    const known = (await readLibrary(panel)).checks.map(({ clipId }) => clipId);
    await end(first);

    const second = await launch({ profile });
    const again = await second.openExtensionPage('sidepanel.html');
    const run = await endedRun(again, 'manual');
    expect((await checksIn(again, run)).map(({ page, verdict }) => [page, verdict])).toEqual(
      urls.map((url) => [url, 'verbatim']),
    );
    const { checks } = await readLibrary(again);
    expect(checks).toHaveLength(names.length);
    expect(known).toHaveLength(2);
    // What the panel received before the browser ended is stored.
    expect(checks.map(({ clipId }) => clipId)).toEqual(expect.arrayContaining(known));
    await expect(again.locator('.verdict')).toHaveCount(names.length);
  });
}

test('only the page whose reading saw two browser deaths is skipped', {
  tag: '@long',
}, async ({ launch, pages, profile }) => {
  const names = ['amber', 'birch', 'cedar', 'delta'];
  const site = (name: string) => `${name}.example`;
  const first = await launch({ profile, origins: names.map((name) => `http://${site(name)}/*`) });
  const { urls, htmls } = await clipPages(first, pages, names, site);
  // The browser dies once during the reading of all pages but the last, which was read, and again
  // during that of one page.
  for (const [at, url] of urls.slice(0, 3).entries()) hold(pages, url, htmls[at] ?? '');
  const panel = await first.openExtensionPage('sidepanel.html');
  await startVerification(panel);
  await expect(panel.getByText('1 of 4 clips checked')).toBeVisible();
  await expect.poll(() => times(pages, urls)).toEqual([1, 1, 1, 1]);
  const [known] = (await readLibrary(panel)).checks;
  hold(pages, urls[1] ?? '', htmls[1] ?? '');
  await killBrowser(first);

  const second = await launch({ profile });
  await expect.poll(() => times(pages, urls)[1]).toBe(2);
  await killBrowser(second);

  const third = await launch({ profile });
  const last = await third.openExtensionPage('sidepanel.html');
  const run = await endedRun(last, 'manual');
  expect(
    (await checksIn(last, run)).map(({ page, verdict, evidence }) => [
      page,
      verdict,
      evidence.reason,
    ]),
  ).toEqual([
    [urls[0], 'verbatim', null],
    [urls[1], 'unchecked', 'reader-stopped'],
    [urls[2], 'verbatim', null],
    [urls[3], 'verbatim', null],
  ]);
  // The reader does not request this page a third time, and the last page was checked once.
  expect([times(pages, urls)[1], times(pages, urls)[3]]).toEqual([2, 1]);
  // What the panel received before the first kill is stored.
  const { checks } = await readLibrary(last);
  expect(checks.filter(({ clipId }) => clipId === known?.clipId)).toEqual([known]);
  await expect(cardWith(last, quoteOf('birch'))).toContainText('reader stopped twice on this page');
});

test('a run whose reader is closed in the middle reads those pages again and checks all once', {
  tag: '@long',
}, async ({ launch, pages }) => {
  const names = ['amber', 'birch', 'cedar', 'delta'];
  const site = (name: string) => `${name}.example`;
  const extension = await launch({ origins: names.map((name) => `http://${site(name)}/*`) });
  const { urls, htmls } = await clipPages(extension, pages, names, site);
  for (const [at, url] of urls.entries()) hold(pages, url, htmls[at] ?? '');
  const panel = await extension.openExtensionPage('sidepanel.html');
  await startVerification(panel);
  await expect.poll(() => times(pages, urls)).toEqual([1, 1, 1, 1]);
  await panel.evaluate(() => chrome.offscreen.closeDocument());
  const run = await endedRun(panel, 'manual');
  expect((await checksIn(panel, run)).map(({ page, verdict }) => [page, verdict])).toEqual(
    urls.map((url) => [url, 'verbatim']),
  );
  expect((await readLibrary(panel)).checks).toHaveLength(names.length);
  // The reader ended before any response, so each page had to be requested again.
  expect(times(pages, urls)).toEqual([2, 2, 2, 2]);
});

test('a paused run reads nothing, outlives the browser, and continues when it is resumed', {
  tag: '@long',
}, async ({ launch, pages, profile }) => {
  const names = ['amber', 'birch', 'cedar', 'delta', 'ember'];
  const first = await launch({ profile, origins: ['http://shelf.example/*'] });
  const { urls, htmls } = await clipPages(first, pages, names, () => 'shelf.example');
  const letGo = hold(pages, urls[1] ?? '', htmls[1] ?? '');
  const panel = await first.openExtensionPage('sidepanel.html');
  await startVerification(panel);
  await expect(panel.getByText('1 of 5 clips checked')).toBeVisible();
  await expect(panel.locator('.run-reading')).toHaveText(/^shelf\.example\//);
  // The focus moved from the button that starts the run to the one that pauses it.
  await expect(panel.getByRole('button', { name: 'Pause', exact: true })).toBeFocused();
  await panel.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'Resume', exact: true })).toBeFocused();
  await expect.poll(() => times(pages, urls)).toEqual([1, 1, 0, 0, 0]);
  letGo();
  // The page in progress is still stored, and no other one is started.
  await expect(panel.getByText('Paused. 2 of 5 clips checked')).toBeVisible();
  expect((await readLibrary(panel)).checks).toHaveLength(2);
  await first.stopServiceWorker();
  await first.close();

  const second = await launch({ profile });
  const again = await second.openExtensionPage('sidepanel.html');
  await expect(again.getByText('Paused. 2 of 5 clips checked')).toBeVisible();
  expect(times(pages, urls)).toEqual([1, 1, 0, 0, 0]);
  await again.getByRole('button', { name: 'Resume', exact: true }).click();
  const run = await endedRun(again, 'manual');
  expect((await checksIn(again, run)).map(({ page, verdict }) => [page, verdict])).toEqual(
    urls.map((url) => [url, 'verbatim']),
  );
  expect(times(pages, urls)).toEqual([1, 1, 1, 1, 1]);
  await expect(again.getByText('Verification finished. 5 clips: 5 stand.')).toBeVisible();
});

test('a site that was unticked is not requested, and its earlier results stay', {
  tag: '@long',
}, async ({ launch, pages }) => {
  const site = (name: string) => `${name}.example`;
  const extension = await launch({ origins: ['http://amber.example/*'] });
  const { urls } = await clipPages(extension, pages, ['amber', 'birch'], site);
  const panel = await extension.openExtensionPage('sidepanel.html');
  await panel.getByRole('button', { name: 'Verify 2 clips' }).click();
  const dialog = panel.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /birch\.example/ }).uncheck();
  await dialog.getByRole('button', { name: CONFIRM_VERIFY }).click();
  const run = await endedRun(panel, 'manual');
  expect((await checksIn(panel, run)).map(({ page }) => page)).toEqual([urls[0]]);
  expect(times(pages, urls)).toEqual([1, 0]);
  await expect(cardWith(panel, quoteOf('birch')).locator('.verdict')).toHaveCount(0);
});

test('a refused permission gives a message, and nothing is read or lost', async ({
  launch,
  pages,
}) => {
  const extension = await launch();
  const { urls } = await clipPages(
    extension,
    pages,
    ['amber', 'birch'],
    (name) => `${name}.example`,
  );
  const panel = await extension.context.newPage();
  // A headless browser has no window of its own in which to press No, so the test gives this
  // answer.
  await panel.addInitScript(() => {
    chrome.permissions.request = (_asked: unknown, answer?: (granted: boolean) => void) => {
      answer?.(false);
      return Promise.resolve(false);
    };
  });
  await panel.goto(`chrome-extension://${extension.extensionId}/sidepanel.html`);
  await startVerification(panel);
  await expect(panel.getByRole('alert')).toContainText(
    'Permission was refused, so these sites were not read.',
  );
  await expect(panel.getByRole('button', { name: 'Verify 2 clips' })).toBeEnabled();
  await expect(panel.locator('.card')).toHaveCount(2);
  const library = await readLibrary(panel);
  expect(library.runs).toEqual([]);
  expect(library.clips).toHaveLength(2);
  expect(times(pages, urls)).toEqual([0, 0]);
});
