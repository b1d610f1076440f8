import { rmSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { askBackground } from '@/scripts/browser/ask-background';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { storeRecords } from '@/scripts/tour/store-records';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import { binClip } from '@/utils/model/clip-operations';
import { type ClipId, newId, type ReportId } from '@/utils/model/ids';
import { setTitle } from '@/utils/model/report-operations';
import { createStatement } from '@/utils/model/statement-operations';
import type { BackupRecord } from '@/utils/storage/backup-format';
import { killBrowser } from '../e2e/harness/kill-browser';
import { dumpEverything } from '../e2e/harness/library';
import { articleWith } from '../e2e/harness/made-pages';
import { makePng } from '../e2e/harness/make-png';
import {
  emptyLibrary,
  faultsOf,
  type Ledger,
  readLedger,
  unfinishedJobs,
  writeLedger,
} from './kill-ledger';
import { verdict } from './measure';

/*
 * Kills the browser and stops the background worker at random moments while the extension clips,
 * edits one report from two windows, imports, verifies, stores images and empties the bin. After
 * each kill the library must holdevery acknowledged write, and no partial write; at the end
 * every queue must come to its end. The counts of all runs add up in out/kills/ledger.json:
 * PINCITE_KILLS says how many kills this run adds.
 */

const KILLS = Number(process.env['PINCITE_KILLS'] ?? 50);
/** Number of browser lives for one library. A new library keeps reading fast. */
const LIVES_OF_A_LIBRARY = 40;
const LANES = 4;
const WORKER_STOPS = 2;
const LONGEST_LIFE_MS = 4_000;
const CLIPS_OF_IMPORT = 12;
const PASSAGES = 200;
const ARTICLE = 'http://kills.example/article';
const PROFILE = path.resolve('out/kills/profile');
const AT = '2026-01-01T09:00:00.000Z';

const pick = <T>(values: readonly T[]): T | undefined =>
  values[Math.floor(Math.random() * values.length)];
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Life {
  readonly extension: ExtensionBrowser;
  /** Two pages of the extension that edit one report. */
  readonly windows: readonly [Page, Page];
  readonly article: Page;
  readonly tabId: number;
  readonly server: PageServer;
  readonly ledger: Ledger;
}

type Act = (life: Life) => Promise<boolean>;

/** Asks the background. Returns false when the background died and acknowledged nothing. */
async function ask(page: Page, call: string, payload: object): Promise<unknown> {
  return await Promise.race([
    askBackground(page, call, payload),
    sleep(15_000).then(() => Promise.reject(new Error(`${call}: no answer`))),
  ]);
}

function base64(doc: Y.Doc): string {
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
}

const ACTS: Readonly<Record<string, Act>> = {
  edit: async ({ windows, ledger: { library } }) => {
    const reportId = pick(library.reports.slice(0, 2));
    const page = pick(windows);
    if (reportId === undefined || page === undefined) return false;
    const id = newId<'statement'>();
    const text = `Statement ${id}`;
    const doc = new Y.Doc();
    createStatement(doc, { id, text, position: { sectionId: null } });
    await ask(page, 'report.update', { reportId, update: base64(doc) });
    library.statements.push({ reportId, id, text });
    return true;
  },
  clip: async ({ windows, article, tabId, ledger: { library } }) => {
    const at = Math.floor(Math.random() * PASSAGES);
    await selectText(article, { text: passage(at) });
    const reply = await ask(windows[0], 'capture.start', { tabId, clipPage: false });
    for (const { clipId } of (reply as ClippedPassages).saved) {
      if (!library.clips.includes(clipId)) library.clips.push(clipId);
    }
    return true;
  },
  create: async ({ windows, ledger: { library } }) => {
    const id = newId<'report'>();
    await ask(windows[0], 'report.create', { id, title: 'Another', language: 'en' });
    library.reports.push(id);
    return true;
  },
  import: async ({ windows, server, ledger: { library } }) => {
    const entry = { reportId: newId<'report'>(), clips: CLIPS_OF_IMPORT, acknowledged: false };
    library.imports.push(entry);
    const doc = new Y.Doc();
    setTitle(doc, { title: 'Imported' });
    const made = { reportId: entry.reportId, title: 'Imported', language: 'en' };
    const records = importedClips(entry.reportId, server);
    const update = new Uint8Array(Y.encodeStateAsUpdate(doc));
    await storeRecords(windows[1], { ...made, update, records }, AT);
    entry.acknowledged = true;
    return true;
  },
  verify: async ({ windows, ledger: { library } }) => {
    const report = pick(library.imports.filter(({ acknowledged }) => acknowledged));
    if (report === undefined) return false;
    const runId = newId<'run'>();
    await ask(windows[1], 'run.start', { runId, reportId: report.reportId, clipIds: null });
    library.runs.push(runId);
    return true;
  },
  image: async ({ windows, ledger: { library } }) => {
    const clipId = pick(library.clips.filter((id) => !library.purged.includes(id)));
    if (clipId === undefined) return false;
    const id = newId<'attachment'>();
    const colour = [1, 2, 3].map(() => Math.floor(Math.random() * 256));
    const bytes = makePng(40, 30, [colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0]);
    const about = { id, clipId, kind: 'image', takenAt: AT, url: null, alt: '', caption: '' };
    const size = { width: 40, height: 30, copy: 'file', bytes: bytes.toString('base64') };
    await ask(windows[0], 'image.restore', { ...about, ...size });
    library.images.push({ clipId, id });
    return true;
  },
  purge: async ({ windows, ledger: { library } }) => {
    const clipId = pick(library.clips.filter((id) => !library.purged.includes(id)));
    if (clipId === undefined || library.clips.length < 20) return false;
    const reportId = await reportOf(windows[0], clipId);
    if (reportId === null) return false;
    const doc = new Y.Doc();
    binClip(doc, { clipId, at: AT });
    await ask(windows[0], 'report.update', { reportId, update: base64(doc) });
    // From here on the clip may be gone, even without an acknowledgement.
    library.clips = library.clips.filter((id) => id !== clipId);
    library.images = library.images.filter((image) => image.clipId !== clipId);
    await ask(windows[0], 'bin.purge', { reportId, clipIds: [clipId] });
    library.purged.push(clipId);
    return true;
  },
};

const passage = (at: number) =>
  `On day ${at} the gauge at the upper lock stood at ${300 + at} centimetres after rain.`;

async function reportOf(page: Page, clipId: ClipId): Promise<ReportId | null> {
  const { clips = [] } = (await dumpEverything(page)) as Record<string, readonly object[]>;
  const clip = clips.find((each) => 'id' in each && each.id === clipId);
  const filed = clip !== undefined && 'filedUnder' in clip ? clip.filedUnder : null;
  return (filed as { reportId: ReportId } | null)?.reportId ?? null;
}

function* importedClips(reportId: ReportId, server: PageServer): Generator<BackupRecord> {
  const sourceId = newId<'source'>();
  const url = `http://kills.example/${sourceId}`;
  const quotes = Array.from({ length: CLIPS_OF_IMPORT }, (_, at) => passage(at));
  server.replace(url, articleWith(quotes));
  const source = { canonicalUrl: null, title: 'Levels', authors: [], siteName: null };
  const dates = { publishedAt: null, modifiedAt: null, language: null, doi: null, accessedAt: AT };
  yield { store: 'sources', record: { id: sourceId, url, ...source, ...dates } };
  for (const quote of quotes) {
    const clipId = newId<'clip'>();
    yield {
      store: 'clips',
      record: {
        id: clipId,
        kind: 'quote',
        sourceId,
        snapshotId: null,
        capturedAt: AT,
        origin: 'import',
        filedUnder: { reportId, sectionId: null },
        locator: { page: null, time: null, permalink: null },
      },
    };
    yield {
      store: 'pins',
      record: {
        id: newId<'pin'>(),
        clipId,
        madeAt: AT,
        by: 'import',
        quote,
        selectors: { quote: { exact: quote, prefix: '', suffix: '' }, position: null },
        directive: { start: quote },
        directiveAsWritten: null,
        noDirectiveReason: null,
      },
    };
  }
}

async function begin(server: PageServer, ledger: Ledger): Promise<Life> {
  const extension = await launchExtension({
    profile: PROFILE,
    hostRules: server.hostRules,
    origins: ['http://*.example/*'],
  });
  const windows = [
    await extension.openExtensionPage('options.html'),
    await extension.openExtensionPage('options.html'),
  ] as const;
  const article = await extension.context.newPage();
  await article.goto(ARTICLE);
  const tabId = await windows[0].evaluate(async (url) => {
    const [tab] = await chrome.tabs.query({ url });
    return tab?.id ?? -1;
  }, ARTICLE);
  return { extension, windows, article, tabId, server, ledger };
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

async function stopWorkers(session: CDPSession, ledger: Ledger, lifeMs: number): Promise<void> {
  for (let stop = 0; stop < WORKER_STOPS; stop += 1) {
    await sleep((Math.random() * lifeMs) / WORKER_STOPS);
    try {
      await session.send('ServiceWorker.stopAllWorkers');
      ledger.workerStops += 1;
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

test('kills at random moments lose nothing that was acknowledged', async () => {
  const ledger = readLedger();
  const server = await servePages();
  server.replace(ARTICLE, articleWith(Array.from({ length: PASSAGES }, (_, at) => passage(at))));
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (ledger.lives % LIVES_OF_A_LIBRARY === 0) startLibrary(ledger);
      const life = await begin(server, ledger);
      const found = await look(life.windows[0], ledger);
      ledger.faults.push(...found.map((fault) => `life ${ledger.lives}: ${fault}`));
      if (ledger.library.reports.length === 0) await ACTS['create']?.(life);
      const isLast = ledger.lives % LIVES_OF_A_LIBRARY === LIVES_OF_A_LIBRARY - 1;
      if (isLast) ledger.faults.push(...(await restOf(life)));
      const lifeMs = 300 + Math.random() * LONGEST_LIFE_MS;
      const session = await life.extension.context.newCDPSession(life.windows[1]);
      await session.send('ServiceWorker.enable');
      let over = false;
      const lanes = Array.from({ length: LANES }, () => work(life, () => over));
      const stops = stopWorkers(session, ledger, lifeMs);
      await sleep(lifeMs);
      over = true;
      await killBrowser(life.extension);
      ledger.browserKills += 1;
      await Promise.all([...lanes, stops]);
      ledger.lives += 1;
      writeLedger(ledger);
    }
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
  console.log(
    [
      `\nAll runs: ${ledger.browserKills} kills of the browser, ${ledger.workerStops} stops of the worker, ${ledger.generation} libraries.`,
      `acknowledged: ${count(ledger.acknowledged)}`,
      `begun: ${count(ledger.begun)}`,
      ...ledger.faults.slice(0, 40),
      verdict(`acknowledged writes lost, of ${sum}`, lost, 0, 'writes'),
      verdict('half-written or stuck', ledger.faults.length - lost, 0, 'records'),
    ].join('\n'),
  );
  expect(ledger.faults).toEqual([]);
}, 3_600_000);

/** Waits until the queue is empty. Returns a message when jobs remain. */
async function restOf({ windows: [page] }: Life): Promise<string[]> {
  const deadline = Date.now() + 120_000;
  let left = 0;
  do {
    await ask(page, 'search.settle', {});
    left = unfinishedJobs(await dumpEverything(page));
    if (left === 0) return [];
    await sleep(500);
  } while (Date.now() < deadline);
  return [`stuck: ${left} jobs are not done`];
}
