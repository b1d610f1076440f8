import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type BlobStore, createBlobStore } from '@/server/blob-store';
import { BatchSchema, createEvidence, type Evidence } from '@/server/evidence';
import type { Actor } from '@/server/people';
import { Refused } from '@/server/refused';
import { deleteReleased } from '@/server/released-blobs';
import type { Database } from '@/server/schema';
import { newId } from '@/utils/model/ids';
import { makeStorage, type ServerStorage } from '../../fixtures/server-storage';
import {
  attachmentOf,
  attachmentWithoutBytes,
  checkOf,
  clipOf,
  pinOf,
  pngOf,
  runOf,
  snapshotOf,
  sourceOf,
} from '../storage/sample-evidence';

/* The records and blobs of a team, tested with a real database and real files. */

let storage: ServerStorage;
let db: Database;
let evidence: Evidence;
let blobs: BlobStore;

async function open(): Promise<void> {
  db = await storage.open();
  blobs = createBlobStore(path.join(storage.folder, 'blobs'));
  evidence = createEvidence(db, blobs, Date.now);
}

beforeEach(async () => {
  storage = await makeStorage();
  await open();
});
afterEach(async () => {
  await db.destroy();
  await storage.remove();
});

const memberOf = (teamId: string): Actor => ({
  ...{ teamId, memberId: newId(), deviceId: newId(), role: 'writer' },
});
const [ours, theirs] = [memberOf(newId()), memberOf(newId())];

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function upload(bytes: Uint8Array, by = ours, hash = hashOf(bytes)): Promise<string> {
  const chunks = async function* () {
    yield bytes.subarray(0, 7);
    yield bytes.subarray(7);
  };
  await evidence.putBlob(by, hash, chunks());
  return hash;
}

/** Sends records as they come over the network. Resolves with what became of each, in words. */
async function add(entries: readonly unknown[], by = ours) {
  const { records } = z.parse(BatchSchema, JSON.parse(JSON.stringify({ records: entries })));
  const outcomes = await evidence.add(by, records);
  return outcomes.map((each) =>
    each.outcome === 'invalid' ? `invalid: ${each.field}` : each.outcome,
  );
}

const reasonOf = (act: Promise<unknown>) =>
  act.then(
    () => 'taken',
    (error) => (error instanceof Refused ? error.reason : `not refused: ${error}`),
  );

const ended = { ...runOf(1), finishedAt: runOf(1).startedAt };

/** One record of each kind, after its bytes were uploaded. */
async function oneOfEach(by = ours): Promise<object[]> {
  const { text, ...snapshot } = await snapshotOf(1);
  const { bytes, ...image } = attachmentOf(1);
  const { bytes: _, ...noImage } = attachmentWithoutBytes(2);
  return [
    { store: 'sources', record: sourceOf(1) },
    { store: 'snapshots', record: snapshot, blob: await upload(text, by) },
    { store: 'clips', record: clipOf(1) },
    { store: 'pins', record: pinOf(1) },
    { store: 'attachments', record: image, blob: await upload(bytes, by) },
    { store: 'attachments', record: noImage },
    { store: 'runs', record: ended },
    { store: 'checks', record: checkOf(ended, 1) },
  ];
}

describe('evidence', () => {
  test('is downloaded as it was uploaded, also after a restart', async () => {
    const sent = await oneOfEach();
    expect(await add(sent)).toEqual(sent.map(() => 'stored'));
    await db.destroy();
    await open();
    const { records, next } = await evidence.feed(ours, 0);
    expect(records).toEqual(JSON.parse(JSON.stringify(sent)));
    expect(await evidence.feed(ours, next)).toEqual({ records: [], next });
    const { bytes, hash } = attachmentOf(1);
    expect(await evidence.readBlob(ours, hash ?? '')).toEqual(bytes);
  });

  test('is stored once, whatever the order of its fields and its place in a library', async () => {
    const sent = await oneOfEach();
    await add(sent);
    expect(await add(sent)).toEqual(sent.map(() => 'known'));
    const pin = Object.fromEntries(Object.entries({ ...pinOf(1), order: 7 }).reverse());
    const run = { ...ended, order: 9, foreign: { kind: 'bundle', name: 'Somebody' } };
    expect(
      await add([
        { store: 'pins', record: pin },
        { store: 'runs', record: run },
      ]),
    ).toEqual(['known', 'known']);
    expect((await evidence.feed(ours, 0)).records).toHaveLength(sent.length);
  });

  test('with a known id and other content is refused, and the stored record stays', async () => {
    const first = { store: 'sources', record: sourceOf(1) };
    const other = { store: 'sources', record: { ...sourceOf(1), title: 'Forged' } };
    expect(await add([first, other])).toEqual(['stored', 'conflict']);
    expect(await add([other])).toEqual(['conflict']);
    expect((await evidence.feed(ours, 0)).records).toEqual([first]);
    const { text, ...snapshot } = await snapshotOf(1);
    const again = await upload(gzipSync(Buffer.from('Other words')));
    await add([{ store: 'snapshots', record: snapshot, blob: await upload(text) }]);
    expect(await add([{ store: 'snapshots', record: snapshot, blob: again }])).toEqual([
      'invalid: record.textHash',
    ]);
  });
});

