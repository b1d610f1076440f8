import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { readLibrary } from '@/scripts/tour/read-library';
import { LONG } from '../long.mjs';
import { ARCHIVE, archiveCopy, TIMEGATE } from './harness/archive';
import { expect, test } from './harness/fixtures';
import { HOSTILE, slowToRead } from './harness/hostile-html';
import { killBrowser } from './harness/kill-browser';
import { articleWith } from './harness/made-pages';
import { storeClips } from './harness/store-clips';
import { checksIn, endedRun, startVerification, verifyReport } from './harness/verification';

/*
 * The extension's pages answer while hostile pages are read. The tests print how long each of them
 * took, and do not depend on it: a page counts as answering when it answers before the reading of
 * the hostile pages ends, and when it takes at most ten times as long as without them, or as a page
 * of the web takes at the same time: the machine may become busy between the two.
 */

const quoteOf = (name: string) => `On the page called ${name} the water stood at the second mark.`;

/** For each page of the extension: text that it shows once it has read the library. */
const PAGES = [
  ['sidepanel.html', (page: Page) => page.getByText(quoteOf('slow'))],
  [
    'popup.html',
    (page: Page) => page.getByRole('combobox').or(page.locator('.popup-foot')).first(),
  ],
  ['options.html', (page: Page) => page.getByText(/^1 report/)],
  ['desk.html', (page: Page) => page.getByRole('heading').first()],
] as const;

type Times = Readonly<Record<string, number>>;

/** A page of the web, which the extension cannot hold up. */
const WEB_PAGE = 'http://rivers.example/reservoir-status';

/**
 * Opens each page and a page of the web, and waits for what it shows. Returns how long each took,
 * in milliseconds. All are opened at the same time, because a hostile page is read for 15 s only.
 */
async function timesOf(extension: ExtensionBrowser): Promise<Times> {
  const begun = performance.now();
  const openWebPage = async () => {
    const web = await extension.context.newPage();
    await web.goto(WEB_PAGE);
    return web;
  };
  const opened = [
    { name: WEB_PAGE, open: openWebPage, shown: (page: Page) => page.locator('body') },
    ...PAGES.map(([name, shown]) => {
      return { name, open: () => extension.openExtensionPage(name), shown };
    }),
  ].map(async ({ name, open, shown }) => {
    const page = await open();
    await shown(page).waitFor();
    return { page, name, took: Math.round(performance.now() - begun) };
  });
  const times = await Promise.all(opened);
  for (const { page } of times) await page.close();
  return Object.fromEntries(times.map(({ name, took }) => [name, took]));
}

/** Prints the times and checks their ratio. */
function compare(when: string, times: Times, quiet: Times): void {
  for (const [name] of PAGES) {
    const [took, alone] = [times[name] ?? 0, quiet[name] ?? 0];
    console.log(`${name} answered in ${took} ms ${when}, in ${alone} ms without`);
    expect(took).toBeLessThan(10 * Math.max(alone, times[WEB_PAGE] ?? 0, 500));
  }
}

const unfinished = async (page: Page) =>
  (await readLibrary(page)).runs.filter(({ finishedAt }) => finishedAt === null).length;

test('all pages answer while hostile pages are read, also after a restart of the browser', {
  tag: '@long',
}, async ({ launch, pages, profile }) => {
  // hostile-pages.spec.ts reads all of them.
  const hostile = LONG
    ? (['nested', 'reopened', 'crossed', 'attributes', 'wide', 'entities'] as const)
    : (['nested', 'entities'] as const);
  const sites = ['slow', 'line', ...hostile];
  const origins = sites.map((site) => `http://${site}.example/*`);
  const urls = sites.map((site) => `http://${site}.example/page`);
  const before = await launch({ origins, profile });
  const page = await before.openExtensionPage('options.html');
  await storeClips(
    page,
    sites.map((site, at) => ({
      url: urls[at] ?? '',
      passages: [quoteOf(site)],
      quote: quoteOf(site),
    })),
  );
  const quiet = await timesOf(before);
  pages.replace(urls[0] ?? '', slowToRead(articleWith([quoteOf('slow')])));
  pages.replace(
    urls[1] ?? '',
    articleWith([quoteOf('line')]).replace('</main>', `<p>${'word '.repeat(1_900_000)}</main>`),
  );
  for (const site of hostile) {
    const [spoil] = HOSTILE[site] ?? [];
    pages.replace(`http://${site}.example/page`, spoil?.(articleWith([quoteOf(site)])) ?? '');
  }
  const asked = () => pages.requests.filter(({ url }) => urls.includes(url)).length;

  const panel = await before.openExtensionPage('sidepanel.html');
  await startVerification(panel);
  await expect.poll(() => pages.requests.some(({ url }) => url === urls[0])).toBe(true);
  compare('while hostile pages are read', await timesOf(before), quiet);
  // Pages are still being read, so that all answers came while they were.
  expect(await unfinished(page)).toBe(1);
  await killBrowser(before);
  const askedBefore = asked();

  const after = await launch({ origins, profile });
  // Pages that were being read at the kill come again, one after the other.
  await expect.poll(asked, { timeout: 120_000 }).toBeGreaterThan(askedBefore);
  compare('while they are read after a restart', await timesOf(after), quiet);
  const again = await after.openExtensionPage('options.html');
  expect(await unfinished(again)).toBe(1);

  const checks = await checksIn(again, await endedRun(again, 'manual'));
  const found = Object.fromEntries(
    checks.map(({ page: url, verdict, evidence }) => [
      new URL(url).host.split('.')[0],
      [verdict, evidence.reason],
    ]),
  );
  const expected: typeof found = {
    slow: ['unchecked', 'page-too-slow'],
    line: ['verbatim', null],
    nested: ['unchecked', 'too-complex'],
    reopened: ['unchecked', 'too-complex'],
    crossed: ['unchecked', 'too-complex'],
    attributes: ['unchecked', 'too-complex'],
    wide: ['unchecked', 'too-complex'],
    entities: ['verbatim', null],
  };
  expect(found).toEqual(Object.fromEntries(sites.map((site) => [site, expected[site]])));
});

