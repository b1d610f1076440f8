import * as Y from 'yjs';
import type { Run } from '@/utils/model/evidence';
import type { ClipId, ReportId, SourceId, StatementId } from '@/utils/model/ids';
import { readLegacyReviews } from '@/utils/model/legacy-reviews';
import { findChangedByBoth, markReadAgain } from '@/utils/model/read-again';
import { settleRepairs } from '@/utils/model/repair-operations';
import { applyReportUpdate, loadReportDocument, readReport } from '@/utils/model/report-document';
import type { ReviewRecord } from '@/utils/model/review-records';
import { type FileHeader, hasLegacyReviews, isBundleHeader } from './backup-format';
import type { ReferenceCheck } from './check-references';
import { checkUpdates } from './check-updates';
import { captureUpdates } from './library-context';
import { type Projection, projectReport } from './projections';
import { BadLine, failureOf } from './read-backup';
import type { PinciteDatabase } from './schema';
import { Refusal } from './storage-failure';
import { mergeIntoRows } from './update-rows';

/** One update of a document as it stands in the file. */
export interface FileUpdate {
  readonly at: string;
  readonly update: Uint8Array<ArrayBuffer>;
  readonly line: number;
}

/** What is known of a backup once it was read through. */
export interface RestorePlan {
  readonly header: FileHeader;
  readonly records: number;
  /** Rows of records in the staging store. */
  readonly batches: number;
  /** What the backup says was purged, and when. */
  readonly purged: ReadonlyMap<string, string>;
  readonly updates: ReadonlyMap<ReportId, readonly FileUpdate[]>;
  /** The clips in the file. */
  readonly clips: ReadonlyMap<ClipId, FiledClip>;
  /** The clips that pins, images and checks in the file belong to. */
  readonly named: ReadonlySet<ClipId>;
  /** Texts and images that were left out, because their hash is not that of their bytes. */
  readonly falsified: number;
  /** Reviews that were left out, because they are not what their author signed. */
  readonly forgedReviews: number;
  /** The runs in the file, in its order. */
  readonly runs: readonly Run[];
  /** Records that are none, by their stores, and those that belong to them. */
  readonly unreadable: Map<string, number>;
}

/** What is known of a clip in the file before it is stored. */
export interface FiledClip {
  readonly sourceId: SourceId;
  readonly reportId: ReportId;
}

/** What a file adds to one report. */
export interface ReportMerge {
  readonly reportId: ReportId;
  readonly at: string;
  /** What the library's document lacks, in rows as they are stored. */
  readonly updates: readonly Uint8Array<ArrayBuffer>[];
  readonly projection: Projection;
  readonly readAgain: number;
  /** What was decided in it before there were signatures. */
  readonly legacyReviews: readonly ReviewRecord[];
}

/** The documents of a file, merged with those that are here. */
export interface MergedDocuments {
  readonly merges: readonly ReportMerge[];
  /** The clips that the file's documents place, note or cite. */
  readonly named: ReadonlySet<ClipId>;
}

/**
 * Merges the documents, before the transaction that may not wait for it, and marks what was
 * changed on both sides. Refuses a bundle whose update is none, or whose report names clips
 * that are nowhere.
 */
export async function prepareMerge(
  db: PinciteDatabase,
  plan: RestorePlan,
  check: ReferenceCheck | null,
): Promise<MergedDocuments> {
  const { header } = plan;
  try {
    const merges: ReportMerge[] = [];
    const named = new Set<ClipId>();
    for (const [reportId, rows] of plan.updates) {
      const merge = await mergeReadable(db, { reportId, rows, header, check, named }, plan);
      if (merge !== null) merges.push(merge);
    }
    if (check !== null) await findOutside(db, check);
    return { merges, named };
  } catch (error) {
    throw error instanceof BadLine ? new Refusal(failureOf(plan.header.format, error)) : error;
  }
}

interface FileReport {
  readonly reportId: ReportId;
  readonly rows: readonly FileUpdate[];
  readonly header: FileHeader;
  readonly check: ReferenceCheck | null;
  /** Takes in the clips that the document names. */
  readonly named: Set<ClipId>;
}

