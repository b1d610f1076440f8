import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import { type Connection, createConnection } from './connection';
import { loadReviews, type StoredReviews } from './load-reviews';
import { openExistingDatabase } from './open-database';
import { listReports, loadEvidence, loadReportUpdates, type ReportEvidence } from './queries';
import type { PinciteDatabase, ReportSummary } from './schema';

/** How a page is connected; null where there is no database yet. */
export type PageConnection = Connection<PinciteDatabase | null>;

/** One report, being read; null where there is no database. */
export interface ReportReading {
  readonly reportId: ReportId;
  /** For whatever is read after it. */
  readonly connection: PageConnection;
  readonly reports: Promise<Result<ReportSummary[] | null, Failure>>;
  readonly updates: Promise<Result<Uint8Array[] | null, Failure>>;
  readonly evidence: Promise<Result<ReportEvidence | null, Failure>>;
  readonly reviews: Promise<Result<StoredReviews | null, Failure>>;
}

export function connectPage(name?: string): PageConnection {
  return createConnection((onClosed) => openExistingDatabase({ name, onClosed }));
}

/**
 * Begins to read what a page shows of one report, before the page can show anything. It needs
 * little code, so that the database is at work while the rest of it is loaded.
 */
export function startReading(reportId: ReportId): ReportReading {
  const connection = connectPage();
  const read = <T>(act: (db: PinciteDatabase) => Promise<T>) =>
    connection.use(async (db) => (db === null ? null : act(db)));
  const reports = read(listReports);
  const asked = Promise.withResolvers<void>();
  const evidence = read((db) => loadEvidence(db, reportId, asked.resolve));
  void evidence.then(() => asked.resolve());
  const updates = read((db) => loadReportUpdates(db, reportId));
  const reviews = read((db) => loadReviews(db, reportId));
  return {
    reportId,
    connection,
    reports,
    // A document takes long to be made: not before the database is at work on all the rest.
    updates: asked.promise.then(() => updates),
    evidence,
    reviews,
  };
}