test('hostile archived copies end with a reason', { tag: '@long' }, async ({ launch, pages }) => {
  // A slow page keeps a core busy for 15 s. The test above has one already.
  const sites = LONG
    ? (['nested', 'attributes', 'wide', 'entities', 'slow'] as const)
    : (['nested', 'entities'] as const);
  const extension = await launch({
    origins: [...sites, 'archive'].flatMap((site) => [
      `http://${site}.example/*`,
      `https://${site}.example/*`,
    ]),
  });
  const panel = await extension.openExtensionPage('sidepanel.html');
  const urlOf = (site: string) => `http://${site}.example/page`;
  await storeClips(
    panel,
    sites.map((site) => ({ url: urlOf(site), passages: [quoteOf(site)], quote: quoteOf(site) })),
  );
  for (const site of sites) {
    const article = articleWith([quoteOf(site)]);
    const html = site === 'slow' ? slowToRead(article) : HOSTILE[site]?.[0](article);
    pages.replace(urlOf(site), { status: 404, body: '<!doctype html><title>Not found</title>' });
    archiveCopy(pages, {
      url: urlOf(site),
      html: html ?? '',
      at: '20260503210000',
      datetime: 'Sun, 03 May 2026 21:00:00 GMT',
    });
  }
  const options = await extension.openExtensionPage('options.html');
  await options.getByLabel('Address of the archive’s TimeGate').fill(TIMEGATE);
  await options.getByRole('button', { name: 'Allow and turn on', exact: true }).click();
  await expect(
    options.getByText('Pages that are gone are looked up at archive.example.'),
  ).toBeVisible();
  await panel.reload();
  const checks = await verifyReport(panel);
  const copies = checks.map(({ verdict, evidence }) => {
    const step = evidence.steps?.find(({ reader }) => reader === 'memento');
    return [verdict, step?.verdict, step?.reason];
  });
  const expected = {
    nested: ['gone', 'unchecked', 'too-complex'],
    attributes: ['gone', 'unchecked', 'too-complex'],
    wide: ['gone', 'unchecked', 'too-complex'],
    entities: ['gone', 'verbatim', null],
    slow: ['gone', 'unchecked', 'page-too-slow'],
  };
  expect(copies).toEqual(sites.map((site) => expected[site]));
  expect(pages.requests.some(({ url }) => url.startsWith(`${ARCHIVE}/web/`))).toBe(true);
});

const FONTS = Array.from({ length: 77 }, (_, at) => `<font style="a:${at}">`).join('');
const LINK = '<a href="http://slow.example/page">link</a>';

test('pasted hostile HTML ends with a message, and the panel continues to work', {
  tag: '@long',
}, async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  const sheet = panel.getByRole('dialog');
  const paste = async (html: string) => {
    await panel.getByRole('button', { name: 'Import a report…' }).click();
    await sheet.getByRole('textbox', { name: 'Or paste a report' }).evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', text);
      const init = { clipboardData, bubbles: true, cancelable: true };
      field.dispatchEvent(new ClipboardEvent('paste', init));
    }, html);
  };
  const close = async () => {
    await panel.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  };
  for (const html of [
    `${LINK}<table><tr>${'<td colspan=1000>a'.repeat(40_000)}`,
    ...(LONG
      ? [`<p>${LINK}${FONTS}${'<p>a'.repeat(49_000)}`, `${LINK}${'<i></i>'.repeat(500_000)}`]
      : []),
  ]) {
    await paste(html);
    await expect(sheet.getByRole('alert')).toContainText('more elements, or larger tables');
    await close();
  }
  await paste(`${LINK}<p>${'word '.repeat(4_000_000)}`);
  await expect(sheet.getByRole('alert')).toContainText('too large to read at once');
  await close();
  // What is too deep is left out, and the rest is read.
  await paste(`${LINK}${'<div>'.repeat(400_000)}`);
  await expect(sheet.getByRole('heading', { name: 'What was read' })).toBeVisible();
});
