import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { fillLibrary, type LibraryShape } from './fill-library';
import { percentile, summary, verdict } from './measure';

/*
 * Measures the popup and the side panel with a small and a large library in the built extension:
 * the time until they can be used, the time of a search, and whether scrolling keeps up with the
 * screen. PINCITE_BENCH_CLIPS sets another number of clips for the large library.
 */

const LARGE = Number(process.env['PINCITE_BENCH_CLIPS'] ?? '100000');
const CLIPS_IN_REPORT = 500;
const ROUNDS = 9;
const WARM_UP = 2;
/** Queries whose words are everywhere, rare, together, in quotation marks, and nowhere. */
const QUERIES = [
  'the',
  'of',
  'water',
  'the level of',
  'reservoir',
  '"level of the lake"',
  'turbine sediment',
  'a',
  'harbour gauge',
  'site-17.example',
  'hydrology',
  'nowhere',
];
const TIMES_BAR = 2;
const WARM_BAR = LARGE <= 30_000 ? 50 : 200;
const COLD_BAR = 150;
/** Milliseconds of one frame at 60 frames a second, with some tolerance for the clock. */
const FRAME_BAR = 17.5;

const SHAPES: readonly LibraryShape[] = [
  { reports: 1, clips: 100 },
  { reports: Math.max(1, Math.round(LARGE / CLIPS_IN_REPORT)), clips: LARGE },
];

/** Milliseconds from the start of loading until the wanted element shows and the page is idle. */
async function timeToUse(browser: ExtensionBrowser, file: string, wanted: string): Promise<number> {
  const page = await browser.context.newPage();
  try {
    await page.goto(`chrome-extension://${browser.extensionId}/${file}`, { waitUntil: 'commit' });
    return await page.evaluate(async (selector) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      while (document.querySelector(selector) === null) await frame();
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now();
    }, wanted);
  } finally {
    await page.close();
  }
}

/** Milliseconds from the key press until the matching clips are drawn. Types all words at once. */
function timeSearch(page: Page, words: string): Promise<{ ms: number; found: string }> {
  return page.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]');
    if (field === null) throw new Error('There is no search field.');
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const busy = () => document.querySelector('[aria-busy]')?.getAttribute('aria-busy');
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (busy() !== 'false') return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    const ms = performance.now() - start;
    const status = [...document.querySelectorAll('[role=status]')].map((each) => each.textContent);
    return { ms, found: status.find((each) => /\d/.test(each ?? '')) ?? '' };
  }, words);
}

/** Milliseconds between frames while the page scrolls from its top, a little in each frame. */
function scrollFrames(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const frames: number[] = [];
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let drawn = 0; drawn < 240; drawn += 1) {
      window.scrollBy(0, 45);
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      frames.push(now - last);
      last = now;
    }
    return frames;
  });
}

const POPUP_READY = '.recent-list .recent, .popup .muted';
const PANEL_READY = '.panel-main [data-item]';

test('popup, panel and search over a small and a large library', async () => {
  const browsers: ExtensionBrowser[] = [];
  const lines: string[] = [];
  try {
    for (const shape of SHAPES) {
      const browser = await launchExtension();
      browsers.push(browser);
      const filled = await fillLibrary(browser, shape);
      lines.push(
        `${shape.clips} clips in ${shape.reports} reports: taken into the search in ${(filled.settleMs / 1_000).toFixed(1)} s`,
      );
    }
    const times = SHAPES.map(() => ({ popup: [] as number[], panel: [] as number[] }));
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const [at, browser] of browsers.entries()) {
        const popup = await timeToUse(browser, 'popup.html', POPUP_READY);
        const panel = await timeToUse(browser, 'sidepanel.html', PANEL_READY);
        if (round < 0) continue;
        times[at]?.popup.push(popup);
        times[at]?.panel.push(panel);
      }
    }
    for (const [at, { popup, panel }] of times.entries()) {
      lines.push(`${SHAPES[at]?.clips} clips, until it can be used, ms:`);
      lines.push(`  popup  ${summary(popup)}`, `  panel  ${summary(panel)}`);
    }
    for (const page of ['popup', 'panel'] as const) {
      const small = percentile(times[0]?.[page] ?? [], 0.5);
      const ours = percentile(times[1]?.[page] ?? [], 0.5);
      const compared = { ours, peer: 'small library', theirs: small, unit: 'ms' };
      lines.push(verdict(`${page}, large ÷ small`, ours / small, TIMES_BAR, '×', compared));
    }

    const [, large] = browsers;
    if (large === undefined) throw new Error('There is no large library.');
    const cold: number[] = [];
    const warm: number[] = [];
    for (const [at, words] of QUERIES.entries()) {
      const popup = await large.openExtensionPage('popup.html');
      await popup.waitForSelector('input[type=search]');
      cold.push((await timeSearch(popup, words)).ms);
      for (let next = 1; next < QUERIES.length; next += 1) {
        const other = QUERIES[(at + next) % QUERIES.length] ?? '';
        const { ms, found } = await timeSearch(popup, other);
        if (at === 0) lines.push(`  “${other}”: ${found.trim()}, ${ms.toFixed(0)} ms`);
        warm.push(ms);
      }
      await popup.close();
    }
    lines.push('Search in the popup, from the keystroke to what is drawn, ms:');
    lines.push(`  cold  ${summary(cold)}`, `  warm  ${summary(warm)}`);
    lines.push(verdict('search, cold, p95', percentile(cold, 0.95), COLD_BAR, 'ms'));
    lines.push(verdict('search, warm, p95', percentile(warm, 0.95), WARM_BAR, 'ms'));

    const panel = await large.openExtensionPage('sidepanel.html');
    await panel.setViewportSize({ width: 400, height: 900 });
    await panel.waitForSelector(PANEL_READY);
    const report = await scrollFrames(panel);
    await panel.evaluate(() => window.scrollTo(0, 0));
    await panel.locator('[data-focus=library-open]').click();
    await panel.waitForSelector('[data-result]');
    const library = await scrollFrames(panel);
    expect(report.length + library.length).toBe(480);
    lines.push('Frames while scrolling, ms:');
    lines.push(`  a report of ${CLIPS_IN_REPORT} clips  ${summary(report)}`);
    lines.push(`  the library             ${summary(library)}`);
    lines.push(verdict('frame of a report, p95', percentile(report, 0.95), FRAME_BAR, 'ms'));
    lines.push(verdict('frame of the library, p95', percentile(library, 0.95), FRAME_BAR, 'ms'));
  } finally {
    for (const browser of browsers) await browser.close();
    console.log(`\n${lines.join('\n')}`);
  }
}, 3_600_000);