describe('a record is refused', () => {
  test.each([
    [
      'without a field',
      { store: 'sources', record: { id: sourceOf(1).id } },
      'invalid: record.url',
    ],
    [
      'with an invalid id',
      { store: 'clips', record: { ...clipOf(1), id: '../x' } },
      'invalid: record.id',
    ],
    [
      'with a wrong field inside another',
      { store: 'clips', record: { ...clipOf(1), filedUnder: { reportId: 'x', sectionId: null } } },
      'invalid: record.filedUnder.reportId',
    ],
    [
      'with a wrong part of a list',
      { store: 'sources', record: { ...sourceOf(1), authors: ['A. Weir', 7] } },
      'invalid: record.authors.1',
    ],
    ['of an unknown kind', { store: 'x', record: {} }, 'invalid: store'],
    ['that is not an object', { store: 'pins', record: 'x' }, 'invalid: record'],
    ['whose entry is not an object', 'x', 'invalid: record'],
    ['with a blob that is not a hash', { store: 'pins', record: {}, blob: 'x' }, 'invalid: blob'],
    ['with an unknown field in its entry', { store: 'pins', record: {}, more: 1 }, 'invalid: more'],
    [
      'of a text without its bytes',
      {
        store: 'snapshots',
        record: {
          ...{ id: newId(), sourceId: newId(), takenAt: '2026-01-02T03:04:05Z', readBy: 'tab' },
          ...{ textHash: hashOf(new Uint8Array()), textLength: 0 },
        },
      },
      'invalid: blob',
    ],
    [
      'of a run that has not ended',
      { store: 'runs', record: runOf(1) },
      'invalid: record.finishedAt',
    ],
    [
      'with bytes, although its kind has none',
      { store: 'sources', record: sourceOf(1), blob: hashOf(pngOf(1)) },
      'invalid: blob',
    ],
    [
      'with bytes that were not uploaded',
      { store: 'attachments', record: attachmentOf(1), blob: hashOf(pngOf(1)) },
      'no_blob',
    ],
    [
      'with an image whose bytes are missing',
      { store: 'attachments', record: attachmentOf(1) },
      'invalid: blob',
    ],
  ])('%s', async (_, entry, outcome) => {
    expect(await add([entry, { store: 'pins', record: pinOf(5) }])).toEqual([outcome, 'stored']);
    expect((await evidence.feed(ours, 0)).records).toHaveLength(1);
  });

  test('with a text that has another hash or length than the record says', async () => {
    const { text, ...snapshot } = await snapshotOf(1);
    const blob = await upload(text);
    const bomb = await upload(gzipSync(Buffer.alloc(50_000_000)));
    const wrong = [
      { ...snapshot, textHash: hashOf(Buffer.from('other')) },
      { ...snapshot, textLength: snapshot.textLength + 1 },
      { ...snapshot, textLength: -1 },
    ];
    expect(await add(wrong.map((record) => ({ store: 'snapshots', record, blob })))).toEqual([
      'invalid: record.textHash',
      'invalid: record.textLength',
      'invalid: record.textLength',
    ]);
    expect(await add([{ store: 'snapshots', record: snapshot, blob: bomb }])).toEqual([
      'invalid: blob',
    ]);
    const long = { ...snapshot, textLength: 31_000_000 };
    const many = [long, long].map((record) => ({ store: 'snapshots', record, blob: bomb }));
    expect(await reasonOf(add(many))).toBe('too_large');
    expect((await evidence.feed(ours, 0)).records).toEqual([]);
  });

  test('with an image of another hash, another type, or too many pixels', async () => {
    const { bytes: _, ...image } = attachmentOf(1);
    const huge = pngOf(1);
    // Changes the width and the height in the header of the PNG.
    huge.set([0, 0, 255, 255, 0, 0, 255, 255], 16);
    const entries = [
      { record: { ...image, hash: hashOf(pngOf(2)) }, blob: await upload(pngOf(1)) },
      { record: { ...image, mediaType: 'image/gif' }, blob: await upload(pngOf(1)) },
      { record: { ...image, hash: hashOf(huge) }, blob: await upload(huge) },
    ].map((entry) => ({ store: 'attachments', ...entry }));
    expect(await add(entries)).toEqual(['invalid: record.hash', 'invalid: blob', 'invalid: blob']);
  });
});

