import { type DuplicateGroup, findDuplicates } from './find-duplicates';
import { type LiveParts, scanSearch } from './scan-search';
import type { PinciteDatabase, ReportSummary, SearchDirectory } from './schema';
import type { LibraryQuery, SearchAnswer } from './search-answer';
import type { SearchChunk, SearchEntry } from './search-chunk';
import { ENTRY_STORES, loadSearchEntries } from './search-entries';
import { asDirectory, SEARCH_KEY } from './search-index';

/** A search reads this many stale clips itself; more have to be settled before all are searched. */
const MOST_STALE = 300;
/** The number of chunks in one request. */
const AT_ONCE = 2;
const STORES = [...ENTRY_STORES, 'meta', 'searchChunks', 'searchStale', 'reports'] as const;

export interface LibrarySearch {
  /** Reads the data for a search, so that the first search need not wait for it. */
  prepare(db: PinciteDatabase): Promise<void>;
  search(db: PinciteDatabase, query: LibraryQuery): Promise<SearchAnswer>;
  /** Returns clips with the same words of the same page, the group with the latest clip first. */
  duplicates(db: PinciteDatabase): Promise<readonly DuplicateGroup[]>;
}

interface Searched {
  /** In the order of their ids; those that were read from the stale clips come last. */
  readonly entries: readonly SearchEntry[];
  readonly parts: LiveParts;
  /** Clips that are not among the entries yet. */
  readonly behind: number;
}

/** The search of one page: it keeps the chunks that it read, and reads again those that changed. */
export function createLibrarySearch(): LibrarySearch {
  let kept: ReadonlyMap<string, SearchChunk> = new Map();
  let made: string | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** Reads one after the other, so that the second finds the chunks that the first one read. */
  const read = (db: PinciteDatabase): Promise<Searched> => {
    const reading = last.then(() => readNow(db));
    last = reading.catch(() => undefined);
    return reading;
  };
  const readNow = async (db: PinciteDatabase): Promise<Searched> => {
    const tx = db.transaction([...STORES], 'readonly');
    // It writes nothing, so nobody waits for its end.
    tx.done.catch(() => undefined);
    const [row, staleIds, stale, reports] = await Promise.all([
      tx.objectStore('meta').get(SEARCH_KEY),
      tx.objectStore('searchStale').getAllKeys(null, MOST_STALE),
      tx.objectStore('searchStale').count(),
      tx.objectStore('reports').getAll(),
    ]);
    let directory = asDirectory(row?.value);
    if (directory?.made !== made) kept = new Map();
    made = directory?.made;
    let chunks = directory === null ? [] : await readChunks(tx, directory, kept);
    // A chunk is damaged. The search ignores all stored chunks until they are rebuilt.
    if (directory !== null && chunks.length < directory.chunks.length) {
      directory = null;
      chunks = [];
    }
    kept = new Map(chunks.map((chunk) => [chunk.first, chunk]));
    const overlay = staleIds.length === 0 ? [] : await loadSearchEntries(tx, staleIds);
    const unread = directory === null ? '' : directory.after;
    const unreadCount =
      unread === null
        ? 0
        : await tx.objectStore('clips').count(IDBKeyRange.lowerBound(unread, true));
    const readHere = overlay.filter(({ id }) => unread !== null && id > unread).length;
    const isStale = new Set<string>(staleIds);
    const settled = chunks.flatMap(({ entries }) => entries);
    return {
      entries:
        isStale.size === 0
          ? settled
          : [...settled.filter(({ id }) => !isStale.has(id)), ...overlay],
      parts: livePartsOf(reports),
      behind: stale - staleIds.length + Math.max(0, unreadCount - readHere),
    };
  };

  return {
    prepare: async (db) => {
      await read(db);
    },
    search: async (db, query) => {
      const { entries, parts, behind } = await read(db);
      return { ...scanSearch(entries, query, parts), behind };
    },
    duplicates: async (db) => {
      const { entries, parts } = await read(db);
      return findDuplicates(entries, parts);
    },
  };
}

interface ChunkStore {
  objectStore(name: 'searchChunks'): {
    getAll(range: IDBKeyRange): Promise<SearchChunk[]>;
    get(key: string): Promise<SearchChunk | undefined>;
  };
}

async function readChunks(
  tx: ChunkStore,
  { chunks }: SearchDirectory,
  kept: ReadonlyMap<string, SearchChunk>,
): Promise<SearchChunk[]> {
  const store = tx.objectStore('searchChunks');
  if (kept.size === 0) {
    // In parts, so that the browser reads one while another is unpacked.
    const parts: Promise<SearchChunk[]>[] = [];
    for (let at = 0; at < chunks.length; at += AT_ONCE) {
      const [first, last] = [chunks[at], chunks[Math.min(at + AT_ONCE, chunks.length) - 1]];
      if (first === undefined || last === undefined) continue;
      parts.push(store.getAll(IDBKeyRange.bound(first.first, last.first)));
    }
    return (await Promise.all(parts)).flat();
  }
  const read = await Promise.all(
    chunks.map(({ first, revision }) => {
      const known = kept.get(first);
      return known?.revision === revision ? known : store.get(first);
    }),
  );
  return read.filter((chunk) => chunk !== undefined);
}

function livePartsOf(reports: readonly ReportSummary[]): LiveParts {
  return {
    reports: new Set(reports.filter(({ binnedAt }) => binnedAt === null).map(({ id }) => id)),
    binnedSections: new Set(reports.flatMap(({ binnedSections }) => binnedSections)),
  };
}
