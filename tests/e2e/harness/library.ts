import { expect, type Page } from '@playwright/test';

/** Every record of every store in the order of the keys. Bytes are base64. */
type LibraryDump = Record<string, readonly unknown[]>;

/**
 * Reads the library directly from the database, without the search index, which changes at any
 * time.
 * @param page A page of the extension.
 */
export async function dumpLibrary(page: Page): Promise<LibraryDump> {
  // The settings show the fingerprint of the own key, and the key is made for the first page that
  // asks for it.
  for (const fingerprint of await page.locator('p.fingerprint').all()) {
    await expect(fingerprint).toContainText(/[\dA-Z]{4}/u);
  }
  const { searchChunks: _chunks, searchStale: _stale, ...stores } = await dumpEverything(page);
  const meta = stores['meta']?.filter((row) => !JSON.stringify(row).includes('"key":"search"'));
  return meta === undefined ? stores : { ...stores, meta };
}

/** Reads every store, including those that are computed from others. */
export function dumpEverything(page: Page): Promise<LibraryDump> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const plain = (value: unknown): unknown => {
      if (value instanceof Uint8Array) {
        let binary = '';
        for (const byte of value) binary += String.fromCharCode(byte);
        return btoa(binary);
      }
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
    };
    const db = await settled(indexedDB.open('pincite'));
    try {
      const names = [...db.objectStoreNames];
      const transaction = db.transaction(names);
      const stores = await Promise.all(
        names.map(async (name) => {
          const records = await settled(transaction.objectStore(name).getAll());
          return [name, records.map(plain)] as const;
        }),
      );
      return Object.fromEntries(stores);
    } finally {
      db.close();
    }
  });
}
