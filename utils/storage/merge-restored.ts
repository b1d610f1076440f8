import * as Y from 'yjs';
import type { Run } from '@/utils/model/evidence';
import { failure } from '@/utils/model/failure';
import { type ClipId, idSchema, type ReportId, type SourceId } from '@/utils/model/ids';
import { applyReportUpdate, loadReportDocument } from '@/utils/model/report-document';
import type { BackupHeader, BackupRecord } from './backup-format';
import { captureUpdate, ownBytes } from './library-context';
import { type Projection, projectReport, putProjection } from './projections';
import { eraseClip, eraseReport, PURGE_STORES, type PurgeTransaction } from './purge';
import { damaged } from './read-backup';
import type { PinciteDatabase, StagedPart } from './schema';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

export interface Restored {
  /** Records in the backup. */
  readonly records: number;
  /** Reports in the backup. */
  readonly reports: number;
  /** Records that the library did not have yet. */
  readonly added: number;
}

/** One update of a document as it stands in the file. */
export interface FileUpdate {
  readonly at: string;
  readonly update: Uint8Array<ArrayBuffer>;
  readonly line: number;
}

/** What is known of a backup once it was read through. */
export interface RestorePlan {
  readonly header: BackupHeader;
  readonly records: number;
  /** Rows of records in the staging store. */
  readonly batches: number;
  /** What the backup says was purged, and when. */
  readonly purged: ReadonlyMap<string, string>;
  readonly updates: ReadonlyMap<ReportId, readonly FileUpdate[]>;
  /** The source of each clip in the backup. */
  readonly clipSources: ReadonlyMap<ClipId, SourceId>;
}

interface ReportMerge {
  readonly reportId: ReportId;
  readonly at: string;
  /** What the library's document lacks. */
  readonly update: Uint8Array<ArrayBuffer>;
  readonly projection: Projection;
}

/** Merges the documents, before the transaction that may not wait for it. */
export async function prepareMerge(
  db: PinciteDatabase,
  plan: RestorePlan,
): Promise<readonly ReportMerge[]> {
  const merges: ReportMerge[] = [];
  for (const [reportId, rows] of plan.updates) {
    const stored = await db.getAllFromIndex('reportUpdates', 'byReport', reportId);
    const doc = loadReportDocument(stored.map(({ update }) => update));
    const before = Y.encodeStateAsUpdate(doc);
    const change = captureUpdate(doc, () => {
      for (const { update, line } of rows) {
        if (!applyReportUpdate(doc, update)) throw damaged(line);
      }
    });
    // Updates that wait for others change nothing yet, and are kept all the same.
    const waits = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
    const isNew = waits ? !sameBytes(before, Y.encodeStateAsUpdate(doc)) : change !== null;
    if (!isNew) continue;
    const merged = waits ? Y.mergeUpdates(rows.map(({ update }) => update)) : change;
    if (merged === null) continue;
    const at =
      [...stored, ...rows]
        .map((row) => row.at)
        .sort()
        .at(-1) ?? '';
    const projection = projectReport(doc, reportId, at);
    merges.push({ reportId, at, update: ownBytes(merged), projection });
  }
  return merges;
}

/** Swaps everything in, in one transaction. */
export function mergeRestored(
  db: PinciteDatabase,
  restoreId: string,
  plan: RestorePlan,
  merges: readonly ReportMerge[],
): Promise<Restored> {
  return writeTransaction(db, PURGE_STORES, async (tx) => {
    const purgedHere = await tx.objectStore('purged').getAllKeys();
    const purged = new Set<string>([...purgedHere, ...plan.purged.keys()]);
    await erasePurged(tx, plan, new Set(purgedHere));
    let added = 0;
    const uniting: Uniting = {
      plan,
      purged,
      sourceIds: liveSources(plan, purged),
      runs: new Set(),
    };
    for (let index = 0; index < plan.batches; index += 1) {
      const part = await tx.objectStore('staging').get([restoreId, 'records', index]);
      if (part === undefined) throw new Refusal(failure('unexpected', `staging ${index}`));
      added += await uniteRecords(tx, part, uniting);
    }
    for (const { reportId, at, update, projection } of merges) {
      if (purged.has(reportId)) continue;
      await tx.objectStore('reportUpdates').add({ reportId, at, update });
      const range = IDBKeyRange.bound([reportId], [reportId, []]);
      const named = await tx.objectStore('reportClips').getAll(range);
      await putProjection(
        tx,
        projection,
        new Map(named.map(({ clipId, binned }) => [clipId, binned])),
      );
      added += 1;
    }
    return { records: plan.records, reports: plan.updates.size, added };
  });
}

