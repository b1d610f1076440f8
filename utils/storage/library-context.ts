import type { ClipId, ReportId } from '@/utils/model/ids';
import {
  loadReportDocument,
  mergeReportUpdates,
  type ReportDocument,
  type ReportUpdate,
} from '@/utils/model/report-document';
import type { Connection } from './connection';
import { type ClipFacts, factsOf } from './projections';
import { loadReportUpdates } from './queries';
import type { PinciteDatabase } from './schema';

/** What the parts of the library share. */
export interface LibraryContext {
  readonly connection: Connection<PinciteDatabase>;
  /** ISO 8601 UTC. */
  readonly now: () => string;
  /**
   * Runs acts that read, compute and then write, one after the other. A single transaction does not
   * need this, because the database orders transactions.
   */
  readonly exclusive: <T>(act: () => Promise<T>) => Promise<T>;
  readonly documents: DocumentCache;
}

export interface OpenDocument {
  readonly doc: ReportDocument;
  /** The clips in the stored projection. */
  clips: ReadonlyMap<ClipId, ClipFacts>;
}

/**
 * The recently used documents. They are copies of stored data, and are dropped when a write fails.
 */
export interface DocumentCache {
  /** Returns null if no such report is stored. */
  load(db: PinciteDatabase, reportId: ReportId): Promise<OpenDocument | null>;
  forget(reportId: ReportId): void;
  forgetAll(): void;
}

const KEPT_DOCUMENTS = 4;

export function createDocumentCache(): DocumentCache {
  const open = new Map<ReportId, OpenDocument>();
  return {
    load: async (db, reportId) => {
      const known = open.get(reportId);
      open.delete(reportId);
      const loaded = known ?? (await loadDocument(db, reportId));
      if (loaded === null) return null;
      open.set(reportId, loaded);
      for (const [oldest] of open) {
        if (open.size <= KEPT_DOCUMENTS) break;
        open.delete(oldest);
      }
      return loaded;
    },
    forget: (reportId) => open.delete(reportId),
    forgetAll: () => open.clear(),
  };
}

async function loadDocument(db: PinciteDatabase, reportId: ReportId): Promise<OpenDocument | null> {
  const updates = await loadReportUpdates(db, reportId);
  if (updates.length === 0) return null;
  const inReport = IDBKeyRange.bound([reportId], [reportId, []]);
  const named = await db.getAll('reportClips', inReport);
  return {
    doc: loadReportDocument(updates),
    clips: factsOf(named),
  };
}

/**
 * Runs `act` and returns its changes, as at most one update of each document. Updates that wait for
 * missing ones change nothing.
 */
export function captureUpdate(doc: ReportDocument, act: () => void): ReportUpdate[] {
  return mergeReportUpdates(captureUpdates(doc, act));
}

/**
 * Does the same with one update for each transaction, so that no second copy of a long report is
 * made.
 */
export function captureUpdates(doc: ReportDocument, act: () => void): ReportUpdate[] {
  const updates: ReportUpdate[] = [];
  const listen = (update: Uint8Array) => updates.push({ update });
  const listenToNotes = (update: Uint8Array) => updates.push({ update, notes: true });
  doc.on('update', listen);
  doc.notes.on('update', listenToNotes);
  try {
    act();
  } finally {
    doc.off('update', listen);
    doc.notes.off('update', listenToNotes);
  }
  return updates;
}

/** Returns the bytes in a buffer of their own, as the database stores them. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
