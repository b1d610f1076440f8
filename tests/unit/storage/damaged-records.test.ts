import 'fake-indexeddb/auto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { setNote } from '@/utils/model/clip-operations';
import { type Library, openLibrary } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { readBundle } from '@/utils/storage/read-bundle';
import { LONG } from '../../long.mjs';
import { EVERY_CLIP } from './every-clip';
import { backupOf, filled, restore, rewriteRecords } from './sample-backup';
import {
  captureOf,
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  newName,
  REPORT,
  runOf,
  time,
} from './sample-evidence';

type Stored = Readonly<Record<string, unknown>>;

/** Ways to damage a record. The key of the record stays, because the database checks keys. */
const DAMAGES: readonly (readonly [
  name: string,
  damage: (record: Stored, key: string) => unknown,
])[] = [
  ['without all fields but its key', (record, key) => only(record, key)],
  ['of fields that are all numbers', (record, key) => each(record, key, () => 7)],
  ['of fields that are all null', (record, key) => each(record, key, () => null)],
  ['of fields that are all objects', (record, key) => each(record, key, () => ({ a: [{}] }))],
  [
    'of fields that are all huge strings',
    (record, key) => each(record, key, () => 'x'.repeat(300_000)),
  ],
  [
    'with a field that holds itself',
    (record, key) =>
      each(record, key, () => {
        const loop: Record<string, unknown> = {};
        loop['loop'] = loop;
        return loop;
      }),
  ],
  [
    'of garbage bytes',
    (record, key) => each(record, key, () => Uint8Array.of(255, 255, 255, 1, 9)),
  ],
];

/** Fields that the test does not damage: the key path of the store, and some indexed fields. */
const KEYS: Readonly<Record<string, string>> = {
  sources: 'id',
  clips: 'id filedUnder',
  pins: 'id clipId',
  attachments: 'id clipId',
  snapshots: 'id',
  runs: 'id reportId',
  checks: 'runId clipId',
  jobs: 'id runId',
  reviews: 'reportId author counter id',
  purged: 'id',
  reports: 'id',
  reportClips: 'reportId clipId',
  reportUpdates: 'reportId',
  searchChunks: 'first',
  searchStale: 'clipId',
  staging: 'restoreId kind index',
  meta: 'key',
};

const BACKED_UP =
  'sources clips pins attachments snapshots runs checks reviews purged reportUpdates'.split(' ');

function each(record: Stored, keys: string, make: () => unknown): Stored {
  const kept = keys.split(' ');
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, kept.includes(name) ? value : make()]),
  );
}

function only(record: Stored, keys: string): Stored {
  return Object.fromEntries(keys.split(' ').map((name) => [name, record[name]]));
}

/** Changes the first record of a store directly, like a bad disk or another program. */
function damage(name: string, store: string, change: (record: Stored) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const tx = db.transaction(store, 'readwrite');
      const reading = tx.objectStore(store).openCursor();
      reading.onsuccess = () => reading.result?.update(change(reading.result.value));
      tx.oncomplete = () => {
        db.close();
        resolve();
      };
      tx.onabort = () => reject(tx.error);
    };
  });
}

/** A library with a record in every store and an unfinished run. */
async function underWay() {
  const { library, name } = await filled();
  const run = runOf(2);
  must(await library.startRun(run, [jobOf(2, run, [id(2_001)]), jobOf(3, run, [id(2_002)])]));
  while (must(await library.settleSearch()));
  must(
    await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_002), note: 'Later' })),
  );
  const { restoreId } = must(await library.beginRestore('backup'));
  must(await library.restoreChunk(restoreId, 0, Uint8Array.of(1)));
  library.close();
  return { name, run };
}

const again = async (name: string): Promise<Library> =>
  must(await openLibrary({ name, now: () => time(55) }));

/** Makes every read that the panel, the popup, the desk and the options page make. */
async function readEverything(name: string) {
  const reader = must(await openReader({ name }))!;
  const evidence = must(await reader.loadEvidence(REPORT));
  must(await reader.listReports());
  must(await reader.loadReportUpdates(REPORT));
  must(await reader.checksBeforeLastRun(REPORT));
  const recent = must(await reader.recentClips(10));
  for (const n of [1, 2, 3]) {
    must(await reader.shownClipsOfUrl(`https://harbour.example/page-${n}`));
    await reader.clipHistory(id(2_000 + n));
    await reader.snapshotText(id(3_000 + n));
    must(await reader.attachments(id(2_000 + n)));
  }
  must(await reader.counts());
  must(await reader.prepareSearch());
  const found = must(await reader.search({ ...EVERY_CLIP, words: 'quote' }));
  must(await reader.foundClips(found.hits));
  must(await reader.duplicates());
  must(await reader.bundleParts({ reportId: REPORT, sectionIds: null }));
  const include = { snapshots: true, notes: true, signedInText: true, checks: true, images: true };
  const options = { reportId: REPORT, sectionIds: null, include, createdAt: time(50) };
  const bundle = await new Response(must(await reader.bundle(options))).blob();
  const opened = must(await readBundle(bundle));
  reader.close();
  return { evidence, recent, found, opened };
}

