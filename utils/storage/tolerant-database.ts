import * as z from 'zod/mini';
import { JobSchema } from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import { BACKUP_STORES, type BackupStore, faultOf } from './backup-format';
import type { PinciteDatabase, StoreName } from './schema';
import { isChunk } from './search-chunk';

/*
 * A disk error, another version of Pincite or a manual edit can damage a record. One damaged record
 * must not prevent reading the others, so all reads of the library use this wrapper, which leaves
 * damaged records out. The damaged records stay in the database, and a backup keeps them in its
 * footer.
 */

const Ids = z.array(z.string());
const Count = z.number();

/** Schemas of the stores that no backup contains: projections and jobs. */
const LOCAL_SCHEMAS: Partial<Record<StoreName, z.ZodMiniType>> = {
  jobs: JobSchema,
  reports: z.object({
    id: idSchema<'report'>(),
    title: z.string(),
    language: z.string(),
    createdAt: z.nullable(z.string()),
    updatedAt: z.string(),
    binnedAt: z.nullable(z.string()),
    sections: Count,
    statements: Count,
    citations: Count,
    binnedSections: Ids,
  }),
  reportClips: z.object({
    reportId: idSchema<'report'>(),
    clipId: idSchema<'clip'>(),
    binned: z.boolean(),
    placed: z.boolean(),
    cited: z.boolean(),
    note: z.string(),
    tags: Ids,
    pinId: z.nullable(z.string()),
    pageTitle: z.optional(z.object({ title: z.string(), pinId: z.string() })),
    kept: z.optional(z.string()),
  }),
  searchChunks: z.custom(isChunk),
  meta: z.object({ key: z.string(), value: z.unknown() }),
};

const BACKED_UP: ReadonlySet<string> = new Set(BACKUP_STORES);

/** Whether a value is a valid record of the store. */
function isReadable(store: StoreName, value: unknown): boolean {
  if (BACKED_UP.has(store)) return faultOf(store as BackupStore, value) === null;
  return LOCAL_SCHEMAS[store]?.safeParse(value).success ?? true;
}

/** Called for each record that was left out. */
export type OnUnreadable = (store: StoreName, value: unknown) => void;

/**
 * Wraps a database so that `get` and `getAll` of a store or an index return only valid records.
 * Keys and cursors also return damaged records.
 */
export function tolerantDatabase(
  db: PinciteDatabase,
  onUnreadable: OnUnreadable = () => undefined,
): PinciteDatabase {
  const reads = (store: StoreName) => (value: unknown) => {
    if (value === undefined || isReadable(store, value)) return true;
    onUnreadable(store, value);
    return false;
  };
  return wrap(db, {
    get: (store: StoreName, ...query) => one(db.get(store, ...(query as [never])), reads(store)),
    getAll: (store: StoreName, ...query) =>
      all(db.getAll(store, ...(query as [never])), reads(store)),
    getFromIndex: (store: StoreName, ...query) =>
      one(db.getFromIndex(store, ...(query as [never, never])), reads(store)),
    getAllFromIndex: (store: StoreName, ...query) =>
      all(db.getAllFromIndex(store, ...(query as [never])), reads(store)),
    transaction: (...args) => tolerantTransaction(db.transaction(...(args as [never])), reads),
  });
}

/** Counts the records that were left out, each record once, by store. */
export function countUnreadable(): {
  readonly note: OnUnreadable;
  readonly counts: () => Readonly<Record<string, number>>;
} {
  const met = new Map<StoreName, Set<string>>();
  return {
    note: (store, value) => {
      const record = typeof value === 'object' && value !== null ? value : {};
      const { id, clipId, runId } = record as Readonly<Record<string, unknown>>;
      const known = met.get(store) ?? new Set();
      met.set(store, known.add(JSON.stringify([id, clipId, runId])));
    },
    counts: () => Object.fromEntries([...met].map(([store, { size }]) => [store, size])),
  };
}

type Reads = (store: StoreName) => (value: unknown) => boolean;
type Method = (...args: never[]) => unknown;

/** The methods that stores and indexes share. */
interface Source {
  readonly name: string;
  get(...query: unknown[]): Promise<unknown>;
  getAll(...query: unknown[]): Promise<unknown[]>;
}
interface Store extends Source {
  index(name: string): Source;
}
interface Transaction {
  readonly store?: Store;
  objectStore(name: string): Store;
}

function tolerantTransaction(transaction: object, reads: Reads): object {
  const tx = transaction as Transaction;
  const tolerant = (store: Store): object => {
    const isRead = reads(store.name as StoreName);
    return wrap(store, {
      ...readers(store, isRead),
      index: (name: string) => {
        const index = store.index(name);
        return wrap(index, readers(index, isRead));
      },
    });
  };
  return wrap(tx, { objectStore: (name: string) => tolerant(tx.objectStore(name)) }, () =>
    tx.store === undefined ? undefined : tolerant(tx.store),
  );
}

function readers(source: Source, isRead: (value: unknown) => boolean): Record<string, Method> {
  return {
    get: (...query: unknown[]) => one(source.get(...query), isRead),
    getAll: (...query: unknown[]) => all(source.getAll(...query), isRead),
  };
}

/**
 * Wraps an object and replaces some of its methods. `store` is the store of a single-store
 * transaction.
 */
function wrap<T extends object>(
  target: T,
  methods: Readonly<Record<string, Method>>,
  store?: () => object | undefined,
): T {
  return new Proxy(target, {
    get: (_, name) => {
      if (typeof name === 'string' && Object.hasOwn(methods, name)) return methods[name];
      if (name === 'store' && store !== undefined) return store();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function one(found: Promise<unknown>, isRead: (value: unknown) => boolean): Promise<unknown> {
  const value = await found;
  return isRead(value) ? value : undefined;
}

async function all(
  found: Promise<unknown[]>,
  isRead: (value: unknown) => boolean,
): Promise<unknown[]> {
  return (await found).filter(isRead);
}
