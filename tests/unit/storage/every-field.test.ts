import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type * as z from 'zod/mini';
import { documentOf } from '@/tests/bench/made-document';
import { makeReport } from '@/tests/bench/made-report';
import { AttachmentSchema } from '@/utils/model/attachment';
import { moveClip, setNote, setPin, setTags } from '@/utils/model/clip-operations';
import {
  CheckSchema,
  ClipSchema,
  PinSchema,
  PurgedSchema,
  RunSchema,
  SnapshotSchema,
  SourceSchema,
} from '@/utils/model/evidence';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import {
  type ReviewRecord,
  ReviewRecordSchema,
  SIGN_OFF_PARTS,
  type SignOffParts,
} from '@/utils/model/review-records';
import { BACKUP_STORES, type BackupStore } from '@/utils/storage/backup-format';
import { openLibrary } from '@/utils/storage/library';
import { readBackup } from '@/utils/storage/read-backup';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import { encodeBase64 } from '@/utils/text/base64';
import { backupOf, restore } from './sample-backup';
import {
  attachmentOf,
  attachmentWithoutBytes,
  checkOf,
  clipOf,
  dump,
  id,
  must,
  newLibrary,
  newName,
  pinOf,
  pngOf,
  REPORT,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';
import { CLAIM, decide, decisionOf } from './sample-reviews';

type Records = Partial<Record<BackupStore, readonly object[]>>;

/** The schema of each store except documents. A store without a schema fails the first test. */
const SCHEMAS: Partial<Record<BackupStore, z.ZodMiniType>> = {
  purged: PurgedSchema,
  sources: SourceSchema,
  snapshots: SnapshotSchema,
  clips: ClipSchema,
  pins: PinSchema,
  attachments: AttachmentSchema,
  runs: RunSchema,
  checks: CheckSchema,
  reviews: ReviewRecordSchema,
};

/** Sample records: together, the records of one store have every field of the schema. */
async function everyField(): Promise<Records> {
  const source = {
    ...sourceOf(1),
    canonicalUrl: 'https://harbour.example/canonical',
    modifiedAt: '2025-02-03',
    doi: '10.1000/182',
    icon: encodeBase64(pngOf(1)),
  };
  const snapshot = await snapshotOf(1);
  const clip = {
    ...clipOf(1),
    filedUnder: { reportId: REPORT, sectionId: id<'section'>(11) },
    locator: { page: '12', time: 61.5, permalink: 'https://harbour.example/post/1' },
  };
  const pin = {
    ...pinOf(1, 'The array cost 61 million euros.'),
    directive: { prefix: 'before', start: 'The array', end: 'euros.', suffix: 'Seals' },
    directiveAsWritten: '#:~:text=The%20array',
    marks: [{ start: 1, end: 3, kind: 'raised' as const }],
    together: true,
    title: 'The array costs 62 million',
    order: 3,
  };
  const none = { ...pinOf(2), clipId: clip.id, noDirectiveReason: 'not-unique' as const };
  const run = {
    ...runOf(1),
    finishedAt: time(40),
    cancelled: true,
    order: 5,
    foreign: { kind: 'bundle' as const, name: 'Ada', file: 2 },
  };
  const check = checkOf(run, 1);
  const full = {
    ...check,
    flags: ['weak' as const],
    order: 4,
    finalUrl: 'https://harbour.example/final',
    snapshotId: snapshot.id,
    evidence: {
      ...check.evidence,
      reason: 'words-changed' as const,
      detail: 'harbour.example',
      contentType: 'text/html',
      title: 'The array costs 62 million',
      difference: [{ op: 'added' as const, text: 'x' }],
      changes: [{ fact: 'figure' as const, from: '61', to: '62' }],
      located: {
        length: 10,
        blocks: 1,
        apart: 4,
        weakest: { term: 'array', letters: 5, places: 2 },
      },
      steps: [
        {
          reader: 'memento' as const,
          verdict: 'gone' as const,
          reason: 'status-gone' as const,
          detail: '404',
          httpStatus: 404,
          url: 'https://archive.example/1',
          mementoDatetime: time(3),
        },
      ],
    },
  };
  const image = { ...attachmentOf(1), caption: 'The tide', order: 6 };
  const without = { ...attachmentWithoutBytes(2), clipId: clip.id };
  return {
    purged: [{ id: id(9_001), at: time(2) }],
    sources: [source],
    snapshots: [snapshot],
    clips: [clip],
    pins: [pin, none],
    attachments: [image, without],
    runs: [run],
    checks: [full],
    reviews: await everyReview(),
  };
}

/** A signed review of each kind, with every field of the kind. */
async function everyReview(): Promise<readonly ReviewRecord[]> {
  const { library } = await newLibrary();
  const { id: decision } = await decide(library, decisionOf());
  const answer = { kind: 'answer', decision, claimKey: CLAIM, answer: 'fixed' } as const;
  const why = { note: 'It says 68 now.', reviewer: 'Marc' };
  await decide(library, { ...answer, ...why, answeredAt: time(3) });
  const counts = { claims: 3, supported: 1, partly: 1, unsupported: 1, unclear: 0, waiting: 1 };
  const exceptions = [{ claimKey: 'other', words: 'Seals keep away.' }];
  const parts = Object.fromEntries(SIGN_OFF_PARTS.map((part) => [part, part])) as SignOffParts;
  await decide(library, {
    ...{ kind: 'sign-off', contentHash: 'f00', reviewer: 'Ada', signedAt: time(4) },
    ...{ counts, exceptions, parts },
  });
  await decide(library, { kind: 'withdrawal', slot: `decision ${CLAIM}`, withdrawnAt: time(5) });
  const { records } = must(await library.loadReviews(REPORT));
  library.close();
  return records;
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly options?: readonly z.ZodMiniType[];
}
type Schema = { readonly _zod: { readonly def: unknown } };

/** The paths of a schema that are absent, null or an empty list in a value. */
function emptyPaths(schema: Schema, value: unknown, path = ''): string[] {
  const { type, shape, innerType, element, options } = schema._zod.def as Definition;
  if (value === undefined || value === null) return [path];
  const option = options?.find((each) => each.safeParse(value).success);
  if (option !== undefined) return emptyPaths(option, value, path);
  if (innerType !== undefined) return emptyPaths(innerType, value, path);
  if (type === 'array' && element !== undefined) {
    const list = value as readonly unknown[];
    return list.length === 0 ? [path] : common(list.map((each) => emptyPaths(element, each, path)));
  }
  if (shape === undefined) return [];
  return Object.entries(shape).flatMap(([name, field]) =>
    emptyPaths(field, (value as Record<string, unknown>)[name], `${path}.${name}`),
  );
}

/** The paths that every list contains, or whose parent path every list contains. */
function common(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = lists;
  const has = (list: readonly string[], path: string) =>
    list.some((each) => path === each || path.startsWith(`${each}.`));
  return first.filter((path) => others.every((list) => has(list, path)));
}

/** A document with a note, tags, a position, a pin and the citations of an imported report. */
function fullDocument(): Uint8Array<ArrayBuffer> {
  const doc = loadReportDocument([{ update: documentOf(makeReport(20)) }]);
  const content = readReport(doc, REPORT);
  const clipId = id<'clip'>(2_001);
  const { id: sectionId } = content.sections[0]!;
  moveClip(doc, { clipId, position: { sectionId } });
  setNote(doc, { clipId, note: 'A note.' });
  setTags(doc, { clipId, tags: ['harbour'] });
  setPin(doc, { clipId, pinId: id(4_001) });
  return new Uint8Array(Y.encodeStateAsUpdate(doc));
}

/** Writes records directly to the database, without the library. */
function put(name: string, records: Readonly<Record<string, readonly object[]>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => {
      const db = opening.result;
      const tx = db.transaction(Object.keys(records), 'readwrite');
      for (const [store, rows] of Object.entries(records)) {
        for (const row of rows) tx.objectStore(store).put(row);
      }
      tx.oncomplete = () => {
        db.close();
        resolve();
      };
      tx.onabort = () => reject(tx.error);
    };
  });
}