async function erasePurged(
  tx: PurgeTransaction,
  plan: RestorePlan,
  known: ReadonlySet<string>,
): Promise<void> {
  for (const [id, at] of plan.purged) {
    if (known.has(id)) continue;
    const report = await tx.objectStore('reports').get(id);
    if (report !== undefined) await eraseReport(tx, report.id, at);
    const clipId = idSchema<'clip'>().safeParse(id);
    if (clipId.success) await eraseClip(tx, clipId.data, at);
  }
}

interface Uniting {
  readonly plan: RestorePlan;
  readonly purged: ReadonlySet<string>;
  /** Sources of clips that were not purged: those come back even if they went once. */
  readonly sourceIds: ReadonlySet<SourceId>;
  /** Runs of purged reports, met so far. */
  readonly runs: Set<string>;
}

function liveSources(plan: RestorePlan, purged: ReadonlySet<string>): Set<SourceId> {
  const live = [...plan.clipSources].filter(([clipId]) => !purged.has(clipId));
  return new Set(live.map(([, sourceId]) => sourceId));
}

/** Adds the records that are not there and were not purged. What is there is never replaced. */
async function uniteRecords(
  tx: PurgeTransaction,
  { records }: StagedPart,
  uniting: Uniting,
): Promise<number> {
  const wanted = records.filter((entry) => mayReturn(entry, uniting));
  const known = await Promise.all(wanted.map((entry) => hasRecord(tx, entry)));
  const missing = wanted.filter((_, index) => known[index] === false);
  await Promise.all(missing.map((entry) => putRecord(tx, entry, uniting.plan.header.createdAt)));
  return missing.length;
}

function mayReturn(entry: BackupRecord, { purged, sourceIds, runs }: Uniting): boolean {
  switch (entry.store) {
    case 'sources':
      return !purged.has(entry.record.id) || sourceIds.has(entry.record.id);
    case 'snapshots':
      return !purged.has(entry.record.id) || sourceIds.has(entry.record.sourceId);
    case 'clips':
      return !purged.has(entry.record.id);
    case 'pins':
      return !purged.has(entry.record.clipId);
    case 'runs':
      if (purged.has(entry.record.reportId)) runs.add(entry.record.id);
      return !runs.has(entry.record.id);
    case 'checks':
      return !purged.has(entry.record.clipId) && !runs.has(entry.record.runId);
    // Purged ids and documents are merged apart.
    case 'purged':
    case 'reportUpdates':
      return false;
  }
}

async function hasRecord(tx: PurgeTransaction, entry: BackupRecord): Promise<boolean> {
  switch (entry.store) {
    case 'checks': {
      const { runId, clipId } = entry.record;
      return (await tx.objectStore('checks').getKey([runId, clipId])) !== undefined;
    }
    case 'reportUpdates':
      return true;
    default:
      return (await tx.objectStore(entry.store).getKey(entry.record.id)) !== undefined;
  }
}

async function putRecord(
  tx: PurgeTransaction,
  entry: BackupRecord,
  createdAt: string,
): Promise<void> {
  switch (entry.store) {
    case 'sources':
      await tx.objectStore('sources').put(entry.record);
      return;
    case 'snapshots':
      await tx.objectStore('snapshots').put(entry.record);
      return;
    case 'clips':
      await tx.objectStore('clips').put(entry.record);
      return;
    case 'pins':
      await tx.objectStore('pins').put(entry.record);
      return;
    case 'runs':
      await tx.objectStore('runs').put(endedRun(entry.record, createdAt));
      return;
    case 'checks':
      await tx.objectStore('checks').put(entry.record);
      return;
    case 'purged':
    case 'reportUpdates':
      return;
  }
}

/** Jobs are in no backup: a run that was under way when it was made can't go on. */
function endedRun(run: Run, createdAt: string): Run {
  return run.finishedAt === null ? { ...run, cancelled: true, finishedAt: createdAt } : run;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
