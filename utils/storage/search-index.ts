import { type ClipId, newId } from '@/utils/model/ids';
import type { PinciteDatabase, SearchDirectory } from './schema';
import { makeChunk, type SearchChunk, type SearchEntry } from './search-chunk';
import { ENTRY_STORES, loadSearchEntries } from './search-entries';
import { type WriteTransaction, writeTransaction } from './write-transaction';

/*
 * The chunks of the search follow the library in two steps. A writer of searched data marks the
 * clip as stale in the same transaction, which costs almost nothing. The chunks are renewed later,
 * some hundred clips in a step. A search reads stale clips directly, so it is never out of date,
 * only slower. Chunks of an older version are dropped and made again.
 */

/** Increased when the searched data changes. */
export const SEARCH_VERSION = 7;
export const SEARCH_KEY = 'search';
/** The number of clips renewed in one transaction, which delays saving a clip for that time. */
const STEP = 500;
/**
 * A chunk that has too many entries is split into chunks of this size. New clips come at the end,
 * so the last chunk is written again and again until the next one begins.
 */
const CHUNK = 4_000;
const FULL_CHUNK = CHUNK + STEP;

interface Marking {
  objectStore(name: 'searchStale'): { put(value: { clipId: ClipId }): Promise<unknown> };
}

/** Marks that the searched data of a clip has changed. */
export async function markStale(tx: Marking, clipId: ClipId): Promise<void> {
  await tx.objectStore('searchStale').put({ clipId });
}

/** Returns null if the chunks must be rebuilt. */
export function asDirectory(value: unknown): SearchDirectory | null {
  const directory = value as SearchDirectory | undefined;
  return directory?.version === SEARCH_VERSION ? directory : null;
}

const SETTLE_STORES = [...ENTRY_STORES, 'searchStale', 'searchChunks', 'meta'] as const;
type SettleTransaction = WriteTransaction<(typeof SETTLE_STORES)[number]>;

/**
 * Renews stale clips in one step, if there are at least that many. Returns true if something is
 * left.
 */
export async function settleSearch(db: PinciteDatabase, least = 1): Promise<boolean> {
  const [stale, row] = await Promise.all([db.count('searchStale'), db.get('meta', SEARCH_KEY)]);
  const directory = asDirectory(row?.value);
  if (directory !== null && directory.after === null && stale < Math.max(1, least)) {
    // A caller that requests a rebuild although nothing is stale has found a missing chunk.
    if (least > 1 || stale > 0 || (await hasAllChunks(db, directory))) return false;
    return writeTransaction(db, SETTLE_STORES, (tx) => settleStep(tx, null));
  }
  return writeTransaction(db, SETTLE_STORES, async (tx) => {
    return settleStep(tx, asDirectory((await tx.objectStore('meta').get(SEARCH_KEY))?.value));
  });
}

async function hasAllChunks(db: PinciteDatabase, { chunks }: SearchDirectory): Promise<boolean> {
  for (const { first } of chunks) {
    if ((await db.get('searchChunks', first)) === undefined) return false;
  }
  return true;
}

/** @param stored Null to rebuild all chunks. */
async function settleStep(tx: SettleTransaction, stored: SearchDirectory | null): Promise<boolean> {
  const meta = tx.objectStore('meta');
  if (stored === null) {
    await tx.objectStore('searchChunks').clear();
    await tx.objectStore('searchStale').clear();
  }
  const directory = stored ?? newDirectory();
  const stale = await tx.objectStore('searchStale').getAllKeys(null, STEP);
  const [first, last] = [stale[0], stale.at(-1)];
  let renewed: SearchDirectory | null;
  let left = true;
  if (first !== undefined && last !== undefined) {
    renewed = await renewChunks(tx, directory, stale);
    if (renewed === null) return settleStep(tx, null);
    await tx.objectStore('searchStale').delete(IDBKeyRange.bound(first, last));
    left = stale.length === STEP || directory.after !== null;
  } else if (directory.after !== null) {
    const range = IDBKeyRange.lowerBound(directory.after, true);
    const ids = await tx.objectStore('clips').getAllKeys(range, STEP);
    const after = ids.length < STEP ? null : (ids.at(-1) ?? null);
    renewed = await renewChunks(tx, directory, ids);
    if (renewed === null) return settleStep(tx, null);
    renewed = { ...renewed, after };
    left = after !== null;
  } else return false;
  await meta.put({ key: SEARCH_KEY, value: renewed });
  return left;
}

