import os from 'node:os';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { storeRecords } from '@/scripts/tour/store-records';
import { makeReview } from './made-review';
import { ms, percentile, table, verdict } from './measure';

/*
 * Measures the review desk with 100 and with 2,000 claims in the built extension: the time until it
 * shows, and the time from a key press to the frame that shows its effect. PINCITE_BENCH_CLAIMS
 * sets other sizes, separated by commas.
 *
 * The HTML page of the desk contains an empty desk (entrypoints/desk/index.html). When it is
 * painted says nothing about the scripts or the database, and does not depend on the number of
 * claims. The bench calls it the static frame. The limit applies to the first claim.
 */

const SIZES = (process.env['PINCITE_BENCH_CLAIMS'] ?? '100,2000').split(',').map(Number);
const AT = '2025-03-01T09:00:00.000Z';
const BAR_MS = 100;
/** For the first claim: of a report of at most this many claims, and of larger ones. */
const FEW_CLAIMS = 100;
const FIRST_CLAIM_BARS = { few: 250, many: 500 };
const OPENINGS = 5;
const KEYS = 40;

interface Opening {
  /** Milliseconds from the navigation to the static frame, the first claim and the last hint. */
  readonly frame: number;
  readonly claim: number;
  readonly hints: number;
}

interface Figures {
  readonly openings: readonly Opening[];
  readonly next: readonly number[];
  readonly nextWhileChecking: readonly number[];
  readonly decide: readonly number[];
  readonly filter: readonly number[];
}

interface Marks {
  frame?: number;
  claim?: number;
  hints?: number;
  /** Milliseconds from each key press to the frame that shows its effect. */
  keys: number[];
}
type Marked = typeof globalThis & { benchMarks: Marks };

/** Runs in the page before any other script, and records when things are drawn. */
function markDrawing(): void {
  const marks: Marks = { keys: [] };
  (globalThis as Marked).benchMarks = marks;
  const drawn = (then: (at: number) => void) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  const looks: readonly (readonly [Exclude<keyof Marks, 'keys'>, () => boolean])[] = [
    ['frame', () => document.querySelector('header, .desk') !== null],
    ['claim', () => document.querySelector('.claim-words') !== null],
    [
      'hints',
      () => /decided$/.test(document.querySelector('#desk-decided')?.textContent.trim() ?? ''),
    ],
  ];
  const asked = new Set<string>();
  const observer = new MutationObserver(() => {
    for (const [name, isThere] of looks) {
      if (asked.has(name) || !isThere()) continue;
      asked.add(name);
      drawn((at) => {
        marks[name] = at;
      });
    }
    if (asked.size === looks.length) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });

  // The state that each key changes: the claim, the decision, the parts shown.
  const state = () =>
    ['#claim-title', '.claim-words', '#desk-decided', '.desk-filtered']
      .map((name) => document.querySelector(name)?.textContent ?? '')
      .join('\n');
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const before = state();
      const look = () => {
        drawn((at) => {
          if (state() === before) look();
          else marks.keys.push(at - timeStamp);
        });
      };
      look();
    },
    { capture: true },
  );
}

const marksOf = (page: Page) => page.evaluate(() => (globalThis as Marked).benchMarks);

/** Presses keys one after the other. Waits until each one has been drawn. */
async function press(page: Page, keys: readonly string[]): Promise<number[]> {
  await page.evaluate(() => {
    (globalThis as Marked).benchMarks.keys = [];
  });
  for (const [at, key] of keys.entries()) {
    await page.keyboard.press(key);
    await page.waitForFunction(
      (count) => (globalThis as Marked).benchMarks.keys.length >= count,
      at + 1,
    );
  }
  return (await marksOf(page)).keys;
}

async function open(extension: ExtensionBrowser, reportId: string): Promise<Page> {
  const page = await extension.context.newPage();
  await page.addInitScript(markDrawing);
  await page.goto(`chrome-extension://${extension.extensionId}/desk.html?report=${reportId}`);
  await page.waitForFunction(() => (globalThis as Marked).benchMarks.claim !== undefined);
  return page;
}

async function openingOf(page: Page): Promise<Opening> {
  await page.waitForFunction(() => (globalThis as Marked).benchMarks.hints !== undefined, null, {
    timeout: 120_000,
  });
  const { frame = Number.NaN, claim = Number.NaN, hints = Number.NaN } = await marksOf(page);
  return { frame, claim, hints };
}

