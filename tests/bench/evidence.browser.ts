import { expect, inject, test } from 'vitest';
import { madeClip, madePin } from '@/scripts/made-evidence';
import type { Check, Clip, Pin, Run, Source } from '@/utils/model/evidence';
import type { Id, ReportId } from '@/utils/model/ids';
import { type Library, openLibrary } from '@/utils/storage/library';
import { median, ms, table, timedAsync, verdict } from './measure';

/*
 * Measures what a panel reads of a report when it opens: clips, sources, pins and the latest
 * checks, from the browser's database, in a page without messages. The library has a year of weekly
 * checks and a clip that none of them covered.
 */

const SLICE = inject('benchSlice');
const SIZES = SLICE ? [50] : [500, 2_000];
const RUNS = SLICE ? 4 : 52;
const CLIPS_ON_PAGE = 5;
const ROUNDS = SLICE ? 2 : 9;
/** Limit, as a multiple of the time for a library without checks. */
const BAR = 2.5;
const AT = '2025-03-01T09:00:00.000Z';

const id = <Kind extends string>(n: number) =>
  `01950000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Id<Kind>;
const REPORT: ReportId = id<'report'>(1);
const clipId = (n: number) => id<'clip'>(1_000_000 + n);

function sourceOf(n: number): Source {
  return {
    id: id(100_000 + n),
    url: `https://page-${n}.example/a`,
    canonicalUrl: null,
    title: `Page ${n}`,
    authors: ['A. Weir'],
    siteName: null,
    publishedAt: null,
    modifiedAt: null,
    language: 'en',
    doi: null,
    accessedAt: AT,
  };
}

function clipOf(n: number, source: Source): Clip {
  return madeClip({
    id: clipId(n),
    sourceId: source.id,
    capturedAt: AT,
    filedUnder: { reportId: REPORT, sectionId: null },
  });
}

function pinOf(n: number): Pin {
  const quote = `In book ${n} the water stood ${n + 2} hand breadths above the mark.`;
  return madePin({
    id: id(2_000_000 + n),
    clipId: clipId(n),
    madeAt: AT,
    quote,
    selectors: { quote: { exact: quote, prefix: 'before ', suffix: ' after' }, position: null },
    directive: { start: quote },
  });
}

function checkOf(run: Run, n: number): Check {
  return {
    runId: run.id,
    clipId: clipId(n),
    pinId: id(2_000_000 + n),
    checkedAt: run.startedAt,
    verdict: 'verbatim',
    flags: [],
    evidence: {
      reason: null,
      detail: null,
      httpStatus: 200,
      passage: { before: 'The words before it', text: 'the quote', after: 'and those after it' },
      position: { start: 10, end: 80 },
      difference: [],
      changes: [],
    },
    snapshotId: null,
    finalUrl: null,
    reader: 'fetch',
  };
}

const done = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Records by object store. */
type Rows = Readonly<Record<string, readonly object[]>>;

/**
 * Writes records directly into the database. Through the library, a year of weekly checks would
 * take longer than the bench can.
 */
async function write(name: string, rows: Rows): Promise<void> {
  const db = await settled(indexedDB.open(name));
  const tx = db.transaction(Object.keys(rows), 'readwrite', { durability: 'relaxed' });
  for (const [store, records] of Object.entries(rows)) {
    for (const record of records) tx.objectStore(store).put(record);
  }
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  db.close();
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

function clipRows(numbers: readonly number[]): Rows {
  const sources = numbers.map((n) => sourceOf(Math.floor(n / CLIPS_ON_PAGE)));
  const clips = numbers.map((n, at) => clipOf(n, sources[at] ?? sourceOf(0)));
  return { sources, clips, pins: numbers.map(pinOf) };
}

function runRows(n: number, clips: number): Rows {
  const startedAt = new Date(Date.parse(AT) + n * 7 * 86_400_000).toISOString();
  const run: Run = {
    id: id(10_000 + n),
    reportId: REPORT,
    trigger: 'schedule',
    startedAt,
    finishedAt: startedAt,
    cancelled: false,
  };
  return { runs: [run], checks: upTo(clips).map((at) => checkOf(run, at)) };
}

async function withClips(name: string, clips: number): Promise<Library> {
  indexedDB.deleteDatabase(name);
  const library = done(await openLibrary({ name, now: () => AT }));
  done(await library.createReport({ id: REPORT, title: 'Tides', language: 'en' }));
  await write(name, clipRows(upTo(clips)));
  return library;
}

/** Milliseconds of one reading, and the number of pins and checks that it gives. */
async function read(library: Library): Promise<{ ms: number; pins: number; checks: number }> {
  const { ms: took, value } = await timedAsync(() => library.loadEvidence(REPORT));
  const { checks, pins } = done(value);
  return { ms: took, pins: pins.length, checks: checks.length };
}

test('opening the evidence of a report', async () => {
  const rows: string[][] = [['clips', 'runs', 'met by no run', 'ms', 'without runs', '×']];
  const lines: string[] = [];
  for (const clips of SIZES) {
    const names = ['plain', 'checked'].map((kind) => `pincite-bench-evidence-${clips}-${kind}`);
    const [plainName = '', name = ''] = names;
    const plain = await withClips(plainName, clips);
    const library = await withClips(name, clips);
    // Alternates, so that other load on the machine or on the database slows both down.
    const measure = async (runs: number, unmet: number) => {
      const times: number[] = [];
      const without: number[] = [];
      await read(plain);
      expect(await read(library)).toMatchObject({ pins: clips + unmet, checks: clips });
      for (let round = 0; round < ROUNDS; round += 1) {
        without.push((await read(plain)).ms);
        times.push((await read(library)).ms);
      }
      const [took, base] = [median(times), median(without)];
      const ratio = took / base;
      rows.push([String(clips), String(runs), String(unmet), ms(took), ms(base), ratio.toFixed(2)]);
      const what = `${clips} clips, ${runs} runs, ${unmet} met by none`;
      const compared = { ours: took, peer: 'without runs', theirs: base, unit: 'ms' };
      lines.push(verdict(`${what}, beside no run`, ratio, BAR, '×', compared));
    };
    await write(name, runRows(0, clips));
    await measure(1, 0);
    for (let n = 1; n < RUNS; n += 1) await write(name, runRows(n, clips));
    await measure(RUNS, 0);
    await write(name, clipRows([clips]));
    await measure(RUNS, 1);
    plain.close();
    library.close();
    for (const each of names) indexedDB.deleteDatabase(each);
  }
  console.log(['', table(rows), '', ...lines].join('\n'));
});
