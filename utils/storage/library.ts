import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, ReportId, SnapshotId } from '@/utils/model/ids';
import { createQueue } from '@/utils/model/queue';
import type { ReportUpdate } from '@/utils/model/report-document';
import { err, ok, type Result } from '@/utils/model/result';
import { loadImageAddresses } from './attachments';
import { type Connection, createConnection } from './connection';
import { createErasing, type Erasing } from './erase';
import { createEvidenceRepository, type EvidenceRepository } from './evidence-repository';
import { createDocumentCache, type LibraryContext } from './library-context';
import { createMergeUndoing, type MergeUndoing } from './merge-undo';
import { openDatabase } from './open-database';
import { type Presence, readPresence } from './presence';
import { PROJECTION_VERSION } from './projections';
import { createPurging, type Purging } from './purge';
import {
  type ClipHistory,
  type ClipWithSource,
  clipsOfUrl,
  countLibrary,
  findClip,
  type LibraryCounts,
  listReports,
  loadEvidence,
  loadHistory,
  loadReportUpdates,
  type ReportEvidence,
  recentClips,
  reportsOfClip,
} from './queries';
import {
  createReportRepository,
  type ReportRepository,
  rebuildProjections,
} from './report-repository';
import { createRestoring, type Restoring } from './restore';
import { createReviewRepository, type ReviewRepository } from './review-repository';
import { createRunRepository, type RunRepository } from './run-repository';
import type { PinciteDatabase, ReportSummary } from './schema';
import { settleSearch } from './search-index';
import { readSnapshotText } from './snapshot-text';
import { createTeamRecords, type TeamRecords } from './team-records';
import { tolerantDatabase } from './tolerant-database';
import { writeTransaction } from './write-transaction';

/*
 * The library in the background, which alone writes the database. Each act is one transaction. When
 * its promise resolves, it is on the disk, or has changed nothing. Expected errors are returned as
 * a Failure. This code does not tell open pages about a change: broadcast it after the act has
 * resolved.
 */

export interface Library
  extends EvidenceRepository,
    ReportRepository,
    ReviewRepository,
    RunRepository,
    TeamRecords,
    Purging,
    Erasing,
    MergeUndoing,
    Restoring {
  listReports(): Promise<Result<ReportSummary[], Failure>>;
  loadReportUpdates(reportId: ReportId): Promise<Result<ReportUpdate[], Failure>>;
  loadEvidence(reportId: ReportId): Promise<Result<ReportEvidence, Failure>>;
  /** Fails with `not_found` if there is no clip with that id. */
  clip(id: ClipId): Promise<Result<ClipWithSource, Failure>>;
  /**
   * Returns the reports where a change of this clip may be visible; none for a clip that is gone.
   */
  reportsOfClip(id: ClipId): Promise<Result<ReportId[], Failure>>;
  /**
   * Returns everything known about one clip. Fails with `not_found` if there is no clip with that
   * id.
   */
  clipHistory(id: ClipId): Promise<Result<ClipHistory, Failure>>;
  recentClips(limit: number): Promise<Result<ClipWithSource[], Failure>>;
  clipsOfUrl(url: string): Promise<Result<ClipWithSource[], Failure>>;
  snapshotText(snapshotId: SnapshotId): Promise<Result<string, Failure>>;
  /** Returns the addresses of the images of these clips, as far as they were kept. */
  imageAddresses(
    clipIds: readonly ClipId[],
  ): Promise<Result<ReadonlyMap<ClipId, readonly string[]>, Failure>>;
  counts(): Promise<Result<LibraryCounts, Failure>>;
  /** Returns which database is open, and whether it is empty. */
  presence(): Promise<Result<Presence, Failure>>;
  /**
   * Adds recent changes to the search in one step, if at least that many clips wait. Returns true
   * if something is left.
   */
  settleSearch(least?: number): Promise<Result<boolean, Failure>>;
  close(): void;
}

export interface LibraryOptions {
  readonly name?: string;
  /** The time, ISO 8601 UTC. */
  readonly now: () => string;
  /** How long to wait for connections that hold an older version, in milliseconds. */
  readonly blockedAfterMs?: number;
}

/** Opens the library, creates or upgrades its database, and removes remains of a crash. */
export async function openLibrary(options: LibraryOptions): Promise<Result<Library, Failure>> {
  const { name, now, blockedAfterMs } = options;
  const documents = createDocumentCache();
  const opened = createConnection((onClosed) => openDatabase({ name, blockedAfterMs, onClosed }));
  opened.whenTaken(() => documents.forgetAll());
  const connection: Connection<PinciteDatabase> = {
    ...opened,
    use: (act) => opened.use((db) => act(tolerantDatabase(db))),
  };
  const context: LibraryContext = { connection, now, documents, exclusive: createQueue() };
  const started = await connection.use(tidy);
  if (!started.ok) return started;

  const { use } = connection;
  const reports = createReportRepository(context);
  return ok({
    ...createEvidenceRepository(context),
    ...reports,
    ...createMergeUndoing(context, reports),
    ...createReviewRepository(context),
    ...createRunRepository(context),
    ...createTeamRecords(context),
    ...createPurging(context),
    ...createErasing(context),
    ...createRestoring(context),
    listReports: () => use(listReports),
    loadReportUpdates: (id) => use((db) => loadReportUpdates(db, id)),
    loadEvidence: (id) => use((db) => loadEvidence(db, id)),
    clip: async (id) => {
      const found = await use((db) => findClip(db, id));
      if (!found.ok) return found;
      return found.value === undefined ? err(failure('not_found', id)) : ok(found.value);
    },
    reportsOfClip: (id) => use((db) => reportsOfClip(db, id)),
    clipHistory: async (id) => {
      const found = await use((db) => loadHistory(db, id));
      if (!found.ok) return found;
      return found.value === undefined ? err(failure('not_found', id)) : ok(found.value);
    },
    recentClips: (limit) => use((db) => recentClips(db, limit)),
    clipsOfUrl: (url) => use((db) => clipsOfUrl(db, url)),
    snapshotText: async (id) => {
      const found = await use((db) => db.get('snapshots', id));
      if (!found.ok) return found;
      if (found.value === undefined) return err(failure('not_found', id));
      return readSnapshotText(found.value);
    },
    imageAddresses: (clipIds) => use((db) => loadImageAddresses(db, clipIds)),
    counts: () => use(countLibrary),
    presence: () => use(readPresence),
    settleSearch: (least) => use((db) => settleSearch(db, least)),
    close: () => {
      documents.forgetAll();
      connection.close();
    },
  });
}

/**
 * Deletes the staged data of an unfinished restore, and rebuilds outdated or damaged projections.
 */
async function tidy(db: PinciteDatabase): Promise<void> {
  const [staged, projections, rows, readable] = await Promise.all([
    db.count('staging'),
    db.get('meta', 'projections'),
    db.count('reports'),
    db.getAll('reports'),
  ]);
  if (staged > 0) {
    await writeTransaction(db, ['staging'], async (tx) => tx.objectStore('staging').clear());
  }
  const isDamaged = readable.length < rows;
  if (projections?.value !== PROJECTION_VERSION || isDamaged) await rebuildProjections(db);
}
