import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { newId } from '@/utils/model/ids';
import { type Review, verifiedAnswer } from '@/utils/model/project-reviews';
import {
  decisionSlot,
  type ReviewBody,
  type ReviewRecord,
  reviewRecordId,
} from '@/utils/model/review-records';
import { createStatement } from '@/utils/model/statement-operations';
import { createLineWriter } from '@/utils/storage/backup-format';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { makeSigningKey, signReview } from '@/utils/storage/review-signatures';
import { gunzip, gzip } from '@/utils/storage/snapshot-text';
import { backupOf } from './sample-backup';
import { id, must, newLibrary, OTHER, REPORT, restoreFile, time } from './sample-evidence';
import { CLAIM, decide, decisionOf, decisionsIn, draftOf, shownIn } from './sample-reviews';

/*
 * An attacker gets the bundle between the reviewer and the receiver. Each attack edits the file
 * within its format, with correct checksums and counts.
 */

type Line = { readonly store?: string; record?: ReviewRecord } & Record<string, unknown>;

/** The reviewer's library, with one report and one decision. */
async function reviewed() {
  const { library, name } = await newLibrary();
  must(await library.createReport({ id: OTHER, title: 'Another', language: 'en' }));
  must(
    await library.editReport(REPORT, (doc) =>
      createStatement(doc, { id: id(21), text: 'It cost 61.', position: { sectionId: null } }),
    ),
  );
  const record = await decide(library, decisionOf());
  return { library, name, record };
}

async function bundleOf(name: string, reportId = REPORT): Promise<Uint8Array<ArrayBuffer>> {
  const reader = must(await openReader({ name }))!;
  const include = {
    snapshots: false,
    notes: true,
    signedInText: false,
    checks: false,
    images: false,
  };
  const options = { reportId, sectionIds: null, include, createdAt: time(50) };
  const bytes = await new Response(must(await reader.bundle(options))).arrayBuffer();
  reader.close();
  return new Uint8Array(bytes);
}

/** Opens the bundle like the receiver. */
const restore = (library: Library, file: Uint8Array<ArrayBuffer>) =>
  restoreFile(library, file, 'bundle');

async function edited(file: Uint8Array<ArrayBuffer>, change: (lines: Line[]) => Line[]) {
  const text = new TextDecoder().decode((await gunzip(file, 10_000_000))!);
  const lines: Line[] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [header, ...body] = lines;
  const records = change(body.filter((line) => !('end' in line)));
  const write = createLineWriter();
  const whole = [header!, ...records, { end: true, records: records.length }];
  const bare = whole.map(({ sum: _sum, ...line }: Record<string, unknown>) => line);
  return gzip(new TextEncoder().encode(bare.map(write).join('')));
}

/** Changes the review records of the file. */
const withReviews = (
  file: Uint8Array<ArrayBuffer>,
  change: (records: ReviewRecord[]) => ReviewRecord[],
) =>
  edited(file, (lines) => {
    const records = lines.flatMap(({ store, record }) =>
      store === 'reviews' && record !== undefined ? [record] : [],
    );
    const others = lines.filter(({ store }) => store !== 'reviews');
    return [...change(records).map((record) => ({ store: 'reviews', record })), ...others];
  });

/** The receiver's library, which knows the reviewer's key. */
async function receiver(author: string, file?: Uint8Array<ArrayBuffer>): Promise<Library> {
  const { library } = await newLibrary();
  if (file !== undefined) must(await restore(library, file));
  must(await library.namePerson(author, 'Ines'));
  return library;
}

async function stranger() {
  const key = await makeSigningKey();
  const sign = (body: ReviewBody, counter: number, reportId = REPORT) =>
    signReview(key, { reportId, act: newId<'act'>(), body, counter });
  return { key, sign };
}

