import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import { type Connection, createConnection } from './connection';
import { loadReviews, type StoredReviews } from './load-reviews';
import { openExistingDatabase } from './open-database';
import { listReports, loadEvidence, loadReportUpdates, type ReportEvidence } from './queries';
import type { PinciteDatabase, ReportSummary } from './schema';

/** The connection of a page; null if there is no database yet. */
export type PageConnection = Connection<PinciteDatabase | null>;

/** A report that is being read; null if there is no database. */
export interface ReportReading {
  readonly reportId: ReportId;
  /** The connection for later reads. */
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
 * Starts to read what a page shows of one report, before the page can show anything. It needs
 * little code, so that the database works while the rest of the code is loaded.
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
    // Making a document takes long, so it starts only when the database works on everything else.
    updates: asked.promise.then(() => updates),
    evidence,
    reviews,
  };
}