/** Leaves out of a backup the updates that are none. A bundle has only one. */
async function mergeReadable(
  db: PinciteDatabase,
  file: FileReport,
  plan: RestorePlan,
): Promise<ReportMerge | null> {
  let { rows } = file;
  while (rows.length > 0) {
    try {
      checkUpdates(rows);
      return await mergeReport(db, { ...file, rows });
    } catch (error) {
      const isOfBackup = error instanceof BadLine && !isBundleHeader(file.header);
      const kept = isOfBackup ? rows.filter(({ line }) => line !== error.line) : rows;
      if (kept.length === rows.length) throw error;
      const { unreadable } = plan;
      unreadable.set('reportUpdates', (unreadable.get('reportUpdates') ?? 0) + 1);
      rows = kept;
    }
  }
  return null;
}

/** Null where the library's document has it all already. */
async function mergeReport(db: PinciteDatabase, file: FileReport): Promise<ReportMerge | null> {
  const { reportId, rows, header, check } = file;
  const stored = await db.getAllFromIndex('reportUpdates', 'byReport', reportId);
  if (stored.length === 0) return addReport(file);
  const doc = loadReportDocument(stored.map(({ update }) => update));
  const isImport = isBundleHeader(header) && header.kind === 'import';
  // What the report named before is none of the file's business.
  if (isImport) check?.knowReport(readReport(doc, reportId));
  // An import is made on the very document that it goes into, and is only what it adds to it.
  const theirs = isImport ? doc : new Y.Doc();
  const before = Y.encodeStateAsUpdate(doc);
  let readAgain: readonly StatementId[] = [];
  const changes = captureUpdates(doc, () => {
    applyRows(theirs, file);
    if (isImport) return;
    readAgain = findChangedByBoth(doc, theirs);
    applyRows(doc, file);
    settleRepairs(doc);
    markReadAgain(doc, readAgain);
  });
  acceptReport(theirs, file);
  // Updates that wait for others change nothing yet, and are kept all the same.
  const waits = isWaiting(doc);
  const isNew = waits ? !sameBytes(before, Y.encodeStateAsUpdate(doc)) : changes.length > 0;
  if (!isNew) return null;
  const kept = waits ? rows.map(({ update }) => update) : [];
  const at = latest([...stored, ...rows]);
  const projection = projectReport(doc, reportId, at);
  const updates = mergeIntoRows([...kept, ...changes]);
  const legacyReviews = isImport ? [] : legacyOf(theirs, file);
  return { reportId, at, updates, projection, readAgain: readAgain.length, legacyReviews };
}

/** A report that the library does not have; null where there is nothing in it. */
function addReport(file: FileReport): ReportMerge | null {
  const { reportId, rows } = file;
  const doc = new Y.Doc();
  applyRows(doc, file);
  if (doc.store.clients.size === 0 && !isWaiting(doc)) return null;
  acceptReport(doc, file);
  const at = latest(rows);
  const projection = projectReport(doc, reportId, at);
  const updates = mergeIntoRows(rows.map(({ update }) => update));
  const legacyReviews = legacyOf(doc, file);
  return { reportId, at, updates, projection, readAgain: 0, legacyReviews };
}

function legacyOf(doc: Y.Doc, { reportId, header }: FileReport): ReviewRecord[] {
  return hasLegacyReviews(header) ? readLegacyReviews(doc, reportId) : [];
}

/** Checks what the file's document names, and takes it down. */
function acceptReport(doc: Y.Doc, file: FileReport): void {
  const content = readReport(doc, file.reportId);
  file.check?.acceptReport(content, lastLine(file));
  for (const { clipId } of [...content.citations, ...content.placements]) file.named.add(clipId);
}

function applyRows(doc: Y.Doc, { rows }: FileReport): void {
  for (const { update, line } of rows) {
    if (!applyReportUpdate(doc, update)) throw new BadLine(line);
  }
}

function lastLine({ rows }: FileReport): number {
  return rows.at(-1)?.line ?? 1;
}

function latest(rows: readonly { readonly at: string }[]): string {
  return (
    rows
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? ''
  );
}

function isWaiting(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** An import may name what the library has; nothing may name what is nowhere. */
async function findOutside(db: PinciteDatabase, { outside }: ReferenceCheck): Promise<void> {
  const found = await Promise.all(
    outside.map(({ store, id }) => Promise.all([db.getKey(store, id), db.getKey('purged', id)])),
  );
  outside.forEach(({ line }, index) => {
    if (found[index]?.every((key) => key === undefined)) throw new BadLine(line, 'dangling');
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
