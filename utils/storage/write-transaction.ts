import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { createQueue } from '@/utils/model/queue';
import type { PinciteDatabase, PinciteSchema, StoreName } from './schema';

export type WriteTransaction<Names extends StoreName> = IDBPTransaction<
  PinciteSchema,
  Names[],
  'readwrite'
>;

const inTurn = createQueue();

/**
 * The one place that writes. Resolves only once everything is on the disk
 * (`durability: 'strict'`); if anything throws, nothing of it is stored. `act` may await the
 * transaction's own requests and nothing else, or the transaction closes under it.
 *
 * Only one write transaction is open at a time, also when the stores differ. If Chromium (156) is
 * killed while two write transactions are open, it cannot roll back both at the next start. It then
 * treats the databases of the extension as damaged and deletes all of them.
 * https://w3c.github.io/IndexedDB/#dom-idbtransaction-durability
 */
export function writeTransaction<Names extends StoreName, T>(
  db: PinciteDatabase,
  stores: readonly Names[],
  act: (transaction: WriteTransaction<Names>) => Promise<T>,
): Promise<T> {
  return writeInTurn(db, stores, act);
}

/** Does the same in another database of the extension, in turn with all other writes. */
export function writeInTurn<Schema extends DBSchema, Names extends StoreNames<Schema>, T>(
  db: IDBPDatabase<Schema>,
  stores: readonly Names[],
  act: (transaction: IDBPTransaction<Schema, Names[], 'readwrite'>) => Promise<T>,
): Promise<T> {
  return inTurn(() => write(db, stores, act));
}

async function write<Schema extends DBSchema, Names extends StoreNames<Schema>, T>(
  db: IDBPDatabase<Schema>,
  stores: readonly Names[],
  act: (transaction: IDBPTransaction<Schema, Names[], 'readwrite'>) => Promise<T>,
): Promise<T> {
  const transaction = db.transaction([...stores], 'readwrite', { durability: 'strict' });
  // Handled even when `act` throws first and `done` is never awaited.
  const done = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    const value = await act(transaction);
    const failed = await done;
    if (failed !== null) throw failed.error;
    return value;
  } catch (error) {
    await abort(transaction);
    const failed = await done;
    throw causeOf(error, failed?.error);
  }
}

async function abort(transaction: { abort(): void }): Promise<void> {
  try {
    transaction.abort();
  } catch (error) {
    // It had ended by itself, for example because the disk is full.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}

/**
 * A request that fails because its transaction was aborted does not say why; the transaction does.
 */
function causeOf(thrown: unknown, transactionError: unknown): unknown {
  const followsFromAbort = thrown instanceof DOMException && thrown.name === 'AbortError';
  return followsFromAbort && transactionError !== undefined ? transactionError : thrown;
}
