import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { newId } from '@/utils/model/ids';
import { projectReviews } from '@/utils/model/project-reviews';
import type { ReviewRecord } from '@/utils/model/review-records';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { makeSigningKey, signReview } from '@/utils/storage/review-signatures';
import type { PinciteSchema } from '@/utils/storage/schema';
import { dump, must, newLibrary, REPORT, restoreFile, time } from './sample-evidence';
import { decide, decisionOf, decisionsIn, shownIn } from './sample-reviews';
import { backupHeader, writtenFile } from './written-file';

/* A stranger's bundle can contain any number of decisions. The user can ignore their author. */

async function strangersRecords(count: number): Promise<ReviewRecord[]> {
  const records: ReviewRecord[] = [];
  for (let at = 0; at < count; at += 1) {
    const body = decisionOf({ reviewer: `Stranger ${at}` });
    const content = { reportId: REPORT, act: newId<'act'>(), body, counter: 1 };
    records.push(await signReview(await makeSigningKey(), content));
  }
  return records;
}

async function add(library: Library, records: readonly ReviewRecord[]): Promise<void> {
  const lines = records.map((record) => ({ store: 'reviews' as const, record }));
  must(await restoreFile(library, await writtenFile(backupHeader(), lines), 'backup'));
}

/** The authors in the bundle of the report. */
async function authorsShared(name: string): Promise<string[]> {
  const reader = must(await openReader({ name }))!;
  const include = {
    ...{ snapshots: false, notes: true, signedInText: false, checks: false, images: false },
  };
  const options = { reportId: REPORT, sectionIds: null, include, createdAt: time(50) };
  const bytes = await new Response(must(await reader.bundle(options))).arrayBuffer();
  reader.close();
  const { library } = await newLibrary();
  must(await restoreFile(library, new Uint8Array(bytes), 'bundle'));
  const { authors } = await shownIn(library);
  library.close();
  return authors.map(({ author }) => author);
}

test('the decisions of an ignored reviewer do not count and are in no bundle, until the user shows them again', async () => {
  const { library, name } = await newLibrary();
  const own = await decide(library, decisionOf({ decision: 'supported' }));
  const [record] = await strangersRecords(1);
  const { author } = record!;
  await add(library, [record!]);
  const before = await decisionsIn(library);
  expect(before).toEqual(['own Ines: supported', 'unverified Stranger 0: unsupported']);

  must(await library.ignorePeople([author], true));
  expect(await decisionsIn(library)).toEqual(['own Ines: supported']);
  expect((await shownIn(library)).authors.at(-1)).toMatchObject({ author, ignored: true });
  expect(await authorsShared(name)).toEqual([own.author]);
  expect((await dump(name))['reviews']).toHaveLength(2);

  must(await library.ignorePeople([author], false));
  expect(await decisionsIn(library)).toEqual(before);
  expect((await authorsShared(name)).sort()).toEqual([own.author, author].sort());
  library.close();
});

test('the user cannot ignore the own key or a named key', async () => {
  const { library } = await newLibrary();
  const own = await decide(library, decisionOf());
  const [record] = await strangersRecords(1);
  await add(library, [record!]);
  must(await library.namePerson(record!.author, 'Tom'));
  must(await library.ignorePeople([own.author, record!.author], true));
  expect((await shownIn(library)).authors.map(({ ignored }) => ignored)).toEqual([false, false]);
  library.close();
});

test('the decisions of an ignored key count again when the user names the key', async () => {
  const { library } = await newLibrary();
  const [record] = await strangersRecords(1);
  await add(library, [record!]);
  must(await library.ignorePeople([record!.author], true));
  must(await library.namePerson(record!.author, 'Tom'));
  expect(await decisionsIn(library)).toEqual(['known Stranger 0: unsupported']);
  library.close();
});

test('damaged reviews are not loaded', async () => {
  const { library, name } = await newLibrary();
  const record = await decide(library, decisionOf());
  const db = await openDB<PinciteSchema>(name);
  const damaged = [
    { ...record, counter: 2, body: undefined },
    { ...record, counter: 3, body: { kind: 'decision' } },
    { ...record, counter: 4, body: { kind: 'unknown' } },
    { ...record, counter: 5, body: { ...record.body, hashes: null } },
    { ...record, counter: 6, body: { kind: 'sign-off', reviewer: 'Ines' } },
  ];
  for (const each of damaged) await db.put('reviews', each as never);
  db.close();
  expect(must(await library.loadReviews(REPORT)).records).toEqual([record]);
  expect(await decisionsIn(library)).toEqual(['own Ines: unsupported']);
  library.close();
});

test('the names that an author claims are listed with the latest name first', () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      id: `${at}`,
      author: 'key',
      counter: at + 1,
      body: decisionOf({ claimKey: `${at}`, reviewer: `Name ${at}` }),
    }));
  const { authors, reviews } = projectReviews(entries(3_000), { own: null, people: new Map() });
  expect(reviews).toHaveLength(3_000);
  expect(authors[0]?.claimed.slice(0, 2)).toEqual(['Name 2999', 'Name 2998']);
});