/** The record with another body and the matching id, but the old signature. */
function forged(record: ReviewRecord, body: ReviewBody, counter = record.counter): ReviewRecord {
  const content = { reportId: record.reportId, body };
  return { ...record, body, counter, id: reviewRecordId(content) };
}

const HERS = 'known Ines: unsupported';

test('a bundle carries a review, and a second merge changes nothing', async () => {
  const { name, record } = await reviewed();
  const file = await bundleOf(name);
  const library = await receiver(record.author, file);
  expect(await decisionsIn(library)).toEqual([HERS]);
  expect(must(await restore(library, file))).toMatchObject({
    added: 0,
    leftOut: { forgedReviews: 0 },
  });
});

describe('an edited decision', () => {
  test('changed to supported is refused and counted, and the existing decision stays', async () => {
    const { name, record } = await reviewed();
    const file = await bundleOf(name);
    const library = await receiver(record.author, file);
    const supported = decisionOf({ decision: 'supported', reviewedAt: time(59) });
    for (const counter of [record.counter, record.counter + 1, 1_000_000]) {
      const attack = await withReviews(file, ([each]) => [forged(each!, supported, counter)]);
      expect(must(await restore(library, attack)).leftOut.forgedReviews, `counter ${counter}`).toBe(
        1,
      );
    }
    expect(await decisionsIn(library)).toEqual([HERS]);
  });

  test.each<[string, (record: ReviewRecord) => ReviewRecord]>([
    ['the note', (record) => forged(record, decisionOf({ note: 'Fine.' }))],
    ['the name', (record) => forged(record, decisionOf({ reviewer: 'Tom' }))],
    ['the claim', (record) => forged(record, decisionOf({ claimKey: 'another' }))],
    [
      'what was judged',
      (record) => forged(record, decisionOf({ hashes: { claim: 'z', quote: 'b', passage: 'c' } })),
    ],
    ['the time', (record) => forged(record, decisionOf({ reviewedAt: time(58) }))],
    ['the act', (record) => ({ ...record, act: newId<'act'>() })],
    ['the counter', (record) => ({ ...record, counter: 7 })],
    ['the id', (record) => ({ ...record, id: '0'.repeat(64) })],
    [
      'a letter of the signature',
      (record) => ({
        ...record,
        signature: `${record.signature.startsWith('A') ? 'B' : 'A'}${record.signature.slice(1)}`,
      }),
    ],
    ['the signature, left out', (record) => ({ ...record, signature: '' })],
    ['the author, left out', (record) => ({ ...record, author: '' })],
    [
      'the key, which is no point of the curve',
      (record) => ({ ...record, author: `BAAA${'A'.repeat(83)}` }),
    ],
    ['the key, spelled otherwise', (record) => ({ ...record, author: `${record.author}=` })],
  ])('is refused when the attacker changes %s', async (_name, change) => {
    const { name, record } = await reviewed();
    const attack = await withReviews(await bundleOf(name), ([each]) => [change(each!)]);
    const library = await receiver(record.author);
    expect(must(await restore(library, attack)).leftOut.forgedReviews).toBe(1);
    expect(await decisionsIn(library)).toEqual([]);
  });

  test('stored in the document, as in older versions, is ignored', async () => {
    const { library: hers, name, record } = await reviewed();
    must(
      await hers.editReport(REPORT, (doc) => {
        const { kind: _kind, ...value } = decisionOf({ decision: 'supported' });
        doc.getMap('reviews').set(JSON.stringify([CLAIM, 'Ines']), value);
      }),
    );
    const library = await receiver(record.author, await bundleOf(name));
    expect(await decisionsIn(library)).toEqual([HERS]);
  });

  test('without a signature, as in older versions, does not hide a signed decision', async () => {
    const { name, record } = await reviewed();
    const unsigned = decisionOf({ decision: 'supported' });
    const attack = await withReviews(await bundleOf(name), (records) => [
      ...records,
      { ...forged(record, unsigned), act: null, author: '', counter: 0, signature: '' },
    ]);
    const library = await receiver(record.author, attack);
    expect(await decisionsIn(library)).toEqual([HERS, 'unsigned Ines: supported']);
  });
});