function newDirectory(): SearchDirectory {
  const made = newId<'search'>();
  return { version: SEARCH_VERSION, made, after: '', revision: 0, chunks: [] };
}

/** Puts the current data of these clips, which are sorted, into their chunks. */
async function renewChunks(
  tx: SettleTransaction,
  directory: SearchDirectory,
  ids: readonly string[],
): Promise<SearchDirectory | null> {
  return replaceEntries(tx, directory, ids, await loadSearchEntries(tx, ids));
}

/** A writing transaction with at least these stores. */
interface ChunkTransaction {
  objectStore(name: 'searchChunks'): {
    get(key: string): Promise<SearchChunk | undefined>;
    put(chunk: SearchChunk): Promise<unknown>;
    clear(): Promise<void>;
  };
  objectStore(name: 'meta'): {
    get(key: string): Promise<{ readonly value: unknown } | undefined>;
    put(row: { readonly key: string; readonly value: unknown }): Promise<unknown>;
  };
}

/** Removes clips from the chunks at once, so that destroyed data is not readable in them. */
export async function dropFromSearch(tx: ChunkTransaction, ids: readonly ClipId[]): Promise<void> {
  if (ids.length === 0) return;
  const meta = tx.objectStore('meta');
  const directory = asDirectory((await meta.get(SEARCH_KEY))?.value);
  // Chunks of an older version are not read any more, but contain the words until they are rebuilt.
  const value = directory === null ? null : await replaceEntries(tx, directory, ids, []);
  if (value === null) await tx.objectStore('searchChunks').clear();
  await meta.put({ key: SEARCH_KEY, value });
}

/**
 * Replaces the entries of these ids in their chunks with the given entries. Returns null when one
 * of these chunks is damaged.
 */
async function replaceEntries(
  tx: ChunkTransaction,
  directory: SearchDirectory,
  ids: readonly string[],
  entries: readonly SearchEntry[],
): Promise<SearchDirectory | null> {
  const store = tx.objectStore('searchChunks');
  const entryOf = new Map<string, SearchEntry>(entries.map((entry) => [entry.id, entry]));
  const firsts = directory.chunks.map(({ first }) => first);
  const chunks = new Map(directory.chunks.map(({ first, revision }) => [first, revision]));
  let { revision } = directory;
  for (const [first, ofChunk] of Map.groupBy(ids, (id) => chunkOf(firsts, id))) {
    const before = await store.get(first);
    if (before === undefined && chunks.has(first)) return null;
    const renewed = new Set(ofChunk);
    const known = before?.entries ?? [];
    const kept = known.filter(({ id }) => !renewed.has(id));
    const added = ofChunk.flatMap((id) => entryOf.get(id) ?? []);
    if (added.length === 0 && kept.length === known.length) continue;
    const all = [...kept, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
    revision += 1;
    for (const [at, part] of cutChunk(all).entries()) {
      const start = at === 0 ? first : (part[0]?.id ?? first);
      await store.put(makeChunk(start, revision, part));
      chunks.set(start, revision);
    }
  }
  return {
    ...directory,
    revision,
    chunks: [...chunks]
      .map(([first, of]) => ({ first, revision: of }))
      .sort((a, b) => (a.first < b.first ? -1 : 1)),
  };
}

/** Returns the last chunk that starts at this id or before. The first chunk starts at ''. */
function chunkOf(firsts: readonly string[], id: string): string {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] ?? '') <= id) low = middle + 1;
    else high = middle;
  }
  return firsts[low - 1] ?? '';
}

function cutChunk(entries: readonly SearchEntry[]): (readonly SearchEntry[])[] {
  if (entries.length <= FULL_CHUNK) return [entries];
  const parts: (readonly SearchEntry[])[] = [];
  for (let at = 0; at < entries.length; at += CHUNK) parts.push(entries.slice(at, at + CHUNK));
  return parts;
}
