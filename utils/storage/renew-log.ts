/**
 * A database without data of its own. Deleting it makes Chromium rewrite the log of all databases.
 */
const NAME = 'pincite-log';

/**
 * Makes Chromium start a new log file for the databases of the extension. Call this function once
 * after each start of the browser, before the first write.
 *
 * LevelDB splits a transaction of more than 32 kB into several log records. If the browser is
 * killed between two of these records, the end of the log is incomplete. At the next start, LevelDB
 * ignores the incomplete transaction but continues to write to the same file. At the start after
 * that, it finds a damaged record in the middle of the log, and Chromium (156) deletes the
 * databases of the extension as corrupted. Deleting a database compacts the log into a table, which
 * removes the incomplete records.
 *
 * The function creates the database again for the next start. So the deletion is the only write
 * that happens before the new log exists.
 */
export async function renewLog(): Promise<void> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === NAME)) await create();
  await settled(indexedDB.deleteDatabase(NAME));
  await create();
}

async function create(): Promise<void> {
  const opening = indexedDB.open(NAME, 1);
  // Deleting a database without a store does not compact the log, because no key range was written.
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows').put(1, 1);
  (await settled(opening)).close();
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The request failed.'));
  });
}