describe('the feed', () => {
  test('returns each record once, in parts of limited size, and new records later', async () => {
    const many = Array.from({ length: 700 }, (_, at) => ({ store: 'pins', record: pinOf(at) }));
    const large = Array.from({ length: 5 }, (_, at) => ({
      ...{ store: 'pins', record: { ...pinOf(1_000 + at), quote: 'x'.repeat(1_500_000) } },
    }));
    for (const batch of [many.slice(0, 500), many.slice(500), large]) await add(batch);
    const parts: (readonly object[])[] = [];
    for (let after = 0; ; ) {
      const { records, next } = await evidence.feed(ours, after);
      if (records.length === 0) break;
      parts.push(records);
      after = next;
    }
    expect(parts.flat()).toEqual(JSON.parse(JSON.stringify([...many, ...large])));
    expect(Math.max(...parts.map((part) => JSON.stringify(part).length))).toBeLessThan(4_100_000);
    expect(parts[0]).toHaveLength(500);
  });

  test('and the blobs of a team are closed to other teams', async () => {
    const sent = await oneOfEach();
    await add(sent);
    expect((await evidence.feed(theirs, 0)).records).toEqual([]);
    const { hash } = attachmentOf(1);
    expect(await reasonOf(evidence.readBlob(theirs, hash ?? ''))).toBe('not_found');
    // A team that knows only the hash has not uploaded the bytes.
    expect(await add(sent.slice(4, 5), theirs)).toEqual(['no_blob']);
    expect(await add(await oneOfEach(theirs), theirs)).toEqual(sent.map(() => 'stored'));
    await add([{ store: 'pins', record: pinOf(5) }]);
    expect((await evidence.feed(ours, 0)).records).toHaveLength(sent.length + 1);
    expect((await evidence.feed(theirs, 0)).records).toHaveLength(sent.length);
  });
});

