import type { Attachment } from '@/utils/model/attachment';
import type { Check, Snapshot } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, ReportId, SnapshotId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { loadAttachment, loadAttachments } from './attachments';
import { type BackupOptions, writeBackup } from './backup';
import { type BundleOptions, writeBundle } from './bundle';
import { checksBeforeLastRun } from './checks-before';
import type { DuplicateGroup, Twin } from './find-duplicates';
import type { BundleChoice } from './gather-bundle';
import { lastMerge } from './last-merge';
import type { ForeignFinding } from './library-order';
import { type FoundClip, loadFound } from './load-found';
import { loadReviews, type StoredReviews } from './load-reviews';
import { type BundleParts, measureBundle } from './measure-bundle';
import {
  type ClipHistory,
  type ClipWithSource,
  clipsOfUrl,
  countLibrary,
  type HistoryEntry,
  type LibraryCounts,
  listReports,
  loadEvidence,
  loadHistory,
  loadReportUpdates,
  type ReportEvidence,
  recentClips,
} from './queries';
import { connectPage, type PageConnection } from './read-report';
import type { PinciteDatabase, ReportSummary } from './schema';
import type { LibraryQuery, SearchAnswer, SearchHit } from './search-answer';
import { createLibrarySearch } from './search-library';
import { readSnapshotText } from './snapshot-text';
import { countUnreadable, type OnUnreadable, tolerantDatabase } from './tolerant-database';

/*
 * How the extension's own pages read the library. Read-only: they never create the database,
 * never upgrade it, and make way when the background does. A reader's connection closes when
 * asked to and opens again on the next use. What a page wants changed it asks the background
 * for; that something changed it hears from the change feed, and reads again.
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
  LibraryCounts,
  LibraryQuery,
  ReportEvidence,
  ReportSummary,
  SearchAnswer,
  SearchHit,
  StoredReviews,
  Twin,
};

type Reading<T> = Promise<Result<T, Failure>>;

export interface LibraryReader {
  /** Every report, binned ones included, the one changed last first. */
  listReports(): Reading<ReportSummary[]>;
  loadReportUpdates(reportId: ReportId): Reading<Uint8Array[]>;
  loadEvidence(reportId: ReportId): Reading<ReportEvidence>;
  /** Loads the decisions about a report, and the authors that this library knows. */
  loadReviews(reportId: ReportId): Reading<StoredReviews>;
  /** What was found about each of a report's clips before its last run, the latest of each. */
  checksBeforeLastRun(reportId: ReportId): Reading<Check[]>;
  /** The clips captured last, binned ones left out, the latest first. */
  recentClips(limit: number): Reading<ClipWithSource[]>;
  /** The clips of a page, whatever fragment it is shown with. */
  clipsOfUrl(url: string): Reading<ClipWithSource[]>;
  /** All that is known of one clip; `not_found` where there is none of that id. */
  clipHistory(id: ClipId): Reading<ClipHistory>;
  /** The text of a page as it was read: `not_found` where there is no such snapshot. */
  snapshotText(snapshotId: SnapshotId): Reading<string>;
  /** The images and screenshots of a clip, the first made first; none where there are none. */
  attachments(id: ClipId): Reading<Attachment[]>;
  /** One of them; `not_found` where the clip has none of that id. */
  attachment(clipId: ClipId, id: Attachment['id']): Reading<Attachment>;
  /**
   * Returns the time of the last merge into a report (ISO 8601 UTC) when the user can undo it, else
   * null.
   */
  lastMerge(reportId: ReportId): Reading<string | null>;
  counts(): Reading<LibraryCounts>;
  /** Reads what a search needs, for somebody who is about to ask. */
  prepareSearch(): Reading<void>;
  /** Searches the whole library. What it read is kept for the next search. */
  search(query: LibraryQuery): Reading<SearchAnswer>;
  /** Groups of clips of the same words of the same page, in any report. */
  duplicates(): Reading<readonly DuplicateGroup[]>;
  /** What a search found, in its order; those that are gone since are left out. */
  foundClips(hits: readonly Pick<SearchHit, 'clipId' | 'reportId'>[]): Reading<FoundClip[]>;
  /** The whole library as one file, in pieces as they are read. */
  backup(options: BackupOptions): Reading<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /**
   * One report, or sections of one, as a file, in pieces as they are made. To leave out a
   * report's notes, `bundle.prepare` has to be asked of the background first.
   */
  bundle(options: BundleOptions): Reading<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** What such a file could take along beside its passages. Stops where `signal` aborts. */
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

/**
 * Null where there is no database yet: nothing was ever clipped. `connection` is one that the
 * page made before; the reader closes it.
 */
export async function openReader(
  options: { readonly name?: string; readonly connection?: PageConnection } = {},
): Promise<Result<LibraryReader | null, Failure>> {
  const { name, connection = connectPage(name) } = options;
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
      recentClips: (limit) => read((db) => recentClips(db, limit)),
      clipsOfUrl: (url) => read((db) => clipsOfUrl(db, url)),
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

/** The database was there and was deleted since, or is being upgraded. */
function present(db: PinciteDatabase | null): PinciteDatabase {
  if (db === null) throw new DOMException('The database is gone.', 'InvalidStateError');
  return db;
}
