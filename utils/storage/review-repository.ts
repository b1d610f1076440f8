import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import {
  type Author,
  MAX_COUNTER,
  type ReviewDraft,
  type ReviewRecord,
} from '@/utils/model/review-records';
import { type KeyProof, keyProofBytes } from '@/utils/model/verify-review';
import type { LibraryContext } from './library-context';
import { loadReviews, type StoredReviews } from './load-reviews';
import { makeSigningKey, type SigningKey, signBytes, signReview } from './review-signatures';
import type { PinciteDatabase } from './schema';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

export interface ReviewRepository {
  /**
   * Signs decisions about a report and stores all of them, or none. Returns the stored record for a
   * decision that was stored before. Refuses with `not_found` when the report does not exist, and
   * with `no_signing_key` when the browser cannot create or store a key.
   */
  recordReviews(
    reportId: ReportId,
    drafts: readonly ReviewDraft[],
  ): Reply<{ readonly author: Author; readonly records: readonly ReviewRecord[] }>;
  loadReviews(reportId: ReportId): Reply<StoredReviews>;
  /** Returns the public key that this browser signs with. Creates the key if there is none. */
  ownAuthor(): Reply<{ readonly author: Author }>;
  /** Signs a proof for the server of a team that this browser has the key which the proof names. */
  proveKey(
    proof: Omit<KeyProof, 'author'>,
  ): Reply<{ readonly author: Author; readonly signature: string }>;
  /**
   * Stores the name of a key's owner after the user compared the key. Null deletes the name.
   * Refuses with `name_taken` when another key has the name.
   */
  namePerson(author: Author, name: string | null): Reply<void>;
  /**
   * Ignores the records of these authors, or counts the records again. The records stay stored.
   * Skips the user's own key and the keys that the user named.
   */
  ignorePeople(authors: readonly Author[], ignored: boolean): Reply<void>;
}

export function createReviewRepository(context: LibraryContext): ReviewRepository {
  const { connection, exclusive, now } = context;
  return {
    recordReviews: (reportId, drafts) =>
      exclusive(() =>
        connection.use(async (db) => {
          if ((await db.getKey('reports', reportId)) === undefined) {
            throw new Refusal(failure('not_found', reportId));
          }
          const key = await signingKey(db);
          const found = await Promise.all(
            drafts.map(({ act }) => findOwn(db, key.author, reportId, act)),
          );
          let counter = await highestCounter(db, key.author, reportId);
          const signed: ReviewRecord[] = [];
          const records: ReviewRecord[] = [];
          for (const [at, { act, body }] of drafts.entries()) {
            let record = found[at];
            if (record === undefined) {
              counter += 1;
              if (counter > MAX_COUNTER) throw new Refusal(failure('bad_message', 'counter'));
              record = await signReview(key, { reportId, act, body, counter });
              signed.push(record);
            }
            records.push(record);
          }
          if (signed.length > 0) {
            await writeTransaction(db, ['reviews', 'identity'], async (tx) => {
              await Promise.all(signed.map((record) => tx.objectStore('reviews').put(record)));
              await tx.objectStore('identity').put({ id: counterId(reportId), counter });
            });
          }
          return { author: key.author, records };
        }),
      ),

    loadReviews: (reportId) => connection.use((db) => loadReviews(db, reportId)),

    ownAuthor: () =>
      exclusive(() =>
        connection.use(async (db) => {
          const { author } = await signingKey(db);
          return { author };
        }),
      ),

    proveKey: (proof) =>
      exclusive(() =>
        connection.use(async (db) => {
          const key = await signingKey(db);
          const { author } = key;
          return { author, signature: await signBytes(key, keyProofBytes({ ...proof, author })) };
        }),
      ),

    namePerson: (author, name) =>
      connection.use((db) =>
        writeTransaction(db, ['people'], async (tx) => {
          if (name === null) {
            await tx.objectStore('people').delete(author);
            return;
          }
          const others = await tx.objectStore('people').getAll();
          if (others.some((each) => each.author !== author && each.name === name)) {
            throw new Refusal(failure('name_taken', name));
          }
          await tx.objectStore('people').put({ author, name, comparedAt: now() });
        }),
      ),

    ignorePeople: (authors, ignored) =>
      connection.use(async (db) => {
        const own = await db.get('identity', 'author');
        return writeTransaction(db, ['people'], async (tx) => {
          const people = tx.objectStore('people');
          for (const author of authors) {
            const known = await people.get(author);
            if (author === own?.author || (known !== undefined && known.ignored !== true)) continue;
            if (!ignored) await people.delete(author);
            else await people.put({ author, name: '', comparedAt: now(), ignored });
          }
        });
      }),
  };
}

function counterId(reportId: ReportId): string {
  return `counter ${reportId}`;
}

/** Finds the stored record of the same act, when its message arrives twice. */
async function findOwn(
  db: PinciteDatabase,
  author: Author,
  reportId: ReportId,
  act: ReviewDraft['act'],
): Promise<ReviewRecord | undefined> {
  const all = await db.getAllFromIndex('reviews', 'byAct', act);
  return all.find((record) => record.author === author && record.reportId === reportId);
}

/**
 * The highest counter that this browser has used: in the stored records, including own records from
 * a file, and in records that an older backup has replaced.
 */
async function highestCounter(
  db: PinciteDatabase,
  author: Author,
  reportId: ReportId,
): Promise<number> {
  const tx = db.transaction(['reviews', 'identity'], 'readonly');
  const range = IDBKeyRange.bound([reportId, author], [reportId, author, []]);
  const [last, mark] = await Promise.all([
    tx.objectStore('reviews').openKeyCursor(range, 'prev'),
    tx.objectStore('identity').get(counterId(reportId)),
  ]);
  const stored = last?.key[2] ?? 0;
  await tx.done;
  return Math.max(stored, mark?.counter ?? 0);
}

/**
 * Loads the signing key, or creates and stores a new one. Ignores a stored key pair that lacks one
 * of its keys, because its author could never sign again.
 */
async function signingKey(db: PinciteDatabase): Promise<SigningKey> {
  const [known, signing] = await Promise.all([
    db.get('identity', 'author'),
    db.get('identity', 'signing'),
  ]);
  if (known?.author !== undefined && signing?.privateKey !== undefined) {
    return { author: known.author, privateKey: signing.privateKey };
  }
  const { author, privateKey } = await makeSigningKey();
  try {
    await writeTransaction(db, ['identity'], async (tx) => {
      await tx.objectStore('identity').put({ id: 'signing', privateKey });
      await tx.objectStore('identity').put({ id: 'author', author });
    });
  } catch (cause) {
    // Some browsers store no keys in modes that store no history.
    if (!(cause instanceof DOMException && cause.name === 'DataCloneError')) throw cause;
    throw new Refusal(failure('no_signing_key', cause.message));
  }
  return { author, privateKey };
}
