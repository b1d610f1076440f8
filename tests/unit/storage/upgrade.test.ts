import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { setNote } from '@/utils/model/clip-operations';
import type { PinId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { createReportDocument } from '@/utils/model/report-document';
import type { FileHeader } from '@/utils/storage/backup-format';
import { type Library, openLibrary } from '@/utils/storage/library';
import { pinThatHolds } from '@/utils/storage/pin-that-holds';
import { openReader } from '@/utils/storage/read';
import { DATABASE_VERSION, type StoredUpdate } from '@/utils/storage/schema';
import { EVERY_CLIP } from './every-clip';
import { makeOldLibrary, OLD_NOTES, OLD_TYPED, oldBackup, oldUpdates } from './old-library';
import {
  attachmentOf,
  captureOf,
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newName,
  OTHER,
  pinOf,
  REPORT,
  restoreFile,
  runOf,
  time,
} from './sample-evidence';
import { CLAIM, decisionOf, decisionsIn, shownIn } from './sample-reviews';
import { bundleHeader, writtenFile } from './written-file';

/** The search's only chunk in the form before its words had columns of their own. */
const OLD_CHUNK = {
  first: '',
  revision: 1,
  count: 1,
  ids: id(2_001),
  words: 'of another make\n',
  wordsEnds: Uint32Array.of(16),
  capturedAt: Float64Array.of(Date.parse(time(1))),
  passage: Float64Array.of(0),
  verdict: Uint8Array.of(0),
  source: Uint32Array.of(0),
  sourceWords: 'page 1\n',
  sourceEnds: Uint32Array.of(7),
  sourceSite: Uint32Array.of(0),
  sites: ['harbour.example'],
  placeEnds: Uint32Array.of(1),
  placeReport: Uint32Array.of(0),
  placeBinned: Uint8Array.of(0),
  placeSection: Uint32Array.of(0),
  reports: [REPORT],
  sections: [],
  tagEnds: Uint32Array.of(0),
  tag: new Uint32Array(),
  tags: [],
};

/** A library of an older version of the database: a report with a note on its only clip. */
async function olderVersion(name: string, version: number): Promise<void> {
  const { source, snapshot, clip, pin } = await captureOf(1);
  const doc = createReportDocument({ title: 'Tides', language: 'en', at: time(0) });
  // Old versions kept notes in the document of the content.
  doc.getText(`note/${clip.id}`).insert(0, 'For the introduction');
  const { kind: _kind, ...decision } = decisionOf();
  doc.getMap('reviews').set(JSON.stringify([CLAIM, 'Ines']), { ...decision, answer: null });
  const answer = { answer: 'fixed', reviewedAt: decision.reviewedAt, decision: 'unsupported' };
  doc.getMap('reviews').set(JSON.stringify([CLAIM, 'Ines', 'answer']), answer);
  // The upgrade leaves out values under another person’s key and values of a wrong shape.
  doc.getMap('reviews').set(JSON.stringify([CLAIM, 'Tom']), { ...decision, answer: null });
  doc.getMap('signOffs').set(id(61), { reviewer: 'Ines', signedAt: '2025-13-41T00:00:00Z' });
  const update = new Uint8Array(Y.encodeStateAsUpdate(doc));
  const db = await openDB(name, version, {
    upgrade: (made) => {
      made.createObjectStore('sources', { keyPath: 'id' }).createIndex('byUrl', 'url');
      const clips = made.createObjectStore('clips', { keyPath: 'id' });
      clips.createIndex('bySource', 'sourceId');
      clips.createIndex('byReport', 'filedUnder.reportId');
      clips.createIndex('byCapturedAt', 'capturedAt');
      made.createObjectStore('pins', { keyPath: 'id' }).createIndex('byClip', 'clipId');
      const snapshots = made.createObjectStore('snapshots', { keyPath: 'id' });
      snapshots.createIndex('bySource', 'sourceId');
      snapshots.createIndex('byText', ['sourceId', 'textHash']);
      made.createObjectStore('runs', { keyPath: 'id' }).createIndex('byReport', 'reportId');
      const checks = made.createObjectStore('checks', { keyPath: ['runId', 'clipId'] });
      checks.createIndex('byClip', 'clipId');
      made.createObjectStore('jobs', { keyPath: 'id' }).createIndex('byRun', 'runId');
      made.createObjectStore('purged', { keyPath: 'id' });
      made.createObjectStore('reports', { keyPath: 'id' });
      const named = made.createObjectStore('reportClips', { keyPath: ['reportId', 'clipId'] });
      named.createIndex('byClip', 'clipId');
      const updates = made.createObjectStore('reportUpdates', { autoIncrement: true });
      updates.createIndex('byReport', 'reportId');
      made.createObjectStore('staging', { keyPath: ['restoreId', 'kind', 'index'] });
      made.createObjectStore('meta', { keyPath: 'key' });
      if (version < 2) return;
      made.createObjectStore('searchChunks', { keyPath: 'first' });
      made.createObjectStore('searchStale', { keyPath: 'clipId' });
      if (version < 3) return;
      const images = made.createObjectStore('attachments', { keyPath: ['clipId', 'id'] });
      images.createIndex('byHash', ['clipId', 'hash']);
      if (version >= 4) images.createIndex('byAlt', ['clipId', 'alt']);
    },
  });
  await db.put('sources', source);
  await db.put('snapshots', snapshot);
  await db.put('clips', clip);
  await db.put('pins', pin);
  await db.put('reportUpdates', { reportId: REPORT, at: time(0), update });
  await db.put('reportClips', { reportId: REPORT, clipId: clip.id, binned: false });
  await db.put('meta', { key: 'projections', value: 1 });
  if (version >= 2) {
    await db.put('searchChunks', OLD_CHUNK);
    const chunks = [{ first: '', revision: 1 }];
    const value = { version, made: id(9_001), after: null, revision: 1, chunks };
    await db.put('meta', { key: 'search', value });
  }
  if (version >= 3) await db.put('attachments', attachmentOf(1));
  db.close();
}

test.each([1, 2, 3, 4, 5])(
  'a library of version %i is upgraded, and all of it can be searched',
  async (version) => {
    const name = newName();
    await olderVersion(name, version);
    // A page that only reads waits until the background has upgraded the database.
    expect(must(await openReader({ name }))).toBeNull();
    const library = must(await openLibrary({ name, now: () => time(1) }));
    const reader = must(await openReader({ name }))!;
    const query = { ...EVERY_CLIP, words: 'introduction' };
    expect(must(await reader.search(query)).behind).toBe(1);
    while (must(await library.settleSearch()));
    expect(must(await reader.search(query))).toMatchObject({
      hits: [{ clipId: id(2_001), reportId: REPORT }],
      total: 1,
      behind: 0,
    });
    expect(must(await reader.search({ ...query, words: 'another make' })).hits).toEqual([]);
    // The text for its image, in the version that had images.
    const chart = must(await reader.search({ ...query, words: 'chart' }));
    expect(chart.total).toBe(version >= 3 ? 1 : 0);
    expect(must(await library.snapshotText(id(3_001)))).not.toBe('');
    // The decision in the document becomes an unsigned record, with its answer.
    expect(await decisionsIn(library)).toEqual(['unsigned Ines: unsupported']);
    expect((await shownIn(library)).reviews[0]?.answers).toMatchObject([{ answer: 'fixed' }]);
    expect((await shownIn(library)).signOffs).toEqual([]);
    expect(must(await reader.loadReviews(REPORT)).records).toHaveLength(2);
    expect(must(await reader.listReports())).toMatchObject([{ title: 'Tides' }]);
    must(await library.addAttachment(attachmentOf(1)));
    expect(must(await reader.attachments(id(2_001)))).toEqual([attachmentOf(1)]);
    reader.close();
    library.close();
    const after = await openDB(name);
    expect(after.version).toBe(DATABASE_VERSION);
    expect(JSON.stringify(await after.getAll('searchChunks'))).not.toContain('another make');
    after.close();
  },
);

/** Puts records into a library of the last version that had no `order` field. */
async function withRecords(name: string, records: readonly (readonly [string, unknown])[]) {
  await olderVersion(name, 4);
  const db = await openDB(name);
  for (const [store, record] of records) await db.put(store, record);
  db.close();
}

test('old runs are ordered by time, and a run dated in the future gives no pass', async () => {
  const name = newName();
  const later = { ...runOf(1), startedAt: time(20), finishedAt: time(21) };
  const earlier = { ...runOf(2), startedAt: time(10), finishedAt: time(11) };
  const future = { ...runOf(3), startedAt: '2099-01-01T00:00:00.000Z', finishedAt: time(1) };
  const resumed = { ...runOf(4), startedAt: time(15) };
  await withRecords(name, [
    ...[later, earlier, future, resumed].map((run) => ['runs', run] as const),
    ['checks', { ...checkOf(earlier, 1), verdict: 'verbatim', snapshotId: null }],
    ['checks', { ...checkOf(resumed, 1), verdict: 'moved', snapshotId: null }],
    ['checks', { ...checkOf(later, 1), verdict: 'missing', snapshotId: null }],
    ['checks', { ...checkOf(future, 1), verdict: 'verbatim', snapshotId: null }],
    ['jobs', jobOf(4, resumed, [id(2_002)])],
  ]);
  const library = must(await openLibrary({ name, now: () => time(50) }));
  const evidence = must(await library.loadEvidence(REPORT));
  const order = evidence.runs.map((run) => [run.id, run.order, run.foreign?.kind]);
  expect(order).toEqual([
    [future.id, 4, 'undated'],
    [later.id, 3, undefined],
    [resumed.id, 2, undefined],
    [earlier.id, 1, undefined],
  ]);
  expect(evidence.checks.map(({ verdict }) => verdict)).toEqual(['missing']);
  // A continued run gives new checks a later order. Its earlier checks keep their order.
  must(await library.completeJob(id(6_004), { checks: [], snapshots: [] }));
  const after = must(await library.loadEvidence(REPORT));
  expect(after.latestRun?.id).toBe(resumed.id);
  expect(after.checks.map(({ verdict }) => verdict)).toEqual(['missing']);
  library.close();
});

test.each([
  ['the latest holds where no report names one', [], 'third', ['third', 'first', 'second']],
  [
    'the named one holds where the report names it, and they stay in their order',
    [{ reportId: REPORT, pinId: id(4_101) }],
    'second',
    ['first', 'second', 'third'],
  ],
  [
    'the latest holds in a report that names none beside one that does',
    [
      { reportId: REPORT, pinId: null },
      { reportId: OTHER, pinId: id(4_101) },
    ],
    'third',
    ['third', 'first', 'second'],
  ],
])('after the upgrade of old pins, %s', async (_name, named, holds, inOrder) => {
  const name = newName();
  const pin = (key: number, quote: string, minute: number) =>
    ['pins', { ...pinOf(1, quote), id: id(key), madeAt: time(minute) }] as const;
  await withRecords(name, [
    pin(4_001, 'first', 1),
    pin(4_101, 'second', 5),
    pin(4_050, 'third', 9),
    ...named.map((each) => ['reportClips', { ...each, clipId: id(2_001) }] as const),
  ]);
  // The projection matches the document.
  const library = must(await openLibrary({ name, now: () => time(50) }));
  const { pins } = must(await library.loadEvidence(REPORT));
  expect(pins.map(({ quote }) => quote)).toEqual(inOrder);
  const chosen = named.find(({ reportId }) => reportId === REPORT)?.pinId ?? null;
  expect(pinThatHolds(pins, chosen as PinId | null)?.quote).toBe(holds);
  expect((await dump(name))['meta']).toContainEqual({ key: 'order', value: 2 });
  library.close();
});

describe('notes that stood in the document of the content', () => {
  const rowsIn = async (name: string) => (await dump(name))['reportUpdates'] as StoredUpdate[];
  const notesIn = async (library: Library) =>
    must(await library.loadReport(REPORT)).placements.flatMap(({ note }) =>
      note === '' ? [] : note,
    );
  const contentOf = ({ placements, ...rest }: ReportContent) => ({
    ...rest,
    placements: placements.map((placement) => ({ ...placement, note: '' })),
  });
  const opened = async (name: string) => must(await openLibrary({ name, now: () => time(50) }));

  test('get a document of their own, and leave no text in the old one', async () => {
    const name = newName();
    const old = oldUpdates();
    await makeOldLibrary(name, old);
    const library = await opened(name);
    expect((await notesIn(library)).sort()).toEqual(OLD_NOTES);
    const rows = await rowsIn(name);
    const ofReport = rows.filter(({ reportId }) => reportId === REPORT);
    expect(ofReport.map(({ notes = false }) => notes)).toEqual([false, true]);
    const held = (row: StoredUpdate | undefined) =>
      OLD_TYPED.filter((text) => Buffer.from(row?.update ?? []).includes(text));
    expect(held(ofReport[0])).toEqual([]);
    expect(held(ofReport[1])).toContain('A note');
    expect(Buffer.from(ofReport[1]?.update ?? []).includes('statement/')).toBe(false);
    const latest = old.filter(({ reportId }) => reportId === REPORT).map(({ at }) => at);
    expect(ofReport.map(({ at }) => at)).toEqual(Array(2).fill(latest.sort().at(-1)));
    // A report without notes is not written again.
    expect(rows.filter(({ reportId }) => reportId === OTHER)).toEqual(
      old.filter(({ reportId }) => reportId === OTHER),
    );
    library.close();
    const again = await opened(name);
    expect(await rowsIn(name)).toEqual(rows);
    again.close();
  });

  test('stay whole when the upgrade is cut off: the library is the old one, and the next start upgrades it', async () => {
    const name = newName();
    const third = oldUpdates().map((row) => ({ ...row, reportId: id(3) }));
    await makeOldLibrary(name, [...oldUpdates(), ...third]);
    const before = await rowsIn(name);
    const { add } = IDBObjectStore.prototype;
    let written = 0;
    const broken = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
      this: IDBObjectStore,
      ...row: Parameters<typeof add>
    ) {
      written += 1;
      // The first report is written, and the content of the next one.
      if (written > 3) throw new DOMException('The browser was closed.', 'AbortError');
      return add.apply(this, row);
    });
    expect((await openLibrary({ name, now: () => time(50) })).ok).toBe(false);
    broken.mockRestore();
    expect(written).toBe(4);
    const left = await openDB(name);
    expect(left.version).toBe(6);
    left.close();
    expect(await rowsIn(name)).toEqual(before);
    const library = await opened(name);
    expect((await notesIn(library)).sort()).toEqual(OLD_NOTES);
    expect(must(await library.loadReport(id(3))).placements).toEqual(
      must(await library.loadReport(REPORT)).placements,
    );
    library.close();
  });

  test('that cannot be read stay where they are, and the others are kept', async () => {
    const name = newName();
    const damaged = [
      { reportId: REPORT, at: time(1), update: Uint8Array.of(1, 2, 3) },
      { reportId: REPORT, at: 'yesterday', update: oldUpdates()[0]?.update },
      { reportId: REPORT, at: time(1) },
      { at: time(1), update: Uint8Array.of(0, 0) },
    ];
    await makeOldLibrary(name, [...damaged, ...oldUpdates()]);
    const library = await opened(name);
    expect((await rowsIn(name)).slice(0, damaged.length)).toEqual(damaged);
    expect((await notesIn(library)).sort()).toEqual(OLD_NOTES);
    library.close();
  });

  test('come back with a file of the old version, and notes made since are kept', async () => {
    const name = newName();
    await makeOldLibrary(name, oldUpdates());
    const library = await opened(name);
    must(await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_001), note: '' })));
    must(
      await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_003), note: 'New.' })),
    );
    const before = must(await library.loadReport(REPORT));
    // The file has nothing of the report that the library lacks.
    must(await restoreFile(library, await oldBackup(), 'backup'));
    expect(must(await library.loadReport(REPORT))).toEqual(before);
    // Another library continued the same report in the old version.
    const whole = new Y.Doc();
    for (const { reportId, update } of oldUpdates()) {
      if (reportId === REPORT) Y.applyUpdate(whole, update);
    }
    whole.getText(`note/${id(2_002)}`).insert(0, 'Later: ');
    whole.getText(`statement/${id(21)}`).insert(0, 'Later: ');
    const record = {
      reportId: REPORT,
      at: time(51),
      update: new Uint8Array(Y.encodeStateAsUpdate(whole)),
    };
    const header = {
      ...bundleHeader(),
      version: 3,
      absent: [id(2_001), id(2_002), id(2_003), id(2_004)],
    };
    const bundle = await writtenFile(header as FileHeader, [{ store: 'reportUpdates', record }]);
    must(await restoreFile(library, bundle, 'bundle', ({ seen }) => ({ seen, declined: {} })));
    expect((await notesIn(library)).sort()).toEqual([
      'Later: Of one author with the rest.',
      'New.',
    ]);
    const merged = must(await library.loadReport(REPORT));
    expect(merged.statements.map(({ text }) => text)).toEqual(['Later: One.']);
    for (const { update, notes } of must(await library.loadReportUpdates(REPORT))) {
      if (notes !== true) expect(Buffer.from(update).includes('note/')).toBe(false);
    }
    // The merge is undone in both documents.
    must(await library.undoMerge(REPORT));
    expect(contentOf(must(await library.loadReport(REPORT))).statements).toEqual(
      contentOf(before).statements,
    );
    expect((await notesIn(library)).sort()).toEqual(['New.', 'Of one author with the rest.']);
    library.close();
  });

  test('take in an edit that a page of the old version kept when it closed', async () => {
    const name = newName();
    await makeOldLibrary(name, oldUpdates());
    const library = await opened(name);
    const whole = new Y.Doc();
    for (const { reportId, update } of oldUpdates()) {
      if (reportId === REPORT) Y.applyUpdate(whole, update);
    }
    const kept: Uint8Array[] = [];
    whole.on('update', (update: Uint8Array) => kept.push(update));
    whole.transact(() => {
      whole.getText(`note/${id(2_003)}`).insert(0, 'Kept. ');
      whole.getText(`note/${id(2_001)}`).insert(0, 'Kept. ');
      whole.getText(`statement/${id(21)}`).insert(0, 'Kept. ');
    });
    const [update] = kept as [Uint8Array];
    expect(must(await library.appendOldUpdate(REPORT, update))).toHaveLength(2);
    expect(must(await library.appendOldUpdate(REPORT, update))).toEqual([]);
    expect((await notesIn(library)).sort()).toEqual([
      'Kept. ',
      'Kept. A note, changed.',
      'Of one author with the rest.',
    ]);
    expect(must(await library.loadReport(REPORT)).statements[0]?.text).toBe('Kept. One.');
    for (const row of await rowsIn(name)) {
      if (row.notes !== true) expect(Buffer.from(row.update).includes('note/')).toBe(false);
    }
    expect(await library.appendOldUpdate(REPORT, Uint8Array.of(9, 9))).toMatchObject({
      error: { code: 'bad_message' },
    });
    library.close();
  });
});
