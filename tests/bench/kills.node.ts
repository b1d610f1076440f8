import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { launchExtension } from '@/scripts/browser/launch-extension';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { killBrowser } from '../e2e/harness/kill-browser';
import { dumpEverything } from '../e2e/harness/library';
import { articleWith } from '../e2e/harness/made-pages';
import {
  ACTS,
  ARTICLE,
  ARTICLE_PASSAGES,
  ask,
  createShared,
  type Life,
  pick,
  sleep,
} from './kill-acts';
import {
  emptyLibrary,
  FOLDER,
  faultsOf,
  type Ledger,
  openQueues,
  readLedger,
  unfinishedRuns,
  writeLedger,
} from './kill-ledger';
import { verdict } from './measure';

/*
 * Kills the browser and stops the background worker at random moments while the extension clips,
 * edits one report from two windows, imports, merges bundles, verifies, stores images and empties
 * the bin. After each kill the library must hold every acknowledged write, and no partial write. At
 * the end of each library every queue must come to its end. The counts of all runs add up in
 * out/kills/ledger.json: PINCITE_KILLS says how many kills this run adds.
 *
 * A life takes the browser's start, about a second of processor time, and the random time until the
 * kill. Therefore lives are short, and the worker is stopped up to three times in each.
 */

const KILLS = Number(process.env['PINCITE_KILLS'] ?? 50);
/** Number of browser lives for one library. A new library keeps reading fast. */
const LIVES_OF_A_LIBRARY = 25;
const LANES = 4;
/** Maximum number of worker stops in one life. */
const WORKER_STOPS = 3;
/** Maximum time of a life, in milliseconds from the moment when its pages are open. */
const LONGEST_LIFE_MS = 1_200;
/** Maximum time for the queues to become empty, in milliseconds. */
const LONGEST_REST_MS = 300_000;
const PROFILE = path.join(FOLDER, 'profile');

async function begin(server: PageServer, ledger: Ledger): Promise<Life> {
  const extension = await launchExtension({
    profile: PROFILE,
    pagePort: server.port,
    origins: ['http://*.example/*'],
  });
  const { context } = extension;
  // This file loads no script, and as a page of the extension it may send every message of a page.
  const [first, second, article] = await Promise.all([
    extension.openExtensionPage('manifest.json'),
    extension.openExtensionPage('manifest.json'),
    openArticle(context),
  ]);
  const tabId = await first.evaluate(async (url) => {
    const [tab] = await chrome.tabs.query({ url });
    return tab?.id ?? -1;
  }, ARTICLE);
  return { extension, windows: [first, second], article, tabId, server, ledger };
}

async function openArticle(context: BrowserContext): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(ARTICLE);
  return page;
}

/** Runs random acts until the browser dies. A failed act was not acknowledged. */
async function work(life: Life, isOver: () => boolean): Promise<void> {
  const names = Object.keys(ACTS);
  while (!isOver()) {
    const name = pick(names) ?? 'edit';
    const { begun, acknowledged } = life.ledger;
    begun[name] = (begun[name] ?? 0) + 1;
    try {
      if ((await ACTS[name]?.(life)) === true) acknowledged[name] = (acknowledged[name] ?? 0) + 1;
    } catch {
      // The worker or the browser died during the act and acknowledged nothing.
    }
    await sleep(Math.random() * 60);
  }
}

/** Stops the worker at random moments. The ledger counts the stops before the browser is killed. */
async function stopWorkers(
  session: CDPSession,
  ledger: Ledger,
  lifeMs: number,
  isOver: () => boolean,
): Promise<void> {
  let isRunning = true;
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { runningStatus } of versions) {
      if (runningStatus === 'running') isRunning = true;
      if (runningStatus !== 'stopped' || !isRunning || isOver()) continue;
      isRunning = false;
      ledger.workerStops += 1;
    }
  });
  await session.send('ServiceWorker.enable');
  const stops = 1 + Math.floor(Math.random() * WORKER_STOPS);
  const moments = Array.from({ length: stops }, () => Math.random() * lifeMs).sort((a, b) => a - b);
  let passed = 0;
  for (const moment of moments) {
    await sleep(moment - passed);
    passed = moment;
    try {
      await session.send('ServiceWorker.stopAllWorkers');
    } catch {
      return;
    }
  }
}

