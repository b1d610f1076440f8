import { type OpenDBCallbacks, openDB } from 'idb';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { migrations } from './migrations';
import {
  DATABASE_NAME,
  DATABASE_VERSION,
  type PinciteDatabase,
  type PinciteSchema,
} from './schema';
import { toFailure } from './storage-failure';

export interface OpenOptions {
  readonly name?: string | undefined;
  /**
   * Called when the connection is lost: another context upgrades or deletes the database, or the
   * browser closed it.
   */
  readonly onClosed: () => void;
  /** How long to wait for older connections to close, in milliseconds. */
  readonly blockedAfterMs?: number | undefined;
}

const BLOCKED_AFTER_MS = 10_000;

/**
 * Opens the database and creates or upgrades it; only for the background. Fails with
 * `database_newer` for a newer version, and with `database_blocked` if an older connection stays
 * open. An upgrade that fails changes nothing.
 */
export async function openDatabase(
  options: OpenOptions,
): Promise<Result<PinciteDatabase, Failure>> {
  const { name = DATABASE_NAME, onClosed, blockedAfterMs = BLOCKED_AFTER_MS } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = new Promise<null>((resolve) => {
    // Does not start at the `blocked` event, because an opening that waits behind a deletion gets
    // none.
    timer = setTimeout(() => resolve(null), blockedAfterMs);
  });
  let failed: unknown = null;
  const opening = openOrReject(name, DATABASE_VERSION, {
    upgrade: (db, oldVersion, _newVersion, transaction) => {
      // The upgrade has begun; its duration has no limit.
      clearTimeout(timer);
      void migrations.run(oldVersion, db, transaction).catch((cause: unknown) => {
        // Without this, the browser stores what the step wrote before it failed.
        failed = cause;
        transaction.done.catch(() => undefined);
        try {
          transaction.abort();
        } catch (error) {
          console.warn('The browser has aborted the upgrade.', error);
        }
      });
    },
    blocking: (_current, _wanted, event) => closeOnRequest(event, onClosed),
    terminated: onClosed,
  });
  try {
    const db = await Promise.race([opening, blocked]);
    if (db !== null) return ok(db);
    // The database opens too late, when nobody uses it any more.
    opening.then(
      (late) => late.close(),
      () => undefined,
    );
    return err(failure('database_blocked'));
  } catch (error) {
    return err(toFailure(failed ?? error));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Opens the database only if it exists in the version that this code reads; for extension pages.
 * Returns null if it does not exist, or if the background must still upgrade it.
 */
export async function openExistingDatabase(
  options: OpenOptions,
): Promise<Result<PinciteDatabase | null, Failure>> {
  const { name = DATABASE_NAME, onClosed } = options;
  let missing = false;
  try {
    const db = await openOrReject(name, undefined, {
      upgrade: (_db, _oldVersion, _newVersion, transaction) => {
        // When it is aborted, the creation leaves nothing behind.
        missing = true;
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
      blocking: (_current, _wanted, event) => closeOnRequest(event, onClosed),
      terminated: onClosed,
    });
    if (db.version === DATABASE_VERSION) return ok(db);
    db.close();
    return db.version > DATABASE_VERSION ? err(failure('database_newer')) : ok(null);
  } catch (error) {
    return missing ? ok(null) : err(toFailure(error));
  }
}

/**
 * Opens the database. Rejects also when the browser provides no storage, or throws an error
 * synchronously.
 */
async function openOrReject(
  name: string,
  version: number | undefined,
  callbacks: OpenDBCallbacks<PinciteSchema>,
): Promise<PinciteDatabase> {
  if (globalThis.indexedDB == null) {
    throw new DOMException('The browser gives no storage.', 'NotReadableError');
  }
  return openDB<PinciteSchema>(name, version, callbacks);
}

function closeOnRequest(event: IDBVersionChangeEvent, onClosed: () => void): void {
  onClosed();
  if (event.target instanceof IDBDatabase) event.target.close();
}