const repeat = (keys: readonly string[]) =>
  Array.from({ length: KEYS }, (_, at) => keys[at % keys.length] ?? '');

async function measure(claims: number): Promise<Figures> {
  const extension = await launchExtension();
  try {
    const panel = await extension.openExtensionPage('options.html');
    const made = await makeReview(claims);
    await storeRecords(panel, made, AT);
    await panel.evaluate(() => chrome.storage.local.set({ reviewer: 'Ines' }));

    const openings: Opening[] = [];
    // The first opening fills the caches of the browser, so it does not count.
    for (let round = 0; round <= OPENINGS; round += 1) {
      const page = await open(extension, made.reportId);
      const opening = await openingOf(page);
      if (round > 0) openings.push(opening);
      await page.close();
    }

    const page = await open(extension, made.reportId);
    const nextWhileChecking: number[] = [];
    while ((await marksOf(page)).hints === undefined && nextWhileChecking.length < KEYS) {
      nextWhileChecking.push(...(await press(page, ['j'])));
    }
    await openingOf(page);
    const total = await page.locator('#desk-decided').textContent();
    expect(total?.trim()).toBe(`0 of ${claims.toString()} claims decided`);
    const next = await press(page, repeat(['j', 'j', 'j', 'k']));
    const decide = await press(page, repeat(['1', '2', '1', '1', 'u']));
    await page.keyboard.press('/');
    const letters = ['2', '6', 'q', 'w', 'b'].flatMap((letter) => [letter, 'Backspace']);
    const filter = await press(page, repeat(letters));
    return { openings, next, nextWhileChecking, decide, filter };
  } finally {
    await extension.close();
  }
}

test('the desk with few claims and with many', async () => {
  const all: Figures[] = [];
  for (const claims of SIZES) all.push(await measure(claims));
  const row = (name: string, of: (figures: Figures) => readonly number[], share: number) => [
    name,
    ...all.map((figures) => ms(percentile(of(figures), share))),
  ];
  const opened = (part: keyof Opening) => (figures: Figures) =>
    figures.openings.map((opening) => opening[part]);
  const bars = SIZES.flatMap((claims, at) => {
    const { openings, next, nextWhileChecking, decide, filter } = all[at] ?? {
      openings: [],
      next: [],
      nextWhileChecking: [],
      decide: [],
      filter: [],
    };
    const opened = (part: keyof Opening) => openings.map((opening) => opening[part]);
    const of = (name: string, values: readonly number[], share: number, bar = BAR_MS) =>
      verdict(`${name}, ${claims.toString()} claims`, percentile(values, share), bar, 'ms');
    const { few, many } = FIRST_CLAIM_BARS;
    const firstClaimBar = claims <= FEW_CLAIMS ? few : many;
    return [
      of('static frame after open, p50', opened('frame'), 0.5),
      of('first claim after open, p50', opened('claim'), 0.5, firstClaimBar),
      of('next → painted, p95', next, 0.95),
      // The desk checks a few claims before it accepts a key.
      ...(nextWhileChecking.length < 5
        ? []
        : [of('next → painted while claims are checked, p95', nextWhileChecking, 0.95)]),
      of('decide → painted, p95', decide, 0.95),
      of('filter → painted, p95', filter, 0.95),
    ];
  });
  console.log(
    [
      `\nThe desk in the built extension, headless, ms. ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}`,
      table([
        ['claims', ...SIZES.map(String)],
        row('open → static frame, p50', opened('frame'), 0.5),
        row('open → first claim, p50', opened('claim'), 0.5),
        row('open → every claim checked, p50', opened('hints'), 0.5),
        row('next → painted, p50', ({ next }) => next, 0.5),
        row('next → painted, p95', ({ next }) => next, 0.95),
        row('next while checking → painted, p95', (of) => of.nextWhileChecking, 0.95),
        row('decide → painted, p50', ({ decide }) => decide, 0.5),
        row('decide → painted, p95', ({ decide }) => decide, 0.95),
        row('filter → painted, p50', ({ filter }) => filter, 0.5),
        row('filter → painted, p95', ({ filter }) => filter, 0.95),
      ]),
      '',
      ...bars,
    ].join('\n'),
  );
});