describe('the key of another person', () => {
  test('with the reviewer’s name stays unverified, even with a higher counter', async () => {
    const { name, record } = await reviewed();
    const { key, sign } = await stranger();
    const supported = await sign(decisionOf({ decision: 'supported' }), 1_000_000);
    const attack = await withReviews(await bundleOf(name), (records) => [...records, supported]);
    const library = await receiver(record.author, attack);
    expect(await decisionsIn(library)).toEqual([HERS, 'unverified Ines: supported']);
    const { authors } = await shownIn(library);
    expect(authors.map(({ author, name: known }) => [author, known])).toEqual([
      [record.author, 'Ines'],
      [key.author, null],
    ]);
    // The user cannot give the reviewer's name to this key.
    expect(await library.namePerson(key.author, 'Ines')).toMatchObject({
      error: { code: 'name_taken' },
    });
  });

  test('does not withdraw the reviewer’s decision, and its answer stays unverified', async () => {
    const { name, record } = await reviewed();
    const { sign } = await stranger();
    const withdrawn: ReviewBody = {
      ...{ kind: 'withdrawal', slot: decisionSlot(CLAIM), withdrawnAt: time(9) },
    };
    const answer: ReviewBody = {
      ...{ kind: 'answer', decision: record.id, claimKey: CLAIM },
      ...{ answer: 'fixed', answeredAt: time(9) },
    };
    const theirs = [await sign(withdrawn, 2), await sign(answer, 3)];
    const attack = await withReviews(await bundleOf(name), (records) => [...records, ...theirs]);
    const library = await receiver(record.author, attack);
    expect(await decisionsIn(library)).toEqual([HERS]);
    const [review] = (await shownIn(library)).reviews as [Review];
    expect(verifiedAnswer(review)).toBeNull();
    expect(review.answers).toMatchObject([{ answer: 'fixed', standing: 'unverified' }]);
  });

  test('does not replace a record of the reviewer', async () => {
    const { name, record } = await reviewed();
    const { key } = await stranger();
    const { reportId, act, body, counter } = record;
    const copy = await signReview(key, { reportId, act, body, counter });
    const file = await bundleOf(name);
    const library = await receiver(record.author, await withReviews(file, () => [copy]));
    must(await restore(library, file));
    expect(await decisionsIn(library)).toEqual([HERS, 'unverified Ines: unsupported']);
  });
});

describe('a sign-off in the reviewer’s name', () => {
  const counts = { claims: 1, supported: 1, partly: 0, unsupported: 0, unclear: 0, waiting: 0 };
  const signOff: ReviewBody = {
    ...{ kind: 'sign-off', contentHash: 'abc', reviewer: 'Ines', signedAt: time(9) },
    ...{ counts, exceptions: [] },
  };

  test('is refused under the reviewer’s key, and is unverified under another key', async () => {
    const { name, record } = await reviewed();
    const { sign } = await stranger();
    const theirs = await sign(signOff, 1);
    const attack = await withReviews(await bundleOf(name), (records) => [
      ...records,
      forged(record, signOff, 2),
      theirs,
    ]);
    const library = await receiver(record.author);
    expect(must(await restore(library, attack)).leftOut.forgedReviews).toBe(1);
    expect((await shownIn(library)).signOffs).toMatchObject([
      { standing: 'unverified', reviewer: 'Ines', name: null },
    ]);
  });
});