/** Every damage is tried on some stores, and three on each. PINCITE_LONG=1 tries all on all. */
const damagesOf = (store: string) => {
  const first = Object.keys(KEYS).indexOf(store);
  return DAMAGES.filter((_, at) => LONG || (at + first) % 7 < 3);
};

describe.each(Object.keys(KEYS))('a damaged record of %s', (store) => {
  const damages = damagesOf(store);
  test.each(damages)('%s: all other records can be read and written', async (_name, change) => {
    const { name, run } = await underWay();
    await damage(name, store, (record) => change(record, KEYS[store] ?? ''));
    const damaged = await dump(name);

    // Pages read the other records before and after the background starts.
    await readEverything(name);
    const library = await again(name);
    const { evidence, recent, found } = await readEverything(name);
    expect(evidence.clips.length).toBeGreaterThanOrEqual(2);
    expect(recent.length).toBeGreaterThanOrEqual(1);
    expect(found.hits.length + found.behind).toBeGreaterThanOrEqual(2);

    // The user can still clip the same page and another page.
    const capture = await captureOf(1);
    const twin = { ...capture, clip: { ...capture.clip, id: id<'clip'>(2_101) } };
    const pin = { ...capture.pin, id: id<'pin'>(4_101), clipId: twin.clip.id };
    must(await library.saveCapture({ ...twin, pin }));
    must(await library.saveCapture(await captureOf(9)));
    must(
      await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_009), note: 'New' })),
    );

    // The unfinished run ends, and a new run starts and ends.
    for (const job of must(await library.openJobs(run.id))) {
      must(await library.leaseJob(job.id, { now: time(40), leaseMs: 1_000 }));
      must(await library.completeJob(job.id, { checks: [], snapshots: [] }));
    }
    if (must(await library.unfinishedRuns()).some(({ id: open }) => open === run.id)) {
      must(await library.runState(run.id));
      must(await library.fallenClips(run.id));
      must(await library.finishRun(run.id));
    }
    const next = runOf(3);
    must(await library.startRun(next, [jobOf(9, next, [id(2_009)])]));
    must(await library.leaseJob(id(6_009), { now: time(41), leaseMs: 1_000 }));
    must(await library.completeJob(id(6_009), { checks: [checkOf(next, 9)], snapshots: [] }));
    must(await library.finishRun(next.id));
    while (must(await library.settleSearch()));
    const after = await readEverything(name);
    expect(after.evidence.checks.map(({ clipId }) => clipId)).toContain(id(2_009));
    expect(after.found.hits.map(({ clipId }) => clipId)).toContain(id(2_009));
    expect(after.found.behind).toBe(0);

    // The backup sets the damaged record aside, holds all other records and can be restored.
    const file = await backupOf(name);
    const footer = JSON.parse(gunzipSync(file).toString('utf8').trimEnd().split('\n').at(-1)!);
    const other = (await newLibrary(newName())).library;
    const restored = must(await restore(other, file));
    if (BACKED_UP.includes(store)) {
      expect(footer.aside).toMatchObject([{ store }]);
      expect(restored.leftOut.unreadable).toEqual({ [store]: 1 });
      expect(after.evidence.unreadable?.[store] ?? 0).toBeLessThanOrEqual(1);
    } else expect(footer).not.toHaveProperty('aside');
    expect(restored.records).toBeGreaterThan(10);
    // The damaged record is still in the library.
    if (BACKED_UP.includes(store)) {
      const row = damaged[store]?.[0];
      expect((await dump(name))[store]).toContainEqual(row);
    }
    other.close();
    library.close();
  });
});

describe('a file with a damaged record', () => {
  test.each([
    ['a page', '"url"', { sources: 1 }],
    ['a quote', '"madeAt"', { pins: 3 }],
  ])('the restore leaves out %s and keeps all other records', async (_name, field, unreadable) => {
    const { library, name } = await filled();
    const file = await rewriteRecords(await backupOf(name), (line) =>
      line.replace(field === '"url"' && !line.includes('page-1"') ? '"never"' : field, '"spoilt"'),
    );
    const other = (await newLibrary(newName())).library;
    const restored = must(await restore(other, file));
    expect(restored.leftOut.unreadable).toEqual(unreadable);
    expect(must(await other.loadEvidence(REPORT)).clips).toHaveLength(3);
    library.close();
    other.close();
  });
});