const files = () =>
  readdirSync(path.join(storage.folder, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('a deleted record', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const owner: Actor = { ...memberOf(ours.teamId), role: 'owner' };
  const remove = (by: Actor, store: 'attachments' | 'checks' | 'pins' | 'reviews', id: string) =>
    evidence.remove(by, [{ store, id }]);
  const pin = { store: 'pins', record: pinOf(1) };
  const usage = async () => (await storage.run('select * from team_usage order by 1'))[0];

  test('is in the feed again for everybody, also for those who have seen it, and does not come back', async () => {
    const check = { store: 'checks', record: checkOf(ended, 1) };
    await add([pin, { store: 'pins', record: pinOf(2) }, check]);
    const before = await evidence.feed(ours, 0);
    expect(await remove(ours, 'pins', pinOf(1).id)).toEqual(['deleted']);
    const { runId, clipId } = check.record;
    expect(await remove(owner, 'checks', `${runId}/${clipId}`)).toEqual(['deleted']);
    const tombs = [
      { store: 'pins', record: { id: pinOf(1).id }, deleted: true },
      { store: 'checks', record: { runId, clipId }, deleted: true },
    ];
    expect((await evidence.feed(ours, before.next)).records).toEqual(tombs);
    const rest = JSON.parse(JSON.stringify({ store: 'pins', record: pinOf(2) }));
    expect((await evidence.feed(ours, 0)).records).toEqual([rest, ...tombs]);
    // Somebody who was away still has a copy, perhaps another than the deleted one.
    const other = { store: 'pins', record: { ...pinOf(1), quote: 'Other words' } };
    expect(await add([pin, other, check])).toEqual(['deleted', 'deleted', 'deleted']);
    expect((await evidence.feed(ours, 0)).records).toEqual([rest, ...tombs]);
    expect(await remove(ours, 'pins', pinOf(1).id)).toEqual(['known']);
  });

  test('was deleted by its author or an owner, and the audit log has a line about it', async () => {
    await add([pin]);
    const { id } = pinOf(1);
    expect(await remove(memberOf(ours.teamId), 'pins', id)).toEqual(['forbidden']);
    expect(await remove({ ...memberOf(ours.teamId), role: 'reviewer' }, 'pins', id)).toEqual([
      'forbidden',
    ]);
    expect(await remove({ ...theirs, role: 'owner' }, 'pins', id)).toEqual(['not_found']);
    expect((await evidence.feed(ours, 0)).records).toHaveLength(1);
    expect(await remove(owner, 'pins', id)).toEqual(['deleted']);
    expect(await storage.run('select team_id, member_id, act, subject from audit')).toEqual([
      {
        ...{ team_id: ours.teamId, member_id: owner.memberId },
        ...{ act: 'delete_record', subject: `pins/${id}` },
      },
    ]);
  });

  test('leaves nothing of its content in the table, and gives its room back', async () => {
    const record = { ...pinOf(1), quote: 'a secret'.repeat(100) };
    await add([{ store: 'pins', record }]);
    await remove(ours, 'pins', record.id);
    expect(JSON.stringify(await storage.run('select * from records'))).not.toContain('secret');
    const [sum] = await storage.run('select sum(octet_length(json)) as sum from records');
    expect((await usage())?.['record_bytes']).toBe(Number(sum?.['sum']));
  });

  test('takes its blob with it, a day later, unless another record or team has it', async () => {
    const later = (days: number) => deleteReleased(db, blobs, Date.now() + days * DAY_MS);
    const { bytes, ...image } = attachmentOf(1);
    const again = { ...image, id: newId<'attachment'>() };
    const blob = await upload(bytes);
    await add([image, again].map((record) => ({ store: 'attachments', record, blob })));
    await upload(bytes, theirs);
    await remove(ours, 'attachments', image.id);
    expect(await evidence.readBlob(ours, blob)).toEqual(bytes);
    await remove(ours, 'attachments', again.id);
    expect(await reasonOf(evidence.readBlob(ours, blob))).toBe('not_found');
    expect((await usage())?.['blob_bytes']).toBe(0);
    await later(2);
    expect(await evidence.readBlob(theirs, blob)).toEqual(bytes);

    const own = await upload(pngOf(7));
    const only = { ...attachmentOf(7), id: newId<'attachment'>(), hash: own };
    const { bytes: _, ...record } = only;
    expect(await add([{ store: 'attachments', record, blob: own }])).toEqual(['stored']);
    await remove(ours, 'attachments', only.id);
    await later(0.9);
    expect(files()).toContain(own);
    // An old copy uploads the bytes again, but the record does not come back, and so they go.
    await upload(pngOf(7));
    expect(await add([{ store: 'attachments', record, blob: own }])).toEqual(['deleted']);
    await later(0.9);
    expect(files()).toContain(own);
    await later(1.1);
    expect(files()).toEqual([blob]);
  });

  test('does not take a blob that somebody uploads again', async () => {
    const { bytes, ...record } = attachmentOf(1);
    const blob = await upload(bytes);
    await add([{ store: 'attachments', record, blob }]);
    await remove(ours, 'attachments', record.id);
    await upload(bytes);
    await deleteReleased(db, blobs, Date.now() + 2 * DAY_MS);
    expect(await evidence.readBlob(ours, blob)).toEqual(bytes);
  });
});

describe('a blob', () => {
  test('whose bytes do not have the hash in its name is refused, and leaves no file', async () => {
    expect(await reasonOf(upload(pngOf(1), ours, hashOf(pngOf(2))))).toBe('malformed');
    expect(await reasonOf(upload(new Uint8Array(32_000_001)))).toBe('too_large');
    expect(files()).toEqual([]);
    expect(await reasonOf(evidence.readBlob(ours, hashOf(pngOf(2))))).toBe('not_found');
  });

  test('whose upload breaks off leaves no file', async () => {
    const broken = async function* () {
      yield pngOf(1);
      throw new Error('connection lost');
    };
    await expect(evidence.putBlob(ours, hashOf(pngOf(1)), broken())).rejects.toThrow('lost');
    expect(files()).toEqual([]);
  });

  test('is one file, however often it is sent, and cannot be read once it is damaged', async () => {
    const hash = await upload(pngOf(1));
    await upload(pngOf(1));
    await upload(pngOf(1), theirs);
    expect(files()).toEqual([hash]);
    writeFileSync(path.join(storage.folder, 'blobs', hash.slice(0, 2), hash), 'other');
    expect(await reasonOf(evidence.readBlob(ours, hash))).toBe('damaged');
    // Somebody who has the bytes can repair the blob by another upload.
    await upload(pngOf(1), theirs);
    expect(await evidence.readBlob(ours, hash)).toEqual(pngOf(1));
  });
});