describe('a replayed record of the reviewer', () => {
  test('is refused in another report, also with the id of that report', async () => {
    const { name, record } = await reviewed();
    const file = await bundleOf(name, OTHER);
    const library = await receiver(record.author);
    const renamed = await withReviews(file, () => [
      { ...record, reportId: OTHER, id: reviewRecordId({ reportId: OTHER, body: record.body }) },
    ]);
    expect(must(await restore(library, renamed)).leftOut.forgedReviews).toBe(1);
    expect(await decisionsIn(library, OTHER)).toEqual([]);
    // The unchanged record names a report that is not in the file.
    const asItIs = await withReviews(file, () => [record]);
    expect(await restore(library, asItIs)).toMatchObject({ error: { code: 'bundle_dangling' } });
  });

  test('from an older bundle does not bring back an older decision', async () => {
    const { library: hers, name, record } = await reviewed();
    await decide(hers, decisionOf({ decision: 'supported' }));
    const older = await bundleOf(name);
    await decide(hers, decisionOf());
    const library = await receiver(record.author, await bundleOf(name));
    expect(must(await restore(library, older)).added).toBe(0);
    expect(await decisionsIn(library)).toEqual([HERS]);
  });

  test('is marked as missing a record when the attacker removes a later record', async () => {
    const { library: hers, name, record } = await reviewed();
    await decide(hers, decisionOf({ decision: 'supported' }));
    await decide(hers, decisionOf());
    await decide(hers, decisionOf({ claimKey: 'another claim', decision: 'partly' }));
    const attack = await withReviews(await bundleOf(name), (records) =>
      records.filter(({ counter }) => counter !== 3),
    );
    const library = await receiver(record.author, attack);
    expect((await decisionsIn(library)).sort()).toEqual([
      'known Ines: partly',
      'known Ines: supported (missing)',
    ]);
    expect((await shownIn(library)).authors).toMatchObject([{ missing: 1 }]);
  });
});

test('two records with one counter: the objection is shown, with a conflict', async () => {
  const { library: hers, name, record } = await reviewed();
  // Somebody copied her browser profile: both copies use the same key and the same counter.
  const twin = await copyOfIdentity(name, hers);
  await decide(hers, decisionOf({ decision: 'supported' }));
  await decide(twin.library, decisionOf({ decision: 'partly' }));
  for (const names of [
    [name, twin.name],
    [twin.name, name],
  ]) {
    const library = await receiver(record.author);
    for (const each of names) must(await restore(library, await bundleOf(each)));
    expect(await decisionsIn(library)).toEqual(['known Ines: partly (conflict)']);
    expect((await shownIn(library)).authors).toMatchObject([{ conflict: true, missing: 0 }]);
  }
  // The next decision gets a counter above the highest known counter and ends the conflict.
  must(await restore(hers, await bundleOf(twin.name)));
  expect((await decide(hers, decisionOf())).counter).toBe(3);
  expect(await decisionsIn(hers)).toEqual(['own Ines: unsupported']);
});

/** Another database that signs with the same key. */
async function copyOfIdentity(name: string, from: Library) {
  const file = await bundleOf(name);
  const twin = await newLibrary();
  must(await restore(twin.library, file));
  const read = await openAny(name);
  const write = await openAny(twin.name);
  const rows = await new Promise<unknown[]>((resolve) => {
    const request = read.transaction('identity').objectStore('identity').getAll();
    request.onsuccess = () => resolve(request.result);
  });
  await new Promise<void>((resolve) => {
    const tx = write.transaction('identity', 'readwrite');
    for (const row of rows) tx.objectStore('identity').put(row);
    tx.oncomplete = () => resolve();
  });
  read.close();
  write.close();
  const [own, copy] = [must(await from.ownAuthor()), must(await twin.library.ownAuthor())];
  expect(copy).toEqual(own);
  return twin;
}

function openAny(name: string): Promise<IDBDatabase> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
}

test('an import that contains reviews is refused', async () => {
  const { name, library } = await reviewed();
  const file = await bundleOf(name);
  const text = new TextDecoder().decode((await gunzip(file, 10_000_000))!);
  const write = createLineWriter();
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { sum: _sum, ...body } = JSON.parse(line);
      return write(body.format === undefined ? body : { ...body, kind: 'import' });
    });
  const attack = await gzip(new TextEncoder().encode(lines.join('')));
  expect(await restoreFile(library, attack, 'import')).toMatchObject({
    error: { code: 'bundle_damaged' },
  });
});

