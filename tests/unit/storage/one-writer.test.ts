import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { binClip, setNote } from '@/utils/model/clip-operations';
import { openReader } from '@/utils/storage/read';
import {
  attachmentOf,
  captureOf,
  checkOf,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  pinOf,
  REPORT,
  runOf,
  time,
} from './sample-evidence';

const ROOM = new URL('../../../utils/storage/', import.meta.url);
const files = readdirSync(ROOM).filter((name) => name.endsWith('.ts'));

afterEach(() => vi.restoreAllMocks());

test('one file opens writing transactions, and no file uses a shortcut that opens one', () => {
  const opening = files.filter((name) => read(name).includes("'readwrite'"));
  // The log is renewed before the library is opened, by a database that holds nothing of it.
  expect(opening).toEqual(['renew-log.ts', 'write-transaction.ts']);
  expect(read('renew-log.ts').match(/indexedDB\s*\.\s*\w+\([^)]*\)/gu)).toEqual([
    'indexedDB.deleteDatabase(NAME)',
    'indexedDB.open(NAME, 1)',
    'indexedDB.deleteDatabase(NAME)',
  ]);
  expect(read('write-transaction.ts')).toContain("durability: 'strict'");
  // idb's db.put() and similar calls use a transaction of their own with the default durability.
  const shortcut = /\bdb\s*\.\s*(?:put|add|delete|clear)\s*\(/;
  expect(files.filter((name) => shortcut.test(read(name)))).toEqual([]);
  expect(shortcut.test("await db.put('clips', clip)")).toBe(true);
});

test('every act of the library that writes asks for strict durability', async () => {
  const opened: [string, unknown][] = [];
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    stores,
    mode,
    options,
  ) {
    if (mode !== undefined && mode !== 'readonly') opened.push([mode, options?.durability]);
    return transaction.call(this, stores, mode, options);
  });
  const { library, name } = await newLibrary();
  const run = runOf(1);
  const acts: [string, () => Promise<{ ok: boolean }>][] = [
    ['createReport', () => library.createReport({ id: OTHER, title: '', language: 'en' })],
    ['saveCapture', async () => library.saveCapture(await captureOf(1))],
    ['addAttachment', () => library.addAttachment(attachmentOf(1))],
    ['addPin', () => library.addPins(REPORT, [{ ...pinOf(1), id: id(4_100) }])],
    [
      'editReport',
      () => library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_001), note: 'n' })),
    ],
    ['compactReport', () => library.compactReport(REPORT, { minUpdates: 2 })],
    ['rebuildProjections', () => library.rebuildProjections()],
    ['settleSearch', () => library.settleSearch()],
    ['startRun', () => library.startRun(run, [jobOf(1, run, [id(2_001)])])],
    ['leaseJob', () => library.leaseJob(id(6_001), { now: time(1), leaseMs: 1 })],
    ['pauseRun', () => library.pauseRun(run.id, true)],
    ['releaseJob', () => library.releaseJob(id(6_001))],
    [
      'completeJob',
      () =>
        library.completeJob(id(6_001), {
          checks: [{ ...checkOf(run, 1), snapshotId: null }],
          snapshots: [],
        }),
    ],
    ['finishRun', () => library.finishRun(run.id)],
    [
      'binning',
      () => library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(2) })),
    ],
    ['purgeClips', () => library.purgeClips(REPORT, [id(2_001)])],
    ['beginRestore', () => library.beginRestore('backup')],
    ['eraseLibrary', async () => library.eraseLibrary(must(await library.markLibrary()).mark)],
  ];
  for (const [act, run_] of acts) {
    opened.length = 0;
    expect(await run_(), act).toMatchObject({ ok: true });
    expect(opened.length, act).toBeGreaterThan(0);
    expect(opened, act).toEqual(opened.map(() => ['readwrite', 'strict']));
  }
  opened.length = 0;
  must(await library.createReport({ id: REPORT, title: '', language: 'en' }));
  opened.length = 0;
  const reader = must(await openReader({ name }))!;
  must(await reader.loadEvidence(REPORT));
  must(await reader.recentClips(5));
  const stream = must(await reader.backup({ createdAt: time(9) }));
  await new Response(stream).arrayBuffer();
  expect(opened).toEqual([]);
  reader.close();
  library.close();
});

test('only one writing transaction is open at a time, even for different stores', async () => {
  const { library } = await newLibrary();
  let open = 0;
  let most = 0;
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...given
  ) {
    const opened = transaction.apply(this, given);
    if (opened.mode !== 'readonly') {
      open += 1;
      most = Math.max(most, open);
      for (const end of ['complete', 'abort']) opened.addEventListener(end, () => (open -= 1));
    }
    return opened;
  });
  const run = runOf(1);
  const replies = await Promise.all([
    library.createReport({ id: OTHER, title: '', language: 'en' }),
    library.saveCapture(await captureOf(1)),
    library.startRun(run, [jobOf(1, run, [id(2_001)])]),
    library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_001), note: 'n' })),
    // This call is refused, and must not block the next one.
    library.completeJob(id(6_009), { checks: [], snapshots: [] }),
    library.settleSearch(),
    library.createReport({ id: id(1_009), title: '', language: 'en' }),
  ]);
  expect(replies.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(6);
  expect(most).toBe(1);
  expect(open).toBe(0);
  library.close();
});

function read(name: string): string {
  return readFileSync(new URL(name, ROOM), 'utf8');
}
