import type { Id } from '@/utils/model/ids';
import {
  BACKUP_FORMAT,
  BACKUP_STORES,
  BACKUP_VERSION,
  type BackupRecord,
  type BackupStore,
  createLineWriter,
  encodeRecord,
} from './backup-format';
import { libraryId } from './library-order';
import { packLines } from './pack-lines';
import type { PinciteDatabase } from './schema';

export interface BackupOptions {
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** Called as records are written. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** How many records are held at once; snapshots and documents may be large. */
const BATCH = 200;
const BATCH_OF: Partial<Record<BackupStore, number>> = {
  snapshots: 8,
  attachments: 2,
  reportUpdates: 1,
};

/**
 * The whole library as one gzipped file, in pieces as they are read: every record, jobs and
 * projections excepted. The list of records is taken in one transaction, so what is clipped
 * meanwhile is whole in the file or not in it. Memory: the ids, and a batch of records.
 */
export async function writeBackup(
  db: PinciteDatabase,
  options: BackupOptions,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const keys = await listKeys(db);
  const library = await libraryId(db.transaction('meta', 'readonly'));
  const lines = backupLines(db, keys, library, options);
  return packLines(lines, options.signal);
}

type Keys = ReadonlyMap<BackupStore, readonly IDBValidKey[]>;

/** Of documents the reports' ids: their updates are read report by report, for they get merged. */
async function listKeys(db: PinciteDatabase): Promise<Keys> {
  const tx = db.transaction([...BACKUP_STORES, 'reports'], 'readonly');
  const lists = await Promise.all(
    BACKUP_STORES.map((store): Promise<IDBValidKey[]> => {
      return tx.objectStore(store === 'reportUpdates' ? 'reports' : store).getAllKeys();
    }),
  );
  await tx.done;
  return new Map(BACKUP_STORES.map((store, index) => [store, lists[index] ?? []]));
}

async function* backupLines(
  db: PinciteDatabase,
  keys: Keys,
  library: Id<'library'> | null,
  { createdAt, onProgress }: BackupOptions,
): AsyncGenerator<string, void> {
  const write = createLineWriter();
  const counts = Object.fromEntries([...keys].map(([store, list]) => [store, list.length]));
  const known = library === null ? {} : { library };
  yield write({ format: BACKUP_FORMAT, version: BACKUP_VERSION, createdAt, counts, ...known });
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  let done = 0;
  let records = 0;
  for (const [store, list] of keys) {
    const size = BATCH_OF[store] ?? BATCH;
    for (let at = 0; at < list.length; at += size) {
      const batch = list.slice(at, at + size);
      for (const record of await readBatch(db, store, batch)) {
        records += 1;
        for (const line of encodeRecord(record)) yield write(line);
      }
      done += batch.length;
      onProgress?.(done, total);
    }
  }
  yield write({ end: true, records });
}

interface AnyStore {
  get(key: IDBValidKey): Promise<unknown>;
}

/** A record that was purged since the list was made is left out. */
async function readBatch(
  db: PinciteDatabase,
  store: BackupStore,
  keys: readonly IDBValidKey[],
): Promise<BackupRecord[]> {
  let found: unknown[];
  if (store === 'reportUpdates') {
    const ofReport = keys.map((id) => db.getAllFromIndex(store, 'byReport', String(id)));
    found = (await Promise.all(ofReport)).flat();
  } else {
    // The stores' records and keys are as their schema says; the union of them is not typed.
    const records = db.transaction(store, 'readonly').objectStore(store) as unknown as AnyStore;
    found = await Promise.all(keys.map((key) => records.get(key)));
  }
  return found
    .filter((record) => record !== undefined)
    .map((record) => ({ store, record }) as BackupRecord);
}