describe('a backup', () => {
  test('restores reviews, but no signing key and no names of known keys', async () => {
    const { library: hers, name, record } = await reviewed();
    must(await hers.namePerson((await stranger()).key.author, 'Tom'));
    const file = await backupOf(name);
    const text = new TextDecoder().decode((await gunzip(file, 10_000_000))!);
    expect(text).not.toMatch(/"store":"(identity|people)"|privateKey|Tom/);
    const { library } = await newLibrary();
    must(await restoreFile(library, file, 'backup'));
    expect(must(await library.loadReviews(REPORT))).toEqual({
      ...{ records: [record], own: null, people: new Map(), ignored: new Set() },
    });
    expect(await decisionsIn(library)).toEqual(['unverified Ines: unsupported']);
  });

  test('from an earlier time does not make the library use a counter twice', async () => {
    const { library, name } = await reviewed();
    const early = await backupOf(name);
    await decide(library, decisionOf({ decision: 'partly' }));
    must(await library.eraseLibrary(must(await library.markLibrary()).mark));
    must(await restoreFile(library, early, 'backup'));
    expect(await decisionsIn(library)).toEqual(['own Ines: unsupported']);
    expect((await decide(library, decisionOf({ decision: 'unclear' }))).counter).toBe(3);
  });
});

describe('in one library', () => {
  test('a repeated message stores no second record, and returns the stored record', async () => {
    const { library } = await newLibrary();
    const drafts = [draftOf(decisionOf()), draftOf(decisionOf({ claimKey: 'two' }))];
    const first = must(await library.recordReviews(REPORT, drafts));
    expect(first.records.map(({ counter }) => counter)).toEqual([1, 2]);
    expect(must(await library.recordReviews(REPORT, drafts))).toEqual(first);
    expect(must(await library.loadReviews(REPORT)).records).toHaveLength(2);
  });

  test('each report has its own counters, and the last record of a slot is current', async () => {
    const { library } = await reviewed();
    expect((await decide(library, decisionOf(), OTHER)).counter).toBe(1);
    await decide(library, decisionOf({ decision: 'partly' }));
    expect(await decisionsIn(library)).toEqual(['own Ines: partly']);
    const slot = decisionSlot(CLAIM);
    await decide(library, { kind: 'withdrawal', slot, withdrawnAt: time(9) });
    expect(await decisionsIn(library)).toEqual([]);
    expect(await decisionsIn(library, OTHER)).toEqual(['own Ines: unsupported']);
  });

  test('purging a report deletes its reviews, and they do not come back', async () => {
    const { library, name } = await reviewed();
    const file = await backupOf(name);
    must(await library.editReport(REPORT, (doc) => doc.getMap('report').set('binnedAt', time(9))));
    must(await library.purgeReport(REPORT));
    expect(must(await library.loadReviews(REPORT)).records).toEqual([]);
    must(await restoreFile(library, file, 'backup'));
    expect(must(await library.loadReviews(REPORT)).records).toEqual([]);
    expect(await library.recordReviews(REPORT, [draftOf(decisionOf())])).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  test('a decision is refused with an error when the browser cannot make a key', async () => {
    const { library } = await newLibrary();
    const refusing = vi
      .spyOn(crypto.subtle, 'generateKey')
      .mockRejectedValue(new DOMException('no', 'NotSupportedError'));
    try {
      expect(await library.recordReviews(REPORT, [draftOf(decisionOf())])).toMatchObject({
        error: { code: 'no_signing_key' },
      });
    } finally {
      refusing.mockRestore();
    }
    expect(must(await library.loadReviews(REPORT))).toMatchObject({ records: [], own: null });
  });
});