test('the sample has every field of every record that a backup holds', async () => {
  const records = await everyField();
  for (const store of BACKUP_STORES) {
    if (store === 'reportUpdates') continue;
    const schema = SCHEMAS[store];
    expect(schema, store).toBeDefined();
    const rows = records[store] ?? [];
    expect(
      rows.map((row) => schema!.safeParse(row).success),
      store,
    ).not.toContain(false);
    expect(rows.length, store).toBeGreaterThan(0);
    const empty = rows.map((row) => emptyPaths(schema!, row));
    // Each kind of review has its own fields, so each review must have all fields of its kind.
    expect(store === 'reviews' ? empty.flat() : common(empty), store).toEqual([]);
  }
});

test('a backup and its restore into another library keep every field', async () => {
  const records = await everyField();
  const name = newName();
  const library = must(await openLibrary({ name, now: () => time(50) }));
  const update = fullDocument();
  const reportUpdates = [{ reportId: REPORT, at: time(1), update }];
  await put(name, { ...records, reportUpdates } as Record<string, readonly object[]>);
  must(await library.rebuildProjections());
  const before = await dump(name);

  const file = await backupOf(name);
  const written = new Map<string, object[]>();
  must(
    await readBackup(readBackupFile(new Blob([file])), async ({ store, record }) => {
      written.set(store, [...(written.get(store) ?? []), record]);
    }),
  );
  for (const store of BACKUP_STORES) {
    expect(written.get(store), store).toEqual(before[store]);
    expect(written.get(store)?.length, store).toBeGreaterThan(0);
  }

  const target = newName();
  const other = must(await openLibrary({ name: target, now: () => time(50) }));
  expect(must(await restore(other, file)).leftOut.unreadable).toEqual({});
  const after = await dump(target);
  for (const store of BACKUP_STORES) {
    expect(after[store]?.map(comparable), store).toEqual(before[store]?.map(comparable));
  }
  expect(after['reports']).toEqual(before['reports']);
  expect(after['reportClips']).toEqual(before['reportClips']);
  expect(must(await other.loadReport(REPORT))).toEqual(must(await library.loadReport(REPORT)));
  library.close();
  other.close();
});

/** Removes the two fields that each library sets itself: `order` and `foreign`. */
function comparable(record: unknown): unknown {
  const { order: _order, foreign: _foreign, ...rest } = record as Record<string, unknown>;
  return rest;
}