/** Lists the faults of the library after the worker opened the library. */
async function look(page: Page, ledger: Ledger): Promise<string[]> {
  await ask(page, 'search.settle', {});
  return faultsOf(await dumpEverything(page), ledger.library);
}

function startLibrary(ledger: Ledger): void {
  rmSync(PROFILE, { recursive: true, force: true });
  ledger.generation += 1;
  ledger.library = emptyLibrary();
}

/** Keeps the profile, so that a developer can examine it, and starts a new library. */
function endFaultyLibrary(ledger: Ledger, found: readonly string[]): void {
  const { lives } = ledger;
  ledger.faults.push(...found.map((fault) => `life ${lives}: ${fault}`));
  renameSync(PROFILE, `${PROFILE}-${lives}`);
  startLibrary(ledger);
  writeLedger(ledger);
}

/** Runs one life of the browser: checks the library, writes into it, and kills the browser. */
async function live(server: PageServer, ledger: Ledger): Promise<void> {
  if (ledger.lives % LIVES_OF_A_LIBRARY === 0) startLibrary(ledger);
  const life = await begin(server, ledger);
  const found = await look(life.windows[0], ledger);
  if (found.length > 0) {
    await life.extension.close();
    endFaultyLibrary(ledger, found);
    return;
  }
  if (ledger.library.shared === null) await createShared(life);
  const isLast = ledger.lives % LIVES_OF_A_LIBRARY === LIVES_OF_A_LIBRARY - 1;
  if (isLast) ledger.faults.push(...(await restOf(life)));
  const lifeMs = Math.random() * LONGEST_LIFE_MS;
  const session = await life.extension.context.newCDPSession(life.windows[1]);
  let isOver = false;
  const lanes = Array.from({ length: LANES }, () => work(life, () => isOver));
  const stops = stopWorkers(session, ledger, lifeMs, () => isOver);
  await sleep(lifeMs);
  isOver = true;
  await killBrowser(life.extension);
  ledger.browserKills += 1;
  await Promise.all([...lanes, stops]);
  ledger.lives += 1;
  writeLedger(ledger);
}

test('kills at random moments lose nothing that was acknowledged', async () => {
  const ledger = readLedger();
  const server = await servePages();
  server.replace(ARTICLE, articleWith(ARTICLE_PASSAGES));
  const start = performance.now();
  try {
    for (let kill = 0; kill < KILLS; kill += 1) await live(server, ledger);
    const last = await begin(server, ledger);
    ledger.faults.push(...(await look(last.windows[0], ledger)), ...(await restOf(last)));
    await last.extension.close();
    writeLedger(ledger);
  } finally {
    await server.close();
  }
  const count = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ');
  const lost = ledger.faults.filter((fault) => fault.includes('lost: ')).length;
  const sum = Object.values(ledger.acknowledged).reduce((all, each) => all + each, 0);
  const seconds = (performance.now() - start) / 1_000;
  console.log(
    [
      `\nAll runs: ${ledger.browserKills} kills of the browser, ${ledger.workerStops} stops of the worker, ${ledger.generation} libraries.`,
      `This run: ${KILLS} kills in ${seconds.toFixed(0)} s.`,
      `acknowledged: ${count(ledger.acknowledged)}`,
      `begun: ${count(ledger.begun)}`,
      ...ledger.faults.slice(0, 40),
      verdict(`acknowledged writes lost, of ${sum}`, lost, 0, 'writes'),
      verdict('half-written or stuck', ledger.faults.length - lost, 0, 'records'),
    ].join('\n'),
  );
  expect(ledger.faults).toEqual([]);
}, 3_600_000);

/** Waits until every queue is empty. Lists the queues that are not, or the unfinished runs. */
async function restOf({ windows: [page], ledger }: Life): Promise<string[]> {
  const deadline = Date.now() + LONGEST_REST_MS;
  for (;;) {
    await ask(page, 'search.settle', {});
    const dump = await dumpEverything(page);
    const left = openQueues(dump);
    if (left.length === 0) return unfinishedRuns(dump, ledger.library);
    if (Date.now() > deadline) return left;
    await sleep(500);
  }
}
