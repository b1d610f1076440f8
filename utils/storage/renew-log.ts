/**
 * A database without data of its own. Filling it makes Chromium begin a new log for all databases.
 */
const NAME = 'pincite-log';
const STORE = 'rows';

/**
 * Bytes of one value. Chromium stores values of more than 64 kB in files of their own, not in the
 * log.
 */
const VALUE = 60_000;
const VALUES_OF_TRANSACTION = 20;
/**
 * How much is written, in bytes. LevelDB collects at most 4 MiB in memory and in one log. Then it
 * begins a new log, and writes what it collected into a table. Before it begins the next log,
 * it waits until this table is complete. So after twice this size the first log is gone.
 */
const WRITTEN = 10_000_000;

/**
 * Makes Chromium replace the log file of the extension's databases, and resolves when the old file
 * is no longer needed. Call this function once after each start of the browser, before the first
 * write. It takes about a tenth of a second.
 *
 * LevelDB splits a transaction of more than 32 kB into several log records. If the browser is
 * killed between two of these records, the end of the log is incomplete. At the next start, LevelDB
 * ignores the incomplete transaction but continues to write to the same file. At the start after
 * that, it finds a damaged record in the middle of the log, and Chromium (156) deletes the
 * databases of the extension as corrupted.
 *
 * Deleting a database compacts the log too, but not reliably: Chromium does it later, and LevelDB
 * skips it if anything is written at that moment.
 */
export async function renewLog(): Promise<void> {
  await settled(indexedDB.deleteDatabase(NAME));
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const db = await settled(opening);
  try {
    await fill(db);
  } finally {
    db.close();
    await settled(indexedDB.deleteDatabase(NAME));
  }
}

async function fill(db: IDBDatabase): Promise<void> {
  // Random, so that the browser cannot compress it.
  const value = crypto.getRandomValues(new Uint8Array(VALUE));
  for (let written = 0; written < WRITTEN; written += VALUE * VALUES_OF_TRANSACTION) {
    const transaction = db.transaction(STORE, 'readwrite', { durability: 'relaxed' });
    const rows = transaction.objectStore(STORE);
    for (let at = 0; at < VALUES_OF_TRANSACTION; at += 1) rows.put(value, written + at);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('It was aborted.'));
    });
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The request failed.'));
  });
}
