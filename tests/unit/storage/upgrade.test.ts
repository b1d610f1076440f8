import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { setNote } from '@/utils/model/clip-operations';
import { createReportDocument } from '@/utils/model/report-document';
import { openLibrary } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { DATABASE_VERSION } from '@/utils/storage/schema';
import { EVERY_CLIP } from './every-clip';
import { attachmentOf, captureOf, id, must, newName, REPORT, time } from './sample-evidence';

/** The search's only chunk, as it was made before its words stood in columns of their own. */
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

/** A library as an older version of the database left it: a report that notes its only clip. */
async function olderVersion(name: string, version: number): Promise<void> {
  const { source, snapshot, clip, pin } = await captureOf(1);
  const doc = createReportDocument({ title: 'Tides', language: 'en', at: time(0) });
  setNote(doc, { clipId: clip.id, note: 'For the introduction' });
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

test.each([1, 2, 3])(
  'a library of version %i is upgraded, and all of it can be searched',
  async (version) => {
    const name = newName();
    await olderVersion(name, version);
    // A page that reads only waits until the background has done it.
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
    // What is written in place of its image, of the version that had images.
    const chart = must(await reader.search({ ...query, words: 'chart' }));
    expect(chart.total).toBe(version >= 3 ? 1 : 0);
    expect(must(await library.snapshotText(id(3_001)))).not.toBe('');
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
