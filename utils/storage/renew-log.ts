/** A database that holds nothing. Its deletion makes Chromium write the log of all databases anew. */
const NAME = 'pincite-log';

/**
 * Makes Chromium begin a new log file for the databases of the extension. Call it once after each
 * start of the browser, before the first write.
 *
 * LevelDB cuts a transaction of more than 32 kB into several log records. A browser that dies
 * between two of them leaves the end of the log incomplete. The next start ignores the incomplete
 * transaction, but goes on writing in the same file, and the start after that finds a damaged
 * record in the middle: Chromium (156) then deletes the databases of the extension as corrupted.
 * Deleting a database compacts the log into a table, which drops the incomplete records.
 *
 * The database is created for the next start, so the deletion is the only write before the new log.
 */
export async function renewLog(): Promise<void> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === NAME)) await create();
  await settled(indexedDB.deleteDatabase(NAME));
  await create();
}

async function create(): Promise<void> {
  const opening = indexedDB.open(NAME, 1);
  // A database without a store writes no range that a deletion could compact.
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows').put(1, 1);
  (await settled(opening)).close();
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The request failed.'));
  });
}
