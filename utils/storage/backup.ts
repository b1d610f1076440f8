import type { Id } from '@/utils/model/ids';
import { partsOf } from '@/utils/model/report-document';
import { exceededPart, measureUpdates } from '@/utils/model/update-budget';
import {
  BACKUP_FORMAT,
  BACKUP_STORES,
  BACKUP_VERSION,
  type BackupRecord,
  type BackupStore,
  createLineWriter,
  encodeRecord,
  faultOf,
} from './backup-format';
import { libraryId } from './library-order';
import { packLines } from './pack-lines';
import type { PinciteDatabase, StoredUpdate } from './schema';
import { createSetAside, type SetAside } from './set-aside';

export interface BackupOptions {
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** Called as records are written. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /**
   * Called at the end when records are damaged, with the number of damaged records of each store.
   */
  readonly onSetAside?: (counts: Readonly<Record<string, number>>) => void;
}

/** How many records are held at once, because snapshots and documents may be large. */
const BATCH = 200;
const BATCH_OF: Partial<Record<BackupStore, number>> = {
  snapshots: 8,
  attachments: 2,
  reportUpdates: 1,
};

/**
 * Writes the whole library as one gzipped file, in pieces: every record except jobs and
 * projections. The footer holds the damaged records. One transaction lists the records, so a clip
 * that is captured during the backup is either complete in the file or absent. Memory use: all ids
 * and one batch of records.
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

/**
 * For documents it lists the ids of reports, because their updates are read and merged report by
 * report.
 */
async function listKeys(db: PinciteDatabase): Promise<Keys> {
  const tx = db.transaction([...BACKUP_STORES], 'readonly');
  const lists = await Promise.all(
    BACKUP_STORES.map((store): Promise<IDBValidKey[]> => {
      if (store === 'reportUpdates') return listReportIds(tx.objectStore(store));
      return tx.objectStore(store).getAllKeys();
    }),
  );
  await tx.done;
  return new Map(BACKUP_STORES.map((store, index) => [store, lists[index] ?? []]));
}

interface UpdateRows {
  index(name: 'byReport'): {
    openKeyCursor(query: null, direction: 'nextunique'): Promise<ReportCursor | null>;
  };
}
interface ReportCursor {
  readonly key: IDBValidKey;
  continue(): Promise<ReportCursor | null>;
}

/**
 * Reads the report ids from the updates. The list of reports is a computed projection: the backup
 * would lose every report that the list lacks.
 */
async function listReportIds(updates: UpdateRows): Promise<IDBValidKey[]> {
  const ids: IDBValidKey[] = [];
  let cursor = await updates.index('byReport').openKeyCursor(null, 'nextunique');
  for (; cursor !== null; cursor = await cursor.continue()) ids.push(cursor.key);
  return ids;
}

async function* backupLines(
  db: PinciteDatabase,
  keys: Keys,
  library: Id<'library'> | null,
  { createdAt, onProgress, onSetAside }: BackupOptions,
): AsyncGenerator<string, void> {
  const write = createLineWriter();
  const counts = Object.fromEntries([...keys].map(([store, list]) => [store, list.length]));
  const known = library === null ? {} : { library };
  yield write({ format: BACKUP_FORMAT, version: BACKUP_VERSION, createdAt, counts, ...known });
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const setAside = createSetAside();
  const aside: SetAside[] = [];
  let done = 0;
  let records = 0;
  for (const [store, list] of keys) {
    const size = BATCH_OF[store] ?? BATCH;
    for (let at = 0; at < list.length; at += size) {
      const batch = list.slice(at, at + size);
      const rows = await readBatch(db, store, batch);
      const isHuge = store === 'reportUpdates' && isOverBudget(rows);
      for (const { key, value } of rows) {
        const fault = isHuge ? 'update' : faultOf(store, value);
        if (fault === null) {
          records += 1;
          for (const line of encodeRecord({ store, record: value } as BackupRecord)) {
            yield write(line);
          }
        } else aside.push(setAside(store, key, fault, value));
      }
      done += batch.length;
      onProgress?.(done, total);
    }
  }
  for (const { key, value } of await updatesOfNoReport(db)) {
    aside.push(setAside('reportUpdates', key, 'reportId', value));
  }
  if (aside.length > 0) onSetAside?.(countBy(aside));
  yield write({ end: true, records, ...(aside.length > 0 ? { aside } : {}) });
}

/** Whether the updates of a report exceed the limits that apply when Pincite reads them back. */
function isOverBudget(rows: readonly Row[]): boolean {
  const updates = rows.flatMap(({ value }) =>
    faultOf('reportUpdates', value) === null ? (value as StoredUpdate) : [],
  );
  const { content, notes } = partsOf(updates);
  return [content, notes].some((part) => {
    const load = measureUpdates(part.map(({ update }) => update));
    return load !== null && exceededPart(load) !== null;
  });
}

function countBy(aside: readonly SetAside[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { store } of aside) counts[store] = (counts[store] ?? 0) + 1;
  return counts;
}

interface Row {
  readonly key: IDBValidKey;
  readonly value: unknown;
}

/**
 * Finds the updates without a report id. No index contains them, so a query by report misses them.
 */
async function updatesOfNoReport(db: PinciteDatabase): Promise<Row[]> {
  const tx = db.transaction('reportUpdates', 'readonly');
  const [all, named] = await Promise.all([
    tx.store.getAllKeys(),
    tx.store.index('byReport').getAllKeys(),
  ]);
  const known = new Set<number>(named);
  const lost = all.filter((key) => !known.has(key));
  return Promise.all(lost.map(async (key) => ({ key, value: await tx.store.get(key) })));
}

interface AnyStore {
  get(key: IDBValidKey): Promise<unknown>;
}

/** A record that was purged after the list was made is left out. */
async function readBatch(
  db: PinciteDatabase,
  store: BackupStore,
  keys: readonly IDBValidKey[],
): Promise<Row[]> {
  let found: Row[];
  if (store === 'reportUpdates') {
    const ofReport = keys.map(async (key) => {
      const rows = await db.getAllFromIndex(store, 'byReport', key as string);
      return rows.map((value) => ({ key, value }));
    });
    found = (await Promise.all(ofReport)).flat();
  } else {
    // The types of records and keys follow from the schema of each store, but not from their union.
    const records = db.transaction(store, 'readonly').objectStore(store) as unknown as AnyStore;
    found = await Promise.all(keys.map(async (key) => ({ key, value: await records.get(key) })));
  }
  return found.filter(({ value }) => value !== undefined);
}
