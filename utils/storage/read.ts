import type { Attachment } from '@/utils/model/attachment';
import type { Check, Snapshot } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, ReportId, SnapshotId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import { err, ok, type Result } from '@/utils/model/result';
import { loadAttachment, loadAttachments } from './attachments';
import { type BackupOptions, writeBackup } from './backup';
import { type BundleOptions, writeBundle } from './bundle';
import { createConnection } from './connection';
import type { DuplicateGroup, Twin } from './find-duplicates';
import type { BundleChoice } from './gather-bundle';
import { type LastMerge, lastMerge } from './last-merge';
import { checksBeforeLastRun } from './latest-checks';
import type { ForeignFinding } from './library-order';
import { type FoundClip, loadFound, withTakenTitles } from './load-found';
import { loadReviews, type StoredReviews } from './load-reviews';
import { type BundleParts, measureBundle, type PartSize } from './measure-bundle';
import { openExistingDatabase } from './open-database';
import {
  type ClipHistory,
  type ClipWithSource,
  countLibrary,
  type HistoryEntry,
  type LibraryCounts,
  listReports,
  loadEvidence,
  loadHistory,
  loadReportUpdates,
  type ReportEvidence,
  recentClips,
  shownClipsOfUrl,
} from './queries';
import type { PinciteDatabase, ReportSummary } from './schema';
import type { LibraryQuery, SearchAnswer, SearchHit } from './search-answer';
import { createLibrarySearch } from './search-library';
import { readSnapshotText } from './snapshot-text';
import { countUnreadable, type OnUnreadable, tolerantDatabase } from './tolerant-database';

/*
 * How the extension's pages read the library. They never create or upgrade the database, and close
 * their connection when the background needs to. It opens again at the next use. A page asks the
 * background for changes, learns about changes through the change feed, and reads again.
 */

export { areKept } from './find-duplicates';
export { SEARCH_ORDERS } from './search-answer';
export type {
  BundleOptions,
  BundleParts,
  ClipHistory,
  ClipWithSource,
  DuplicateGroup,
  ForeignFinding,
  FoundClip,
  HistoryEntry,
  LastMerge,
  LibraryCounts,
  LibraryQuery,
  PartSize,
  ReportEvidence,
  ReportSummary,
  SearchAnswer,
  SearchHit,
  StoredReviews,
  Twin,
};

type Reading<T> = Promise<Result<T, Failure>>;

export interface LibraryReader {
  /** Returns all reports, including those in the bin, the last changed first. */
  listReports(): Reading<ReportSummary[]>;
  loadReportUpdates(reportId: ReportId): Reading<ReportUpdate[]>;
  loadEvidence(reportId: ReportId): Reading<ReportEvidence>;
  /** Loads the decisions about a report, and the authors that this library knows. */
  loadReviews(reportId: ReportId): Reading<StoredReviews>;
  /** Returns the latest check of each clip of a report from before its last run. */
  checksBeforeLastRun(reportId: ReportId): Reading<Check[]>;
  /**
   * Returns the most recently captured clips, without those in the bin, the latest first. Their
   * sources have the titles that their reports took last, as those of `shownClipsOfUrl` have.
   */
  recentClips(limit: number): Reading<ClipWithSource[]>;
  /** Returns the clips of a page with any fragment. */
  shownClipsOfUrl(url: string): Reading<ClipWithSource[]>;
  /**
   * Returns everything known about one clip. Fails with `not_found` if there is no clip with that
   * id.
   */
  clipHistory(id: ClipId): Reading<ClipHistory>;
  /**
   * Returns the text of a page as it was read. Fails with `not_found` if there is no such snapshot.
   */
  snapshotText(snapshotId: SnapshotId): Reading<string>;
  /** Returns the images and screenshots of a clip, the oldest first. */
  attachments(id: ClipId): Reading<Attachment[]>;
  /** Returns one of them. Fails with `not_found` if the clip has none with that id. */
  attachment(clipId: ClipId, id: Attachment['id']): Reading<Attachment>;
  /** Returns the last merge into a report if the user can undo it or apply it again, else null. */
  lastMerge(reportId: ReportId): Reading<LastMerge | null>;
  counts(): Reading<LibraryCounts>;
  /** Reads the data for a search in advance. */
  prepareSearch(): Reading<void>;
  /** Searches the whole library. The data stays in memory for the next search. */
  search(query: LibraryQuery): Reading<SearchAnswer>;
  /**
   * Returns groups of clips that have the same words from the same page. The clips of a group can be
   * in different reports.
   */
  duplicates(): Reading<readonly DuplicateGroup[]>;
  /** Returns the clips that a search found, in its order, without those that are gone. */
  foundClips(hits: readonly Pick<SearchHit, 'clipId' | 'reportId'>[]): Reading<FoundClip[]>;
  /** Returns the whole library as one file, in pieces as they are read. */
  backup(options: BackupOptions): Reading<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /**
   * Returns one report, or sections of one, as a file, in pieces as they are made.
   */
  bundle(options: BundleOptions): Reading<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /**
   * Returns what such a file could contain in addition to its passages. Stops when `signal` aborts.
   */
  bundleParts(
    of: Pick<BundleChoice, 'reportId' | 'sectionIds'>,
    signal?: AbortSignal,
  ): Reading<BundleParts>;
  /**
   * Calls the listener when the browser took the database away, for example because its data were
   * cleared. There is one listener.
   */
  whenTaken(listener: () => void): void;
  close(): void;
}

