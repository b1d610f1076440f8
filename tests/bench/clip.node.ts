import type { Page, Worker } from '@playwright/test';
import { expect, test } from 'vitest';
import { launchExtension } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import { servePages } from '@/scripts/serve-pages.mjs';
import { makePng } from '../e2e/harness/make-png';
import { makePage } from './made-pages';
import { ms, percentile, summary, verdict } from './measure';

/**
 * Measures the time from the background's listener to the toast in the built extension. The test
 * sets its own marks in the worker and in the page, so the time of Playwright and of the popup is
 * not included.
 */
interface WorkerMarks {
  /** Time at which the user act arrived. */
  heard: number;
  /** Time at which the clipper was injected. */
  injected: number;
  /** Time at which the draft arrived: the page is read, the directive built and proved. */
  drafted: number;
}

interface PageMarks {
  /** Time at which the toast was in the page. */
  shown: number;
  /** Time at which the next frame was drawn. */
  drawn: number;
}

type Marked = typeof globalThis & { benchMarks?: WorkerMarks; benchToast?: Promise<PageMarks> };

/**
 * Sets the marks. They are milliseconds since 1970 with fractions, because the worker and the page
 * share that clock.
 */
function markInWorker(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    const now = () => performance.timeOrigin + performance.now();
    const marks = { heard: 0, injected: 0, drafted: 0 };
    (globalThis as Marked).benchMarks = marks;
    chrome.runtime.onMessage.addListener((message: { call?: string }) => {
      if (message.call === 'capture.start') marks.heard = now();
    });
    chrome.runtime.onConnect.addListener((port) => {
      port.onMessage.addListener(() => {
        marks.drafted = now();
      });
    });
    const inject = chrome.scripting.executeScript.bind(chrome.scripting);
    chrome.scripting.executeScript = (async (injection: Parameters<typeof inject>[0]) => {
      const injected = await inject(injection);
      if (injection.files?.some((file) => file.includes('clipper'))) marks.injected = now();
      return injected;
    }) as typeof chrome.scripting.executeScript;
  });
}

/** Waits in the page for the host of the toast. Removes a toast of the previous clip first. */
function awaitToast(page: Page): Promise<void> {
  return page.evaluate(() => {
    const now = () => performance.timeOrigin + performance.now();
    document.querySelector('pincite-toast')?.remove();
    (globalThis as Marked).benchToast = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('pincite-toast') === null) return;
        observer.disconnect();
        const shown = now();
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done({ shown, drawn: now() });
        requestAnimationFrame(() => channel.port2.postMessage(null));
      });
      observer.observe(document.documentElement, { childList: true });
    });
  });
}

const ROUNDS = 24;
const ADDRESS = 'http://made.example/long';
const WORDS = 26_000;

interface Clips {
  readonly toToast: number[];
  readonly toDrawn: number[];
  readonly injecting: number[];
  readonly drafting: number[];
  readonly storing: number[];
}

const newClips = (): Clips => ({
  toToast: [],
  toDrawn: [],
  injecting: [],
  drafting: [],
  storing: [],
});

const report = (title: string, clips: Clips): string[] => [
  `${title}, ${clips.toToast.length} clips, ms:`,
  `  listener → clipper injected     ${summary(clips.injecting)}`,
  `  → draft with proved directive   ${summary(clips.drafting)}`,
  `  → stored, toast in the page     ${summary(clips.storing)}`,
  `  listener → toast in the page    ${summary(clips.toToast)}`,
  `  listener → toast drawn          ${summary(clips.toDrawn)}`,
];

test('from the listener to the toast on a long page', async () => {
  const pages = await servePages();
  const extension = await launchExtension({ pagePort: pages.port });
  try {
    const icon = `<link rel="icon" href="data:image/png;base64,${makePng(32, 32, [20, 90, 200]).toString('base64')}">`;
    const plain = makePage({ words: WORDS, density: 20, language: 'en' });
    const html = plain.replace('<title>', `${icon}<title>`);
    const named = html.replace('<title>', '<meta name="author" content="Ann Field"><title>');
    const worker = await extension.serviceWorker();
    await markInWorker(worker);
    const page = await extension.context.newPage();

    const clipOnce = async (into: Clips | null, start: number) => {
      await selectText(page, { start, end: start + 40 });
      await awaitToast(page);
      const popup = await extension.triggerAction(page);
      await popup.getByRole('button', { name: 'Clip selection' }).click();
      await popup.locator('.popup-saved').waitFor();
      const toast = await page.evaluate(() => (globalThis as Marked).benchToast);
      const marks = await worker.evaluate(() => (globalThis as Marked).benchMarks);
      await popup.close();
      if (toast === undefined || marks === undefined) throw new Error('A mark is missing.');
      const { heard, injected, drafted } = marks;
      expect(heard).toBeGreaterThan(0);
      expect([injected, drafted, toast.shown].every((mark) => mark >= heard)).toBe(true);
      into?.injecting.push(injected - heard);
      into?.drafting.push(drafted - injected);
      into?.storing.push(toast.shown - drafted);
      into?.toToast.push(toast.shown - heard);
      into?.toDrawn.push(toast.drawn - heard);
    };

    const first = newClips();
    const again = newClips();
    const nameless = newClips();
    pages.replace(ADDRESS, named);
    for (let round = -2; round < ROUNDS; round++) {
      await page.goto(`${ADDRESS}?${round}`);
      const start = 2_000 + 6_000 * ((round + 2) % 20);
      // The first two clips start the library, so they do not count.
      await clipOnce(round < 0 ? null : first, start);
      await clipOnce(round < 0 ? null : again, start + 1_000);
    }
    pages.replace(ADDRESS, html);
    for (let round = 0; round < ROUNDS; round++) {
      await page.goto(`${ADDRESS}?nameless${round}`);
      await clipOnce(nameless, 2_000 + 6_000 * (round % 20));
    }
    console.log(
      [
        `\nA clip on a page of ${WORDS.toLocaleString('en')} words in the built extension, headless, through the popup.`,
        'Not counted: Playwright, the popup, the hop of its message to the worker.',
        ...report('The first clip of a page, its author in the metadata', first),
        ...report('The next clip of the same page, nothing changed', again),
        ...report('The first clip of a page that names no author', nameless),
        `  (p50 of a next clip ÷ a first: ${ms(percentile(again.toToast, 0.5) / percentile(first.toToast, 0.5))})`,
        verdict('listener → toast, p95, first clip', percentile(first.toToast, 0.95), 150, 'ms'),
        verdict('listener → toast, p95, next clip', percentile(again.toToast, 0.95), 150, 'ms'),
        verdict('listener → toast, p95, no author', percentile(nameless.toToast, 0.95), 150, 'ms'),
        verdict('listener → drawn, p95, first clip', percentile(first.toDrawn, 0.95), 150, 'ms'),
      ].join('\n'),
    );
  } finally {
    await extension.close();
    await pages.close();
  }
});
