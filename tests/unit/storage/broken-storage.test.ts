import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConnection } from '@/utils/storage/connection';
import { openLibrary } from '@/utils/storage/library';
import { openExistingDatabase } from '@/utils/storage/open-database';
import { listReports } from '@/utils/storage/queries';
import { openReader } from '@/utils/storage/read';
import { captureOf, must, newLibrary, newName, time } from './sample-evidence';

const working = indexedDB;
const now = () => time(0);

afterEach(() => vi.stubGlobal('indexedDB', working));

/** `open` fails with this error, as in a private window of Firefox. */
function failing(name: string): Pick<IDBFactory, 'open'> {
  return {
    open: () => {
      const error = new DOMException('The storage is broken.', name);
      const listen = (type: string, listener: () => void) => {
        if (type === 'error') queueMicrotask(listener);
      };
      return Object.create(IDBOpenDBRequest.prototype, {
        error: { value: error },
        addEventListener: { value: listen },
        removeEventListener: { value: () => undefined },
      }) as IDBOpenDBRequest;
    },
  };
}

const throwing = (name: string): Pick<IDBFactory, 'open'> => ({
  open: () => {
    throw new DOMException('The storage is broken.', name);
  },
});

const BROKEN: readonly (readonly [name: string, factory: unknown, code: string])[] = [
  ['that is not there', undefined, 'storage_unavailable'],
  ['that is null', null, 'storage_unavailable'],
  ['that may not be used', throwing('SecurityError'), 'storage_unavailable'],
  ['that a private window refuses', failing('InvalidStateError'), 'storage_unavailable'],
  ['whose files are damaged', failing('UnknownError'), 'storage_unavailable'],
  ['whose files can not be read', failing('NotReadableError'), 'storage_unavailable'],
  ['whose opening is broken off', failing('AbortError'), 'storage_unavailable'],
  ['on a full disk', failing('QuotaExceededError'), 'quota_exceeded'],
  ['of a newer version', failing('VersionError'), 'database_newer'],
];

describe.each(BROKEN)('a storage %s', (_name, factory, code) => {
  test('returns an error to the background and to pages, and throws no exception', async () => {
    const name = newName();
    vi.stubGlobal('indexedDB', factory);
    const failed = { ok: false, error: { code } };
    expect(await openLibrary({ name, now, blockedAfterMs: 50 })).toMatchObject(failed);
    expect(await openReader({ name })).toMatchObject(failed);
    const page = createConnection((onClosed) => openExistingDatabase({ name, onClosed }));
    expect(await page.use(async (db) => db && listReports(db))).toMatchObject(failed);
    // The next call opens the storage again, after it was repaired.
    vi.stubGlobal('indexedDB', working);
    must(await openLibrary({ name, now })).close();
    expect(must(await page.use(async (db) => db && listReports(db)))).toEqual([]);
    page.close();
  });

  test('that breaks while the library is open makes commands fail, without loss', async () => {
    const { library, name } = await newLibrary();
    must(await library.saveCapture(await captureOf(1)));
    library.close();
    vi.stubGlobal('indexedDB', factory);
    expect(await library.saveCapture(await captureOf(2))).toMatchObject({
      ok: false,
      error: { code },
    });
    expect(await library.listReports()).toMatchObject({ ok: false, error: { code } });
    vi.stubGlobal('indexedDB', working);
    must(await library.saveCapture(await captureOf(2)));
    expect(must(await library.recentClips(5))).toHaveLength(2);
    library.close();
    expect(name).not.toBe('');
  });
});

test('a connection that the browser closed without an event is opened again by the next act', async () => {
  const { library, name } = await newLibrary();
  must(await library.saveCapture(await captureOf(1)));
  const reader = must(await openReader({ name }));
  if (reader === null) throw new Error('There is no library.');
  must(await reader.recentClips(5));
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('The database connection is closing.', 'InvalidStateError');
  });
  const openings = vi.spyOn(indexedDB, 'open');
  const failed = { ok: false, error: { code: 'storage_unavailable' } };
  expect(await library.saveCapture(await captureOf(2))).toMatchObject(failed);
  expect(await reader.recentClips(5)).toMatchObject(failed);
  transaction.mockRestore();
  expect(openings).not.toHaveBeenCalled();
  must(await library.saveCapture(await captureOf(2)));
  expect(must(await reader.recentClips(5))).toHaveLength(2);
  expect(openings).toHaveBeenCalledTimes(2);
  openings.mockRestore();
  library.close();
});
