import { type Failure, failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { BACKUP_STORES } from './backup-format';
import type { LibraryContext } from './library-context';
import { LIBRARY_KEY, ORDER_KEY } from './library-order';
import { DATABASE_KEY } from './presence';
import type { StoreName } from './schema';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

export interface Erasing {
  /** Returns a mark that changes with every record that is added or removed. */
  markLibrary(): Reply<{ readonly mark: string }>;
  /**
   * Destroys the whole library if the library has not changed since `mark`. Otherwise refuses with
   * `library_changed`, so that the call destroys nothing that a backup made at the mark lacks. Also
   * removes the list of earlier destructions, so that such a backup restores everything. Keeps the
   * signing key for reviews.
   */
  eraseLibrary(mark: string): Reply<void>;
}

/** Rows of `meta` that describe the library itself. They say nothing about its former contents. */
const KEPT_META = ['projections', LIBRARY_KEY, ORDER_KEY, DATABASE_KEY];

/**
 * The signing key of this browser, and the authors whose keys the user compared. With a new signing
 * key, the user's own reviews in the backup would come back as another person's reviews.
 */
const KEPT: readonly StoreName[] = ['identity', 'people'];

export function createErasing({ connection, documents, exclusive }: LibraryContext): Erasing {
  return {
    markLibrary: () =>
      connection.use(async (db) => {
        const tx = db.transaction([...BACKUP_STORES], 'readonly');
        const mark = await markOf(tx);
        await tx.done;
        return { mark };
      }),

    eraseLibrary: (mark) =>
      exclusive(() =>
        connection.use(async (db) => {
          const names: StoreName[] = [...db.objectStoreNames];
          await writeTransaction(db, names, async (tx) => {
            if ((await markOf(tx)) !== mark) throw new Refusal(failure('library_changed'));
            const meta = tx.objectStore('meta');
            const kept = await Promise.all(KEPT_META.map((key) => meta.get(key)));
            const erased = names.filter((name) => !KEPT.includes(name));
            await Promise.all(erased.map((name) => tx.objectStore(name).clear()));
            for (const row of kept) if (row !== undefined) await meta.put(row);
          });
          documents.forgetAll();
        }),
      ),
  };
}

interface MarkedTransaction {
  objectStore(name: (typeof BACKUP_STORES)[number]): {
    count(): Promise<number>;
    openKeyCursor(query: null, direction: 'prev'): Promise<{ readonly key: IDBValidKey } | null>;
  };
}

async function markOf(tx: MarkedTransaction): Promise<string> {
  const parts = await Promise.all(
    BACKUP_STORES.map(async (name) => {
      const store = tx.objectStore(name);
      const [count, last] = await Promise.all([store.count(), store.openKeyCursor(null, 'prev')]);
      return [name, count, last?.key ?? null];
    }),
  );
  return JSON.stringify(parts);
}
