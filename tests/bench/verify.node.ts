import os from 'node:os';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { askBackground } from '@/scripts/browser/ask-background';
import { type ExtensionBrowser, launchExtension } from '@/scripts/browser/launch-extension';
import { readLibrary } from '@/scripts/tour/read-library';
import type { Change } from '@/utils/messaging/protocol/change';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import { newId } from '@/utils/model/ids';
import { makeLibrary } from '../e2e/harness/made-library';
import { type ExtensionUse, extensionUse } from './extension-use';
import { makePage } from './made-pages';
import { median, table, verdict } from './measure';
import { startTimedServer } from './timed-server';

/*
 * Measures runs on 200 and 2,000 pages in the built extension, from a server on this machine that
 * answers at once and from one that answers with a delay. PINCITE_BENCH_PAGES and
 * PINCITE_BENCH_DELAYS set other numbers of pages and other delays in milliseconds.
 */

const SIZES = (process.env['PINCITE_BENCH_PAGES'] ?? '200,2000').split(',').map(Number);
const DELAYS = (process.env['PINCITE_BENCH_DELAYS'] ?? '0,100').split(',').map(Number);
const CLIPS_ON_PAGE = 5;
/** The extension requests one page of a host at a time, so there are more hosts than readers. */
const HOSTS = 50;
/** Number of pages that the extension reads at once, as in drive-runs.ts. */
const READERS = 4;
const WORDS = 2_000;
const MEMORY_BAR = 1.1;
const LOOK_EVERY_MS = 200;
const LOOKS = 7;

interface Sample extends ExtensionUse {
  readonly pagesDone: number;
}

interface Measured {
  readonly ms: number;
  readonly samples: readonly Sample[];
  /** Processor time of the extension's processes. It hardly depends on other load. */
  readonly cpuMs: number;
  /** Milliseconds during which at least one response was outstanding. */
  readonly waited: number;
  /** Total milliseconds that all readers waited. */
  readonly waitedEach: number;
}

type Following = typeof globalThis & { benchProgress?: RunProgress };

/** Follows the run like a page does. Does not ask the worker, because that would wake it. */
function follow(page: Page): Promise<void> {
  return page.evaluate(() => {
    const channel = new BroadcastChannel('pincite-changes');
    channel.onmessage = ({ data }: MessageEvent<Change>) => {
      if (data.kind === 'run') (globalThis as Following).benchProgress = data.progress;
    };
  });
}

async function runToEnd(extension: ExtensionBrowser, page: Page): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (;;) {
    const progress = await page.evaluate(() => (globalThis as Following).benchProgress);
    samples.push({ pagesDone: progress?.pagesDone ?? 0, ...(await extensionUse(extension)) });
    if (progress?.state === 'finished') return samples;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function measure(pages: number, delayMs: number): Promise<Measured> {
  const filler = /<body>(.*)<\/body>/s.exec(
    makePage({ words: WORDS, density: 20, language: 'en' }),
  )?.[1];
  const server = await startTimedServer(filler ?? '', delayMs);
  const extension = await launchExtension({
    pagePort: server.port,
    origins: ['http://*.example/*'],
  });
  try {
    const page = await extension.openExtensionPage('options.html');
    const size = { pages, clipsOnPage: CLIPS_ON_PAGE, hosts: HOSTS };
    const { reportId, clips } = await makeLibrary(page, server, size);
    await follow(page);
    const { cpuMs: before } = await extensionUse(extension);
    const start = Date.now();
    await askBackground(page, 'run.start', { runId: newId<'run'>(), reportId, clipIds: null });
    const samples = await runToEnd(extension, page);
    const ms = Date.now() - start;
    const { checks } = await readLibrary(page);
    expect(checks).toHaveLength(clips);
    expect(checks.filter(({ verdict }) => verdict !== 'verbatim')).toEqual([]);
    expect(server.waits).toHaveLength(pages);
    expect(samples.some(({ bytes }) => bytes === 0)).toBe(false);
    const cpuMs = (samples.at(-1)?.cpuMs ?? Number.NaN) - before;
    return { ms, samples, cpuMs, ...waiting(server.waits) };
  } finally {
    await extension.close();
    await server.close();
  }
}

function waiting(waits: readonly { readonly from: number; readonly to: number }[]) {
  let waited = 0;
  let waitedEach = 0;
  let until = 0;
  for (const { from, to } of [...waits].sort((a, b) => a.from - b.from)) {
    waitedEach += to - from;
    waited += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return { waited, waitedEach };
}

/**
 * Returns the memory use at about this number of finished pages: the median of the nearest samples.
 */
function bytesAt(samples: readonly Sample[], pages: number): number {
  const away = ({ pagesDone }: Sample) => Math.abs(pagesDone - pages);
  const nearest = [...samples].sort((a, b) => away(a) - away(b)).slice(0, LOOKS);
  return median(nearest.map(({ bytes }) => bytes));
}

const mega = (bytes: number) => (bytes / 1e6).toFixed(0);
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

test('verifying reports of two sizes', async () => {
  const rows: string[][] = [
    [
      'citations',
      'pages',
      'answer after',
      's',
      'citations/s',
      'CPU ms a citation',
      'waiting',
      'readers',
      'MB at most',
    ],
  ];
  const lines: string[] = [];
  const [small = 200] = SIZES;
  for (const delayMs of DELAYS) {
    for (const pages of SIZES) {
      const { ms, samples, cpuMs, waited, waitedEach } = await measure(pages, delayMs);
      rows.push([
        String(pages * CLIPS_ON_PAGE),
        String(pages),
        `${delayMs} ms`,
        (ms / 1_000).toFixed(1),
        ((pages * CLIPS_ON_PAGE * 1_000) / ms).toFixed(0),
        (cpuMs / (pages * CLIPS_ON_PAGE)).toFixed(2),
        percent(waited / ms),
        percent(waitedEach / (READERS * ms)),
        mega(Math.max(...samples.map(({ bytes }) => bytes))),
      ]);
      if (pages === small) continue;
      const [after, before] = [bytesAt(samples, pages), bytesAt(samples, small)];
      const what = `memory after ${pages} pages (${mega(after)} MB) ÷ after ${small} (${mega(before)} MB), answers after ${delayMs} ms`;
      lines.push(
        Number.isNaN(after)
          ? `not known on this system: ${what}`
          : verdict(what, after / before, MEMORY_BAR, '×'),
      );
    }
  }
  console.log(
    [
      `\nThe built extension, headless, ${CLIPS_ON_PAGE} citations a page of ${WORDS} words, ${HOSTS} hosts, ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}.`,
      'waiting: share of the time in which an answer was waited for; readers: share of the time of all',
      `${READERS} readers that went to it; MB: the resident memory of the extension’s processes.`,
      '',
      table(rows),
      '',
      ...lines,
    ].join('\n'),
  );
});
