import { type DuplicateGroup, findDuplicates } from './find-duplicates';
import type { LiveParts } from './live-places';
import { type ChunkToScan, scanSearch } from './scan-search';
import type { PinciteDatabase, ReportSummary, SearchDirectory } from './schema';
import type { LibraryQuery, SearchAnswer } from './search-answer';
import { encodeChunk, idAt, positionOf, type SearchChunk } from './search-chunk';
import { ENTRY_STORES, type EntryRows, loadSearchEntries } from './search-entries';
import { asDirectory, SEARCH_KEY } from './search-index';

/**
 * The maximum number of stale clips that a search reads itself. More must be settled before all are
 * searched.
 */
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
  readonly chunks: readonly ChunkToScan[];
  readonly parts: LiveParts;
  readonly behind: number;
  /** Equal while nothing changes; null if stale clips were read. */
  readonly state: string | null;
}

/**
 * Creates the search of one page. It keeps the chunks that it read, and reads renewed ones again.
 * About 220 bytes for each clip stay in memory.
 */
export function createLibrarySearch(): LibrarySearch {
  let kept = new Map<string, SearchChunk>();
  let made: string | undefined;
  let known: { readonly key: string; readonly parts: LiveParts } | null = null;

  let latest: Searched | null = null;
  let last: Promise<unknown> | null = null;
  /**
   * One after the other, so that each uses what the previous one read. The first starts at once.
   */
  const read = (db: PinciteDatabase): Promise<Searched> => {
    const reading = last === null ? readNow(db) : last.then(() => readNow(db));
    const done: Promise<unknown> = reading
      .catch(() => undefined)
      .then(() => {
        if (last === done) last = null;
      });
    last = done;
    return reading;
  };
  const readNow = async (db: PinciteDatabase): Promise<Searched> => {
    const tx = db.transaction([...STORES], 'readonly');
    // It writes nothing, so its end need not be awaited.
    tx.done.catch(() => undefined);
    const [row, overlaid, stale, reports] = await Promise.all([
      tx.objectStore('meta').get(SEARCH_KEY),
      tx.objectStore('searchStale').getAllKeys(null, MOST_STALE),
      tx.objectStore('searchStale').count(),
      tx.objectStore('reports').getAll(),
    ]);
    let directory = asDirectory(row?.value);
    if (directory?.made !== made) kept = new Map();
    made = directory?.made;
    let fresh = directory === null ? [] : await readChunks(tx, directory, kept);
    // A chunk is damaged. The search ignores all stored chunks until they are rebuilt.
    if (directory !== null && fresh.length < directory.chunks.length) {
      directory = null;
      fresh = [];
    }
    kept = new Map(fresh.map((chunk) => [chunk.first, chunk]));
    const rows: EntryRows = {
      clips: tx.objectStore('clips'),
      sources: tx.objectStore('sources'),
      runs: tx.objectStore('runs'),
      pins: tx.objectStore('pins').index('byClip'),
      checks: tx.objectStore('checks').index('byClip'),
      reportClips: tx.objectStore('reportClips').index('byClip'),
      alts: tx.objectStore('attachments').index('byAlt'),
    };
    const entries = overlaid.length === 0 ? [] : await loadSearchEntries(rows, overlaid);
    const unread = directory === null ? '' : directory.after;
    const unreadCount =
      unread === null
        ? 0
        : await tx.objectStore('clips').count(IDBKeyRange.lowerBound(unread, true));
    const readHere = entries.filter(({ id }) => unread !== null && id > unread).length;
    const behind = stale - overlaid.length + Math.max(0, unreadCount - readHere);
    const key = JSON.stringify(
      reports.map((report) => [report.id, report.binnedAt !== null, report.binnedSections]),
    );
    // While nothing enters or leaves the bin, the computed places stay valid.
    if (known?.key !== key) known = { key, parts: livePartsOf(reports) };
    const { parts } = known;
    const state = overlaid.length > 0 ? null : `${made} ${directory?.revision} ${behind}`;
    if (state !== null && latest?.state === state && latest.parts === parts) return latest;
    const chunks = fresh.map((chunk) => ({ chunk, without: positionsIn(chunk, overlaid) }));
    if (entries.length > 0) {
      chunks.push({ chunk: encodeChunk('', 0, entries), without: new Set() });
    }
    latest = { chunks, parts, behind, state };
    return latest;
  };

  return {
    prepare: async (db) => {
      await read(db);
    },
    search: async (db, query) => {
      const reading = read(db);
      // While the database says whether anything changed, the previous data is scanned.
      const before = latest?.state === null ? null : latest;
      const early = before && scanSearch(before.chunks, query, before.parts);
      const searched = await reading;
      const { chunks, parts, behind } = searched;
      const found = searched === before ? early : null;
      return { ...(found ?? scanSearch(chunks, query, parts)), behind };
    },
    duplicates: async (db) => {
      const { chunks, parts } = await read(db);
      return findDuplicates(chunks, parts);
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

function positionsIn(chunk: SearchChunk, ids: readonly string[]): ReadonlySet<number> {
  const last = chunk.count === 0 ? '' : idAt(chunk, chunk.count - 1);
  const near = ids.filter((id) => id >= chunk.first && id <= last);
  return new Set(near.map((id) => positionOf(chunk, id)).filter((at) => at >= 0));
}