/** Returns null if there is no database because nothing was clipped yet. */
export async function openReader(
  options: { readonly name?: string } = {},
): Promise<Result<LibraryReader | null, Failure>> {
  const { name } = options;
  const connection = createConnection((onClosed) => openExistingDatabase({ name, onClosed }));
  const first = await connection.use(async (db) => db !== null);
  if (!first.ok) return first;
  if (!first.value) return { ok: true, value: null };

  const search = createLibrarySearch();
  const readRaw = <T>(act: (db: PinciteDatabase) => Promise<T>): Reading<T> =>
    connection.use((db) => act(present(db)));
  const read = <T>(act: (db: PinciteDatabase) => Promise<T>, note?: OnUnreadable): Reading<T> =>
    readRaw((db) => act(tolerantDatabase(db, note)));
  return {
    ok: true,
    value: {
      listReports: () => read(listReports),
      loadReportUpdates: (id) => read((db) => loadReportUpdates(db, id)),
      loadEvidence: async (id) => {
        const unreadable = countUnreadable();
        const evidence = await read((db) => loadEvidence(db, id), unreadable.note);
        if (!evidence.ok) return evidence;
        return ok({ ...evidence.value, unreadable: unreadable.counts() });
      },
      loadReviews: (id) => read((db) => loadReviews(db, id)),
      checksBeforeLastRun: (id) => read((db) => checksBeforeLastRun(db, id)),
      recentClips: (limit) => read(async (db) => withTakenTitles(db, await recentClips(db, limit))),
      shownClipsOfUrl: (url) =>
        read(async (db) => withTakenTitles(db, await shownClipsOfUrl(db, url))),
      clipHistory: async (id) => {
        const found = await read((db) => loadHistory(db, id));
        if (!found.ok) return found;
        return found.value === undefined ? err(failure('not_found', id)) : ok(found.value);
      },
      snapshotText: async (id) => {
        const found = await read((db): Promise<Snapshot | undefined> => db.get('snapshots', id));
        if (!found.ok) return found;
        if (found.value === undefined) return err(failure('not_found', id));
        return readSnapshotText(found.value);
      },
      attachments: (id) => read((db) => loadAttachments(db, id)),
      attachment: async (clipId, id) => {
        const found = await read((db) => loadAttachment(db, clipId, id));
        if (!found.ok) return found;
        return found.value === undefined ? err(failure('not_found', id)) : ok(found.value);
      },
      lastMerge: (id) => read((db) => lastMerge(db, id)),
      counts: () => read(countLibrary),
      prepareSearch: () => read((db) => search.prepare(db)),
      search: (query) => read((db) => search.search(db, query)),
      duplicates: () => read((db) => search.duplicates(db)),
      foundClips: (hits) => read((db) => loadFound(db, hits)),
      backup: (backupOptions) => readRaw((db) => writeBackup(db, backupOptions)),
      bundle: (bundleOptions) => read((db) => writeBundle(db, bundleOptions)),
      bundleParts: (of, signal) => read((db) => measureBundle(db, of, signal)),
      whenTaken: (listener) => connection.whenTaken(listener),
      close: () => connection.close(),
    },
  };
}

/** The database existed and was deleted, or is being upgraded. */
function present(db: PinciteDatabase | null): PinciteDatabase {
  if (db === null) throw new DOMException('The database is gone.', 'InvalidStateError');
  return db;
}
