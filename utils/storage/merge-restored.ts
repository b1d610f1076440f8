import { changedItem } from '@/utils/model/declined-changes';
import type { Run } from '@/utils/model/evidence';
import { failure } from '@/utils/model/failure';
import { type ClipId, idSchema, type ReportId, type SourceId } from '@/utils/model/ids';
import type { ReviewRecord } from '@/utils/model/review-records';
import { type BackupRecord, isBundleHeader } from './backup-format';
import type { FileScope } from './file-scope';
import { declinedKey, mergeUndoKey } from './last-merge';
import type { MergedDocuments, RestorePlan } from './merge-documents';
import { orderRestored, type RestoredOrder } from './order-restored';
import type { DecidedEvidence, undoRecords } from './plan-merge';
import { factsOf, putProjection } from './projections';
import { eraseClip, eraseReport, PURGE_STORES, type PurgeTransaction } from './purge';
import type { PinciteDatabase, PinciteSchema, StagedPart } from './schema';
import { dropFromSearch, markStale } from './search-index';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type ReviewKey = PinciteSchema['reviews']['key'];

export interface Restored {
  /** Records in the file. */
  readonly records: number;
  /** Reports in the file. */
  readonly reports: number;
  /** The number of records that the library did not have. */
  readonly added: number;
  /** What the file has, by whether the library had it. */
  readonly counts: RestoredCounts;
  /** Statements that were changed both here and in the file, and must be read again. */
  readonly readAgain: number;
  /** Number of existing items that changed, without the texts of statements. */
  readonly changed: number;
  /** Number of existing clips, images and reports that the merge destroyed. */
  readonly destroyed: number;
  /** The reports whose last merge is this one, so `undoMerge` would undo it. */
  readonly undoable: readonly ReportId[];
  readonly leftOut: LeftOut;
}

/** The number of records of each store. A report, with all of its edits, is one of `reports`. */
type CountByStore = Readonly<Record<string, number>>;

export interface RestoredCounts {
  readonly added: CountByStore;
  /** What the library had before. Records that it has are never changed. */
  readonly known: CountByStore;
  /** Existing reports that the file changed. */
  readonly updatedReports: number;
}

/** Numbers of records of the file that the library did not store, by reason. */
export interface LeftOut {
  /** Records about clips that belong to other reports than the bundle's report. */
  readonly ofOtherReports: number;
  /** Page texts and images whose hash does not match their bytes. */
  readonly falsified: number;
  /** Reviews whose signature is not valid. */
  readonly forgedReviews: number;
  /** Records with the id of an existing record but other content. The existing record stays. */
  readonly differing: number;
  /** Clips that the user destroyed in this library earlier. */
  readonly destroyedHere: number;
  /** Damaged records, and records that depend on them, by store. */
  readonly unreadable: Readonly<Record<string, number>>;
}

/** A merge after the user's decision, with its computed changes. */
interface DecidedMerge {
  readonly plan: RestorePlan;
  readonly merged: MergedDocuments;
  readonly scope: FileScope;
  readonly decided: DecidedEvidence;
  readonly undo: ReturnType<typeof undoRecords>;
}

/** Stores everything in one transaction. */
export function mergeRestored(
  db: PinciteDatabase,
  restoreId: string,
  { plan, merged: { merges }, scope, decided, undo }: DecidedMerge,
): Promise<Restored> {
  return writeTransaction(db, PURGE_STORES, async (tx) => {
    const purgedHere = new Set(await tx.objectStore('purged').getAllKeys());
    const purged = new Set<string>([...purgedHere, ...decided.purged.keys()]);
    const destroyed = await erasePurged(tx, plan, decided, purgedHere);
    let readAgain = 0;
    let updatedReports = 0;
    const reportsBefore = new Set<string>(await tx.objectStore('reports').getAllKeys());
    const added: Record<string, number> = {};
    const known: Record<string, number> = {};
    const barred = new Set<string>([...purged, ...scope.closed]);
    const uniting: Uniting = {
      plan,
      order: await orderRestored(tx, plan),
      scope,
      skippedPins: decided.skippedPins,
      closedPins: decided.closedPins,
      purgedHere,
      barred,
      liveSources: liveSources(plan, barred),
      clippedSources: new Set([...plan.clips.values()].map(({ sourceId }) => sourceId)),
      reports: new Set([...reportsBefore, ...plan.updates.keys()]),
      runs: new Set(),
      searched: new Set(),
      leftOut: { ofOtherReports: scope.keptClips, destroyedHere: 0, differing: 0 },
      counts: { added, known },
    };
    for (let index = 0; index < plan.batches; index += 1) {
      const part = await tx.objectStore('staging').get([restoreId, 'records', index]);
      if (part === undefined) throw new Refusal(failure('unexpected', `staging ${index}`));
      await uniteRecords(tx, part, uniting);
    }
    await uniting.order.finish();
    for (const { reportId, rows, projection, legacyReviews, before, ...merge } of merges) {
      if (purged.has(reportId)) continue;
      readAgain += merge.readAgain;
      for (const row of rows) await tx.objectStore('reportUpdates').add(row);
      const range = IDBKeyRange.bound([reportId], [reportId, []]);
      const named = await tx.objectStore('reportClips').getAll(range);
      await putProjection(tx, projection, factsOf(named));
      // A declined change may contain the note of a clip that this merge destroyed.
      const value = merge.declined.filter(({ change }) => !purged.has(changedItem(change)));
      if (value.length === 0) await tx.objectStore('meta').delete(declinedKey(reportId));
      else await tx.objectStore('meta').put({ key: declinedKey(reportId), value });
      for (const record of legacyReviews) await tx.objectStore('reviews').put(record);
      if (before === null) count(added, 'reports');
      else if (merge.isUpdated) updatedReports += 1;
      else count(known, 'reports');
    }
    const unchanged = [...plan.updates.keys()].filter(
      (id) =>
        reportsBefore.has(id) && !purged.has(id) && !merges.some((each) => each.reportId === id),
    );
    for (const _ of unchanged) count(known, 'reports');
    for (const { reportId, undo: value } of undo) {
      await tx.objectStore('meta').put({ key: mergeUndoKey(reportId), value });
    }
    const { records, falsified, forgedReviews } = plan;
    const unreadable = Object.fromEntries(plan.unreadable);
    const leftOut = { ...uniting.leftOut, falsified, forgedReviews, unreadable };
    const reports = plan.updates.size;
    return {
      records,
      reports,
      added: Object.values(added).reduce((sum, each) => sum + each, updatedReports),
      counts: { added, known, updatedReports },
      readAgain,
      changed: decided.changed,
      destroyed,
      undoable: undo.map(({ reportId }) => reportId),
      leftOut,
    };
  });
}

function count(counts: Record<string, number>, store: string): void {
  counts[store] = (counts[store] ?? 0) + 1;
}

async function erasePurged(
  tx: PurgeTransaction,
  plan: RestorePlan,
  { purged }: DecidedEvidence,
  known: ReadonlySet<string>,
): Promise<number> {
  const { header } = plan;
  let destroyed = 0;
  if (purged.size === 0) return destroyed;
  /** Clips to remove from the search. */
  const erased: ClipId[] = [];
  // An image can be destroyed alone. Its key begins with its clip's.
  const images = await tx.objectStore('attachments').getAllKeys();
  const clipOfImage = new Map(images.map(([clipId, id]) => [id, clipId]));
  const erase = async (id: ClipId, at: string) => {
    if ((await tx.objectStore('clips').getKey(id)) !== undefined) destroyed += 1;
    await eraseClip(tx, id, at);
    erased.push(id);
  };
  for (const [id, at] of purged) {
    if (known.has(id)) {
      // The first time counts, whichever copy it is from.
      const row = await tx.objectStore('purged').get(id);
      if (row !== undefined && at < row.at) await tx.objectStore('purged').put({ id, at });
      continue;
    }
    const clipId = idSchema<'clip'>().safeParse(id);
    if (isBundleHeader(header)) {
      if (clipId.success) await erase(clipId.data, at);
      continue;
    }
    const ofImage = clipOfImage.get(id);
    if (ofImage !== undefined) {
      await tx.objectStore('attachments').delete([ofImage, id]);
      await markStale(tx, ofImage as ClipId);
      erased.push(ofImage as ClipId);
      destroyed += 1;
    }
    const report = await tx.objectStore('reports').get(id);
    // A clip of it that the file has may be in a report that is merged later.
    if (report !== undefined) {
      await eraseReport(tx, report.id, at, plan.clips);
      destroyed += 1;
    }
    if (clipId.success) await erase(clipId.data, at);
  }
  await dropFromSearch(tx, erased);
  return destroyed;
}

interface Uniting {
  readonly plan: RestorePlan;
  readonly order: RestoredOrder;
  readonly scope: FileScope;
  readonly skippedPins: ReadonlySet<string>;
  /** The skipped pins that would have changed another report than the file's report. */
  readonly closedPins: ReadonlySet<string>;
  readonly purgedHere: ReadonlySet<string>;
  /** Clips, reports and images that the merge may not store, nor any record about them. */
  readonly barred: ReadonlySet<string>;
  /** Sources of clips that were not purged. They return even if they were purged once. */
  readonly liveSources: ReadonlySet<SourceId>;
  /** Sources of any clip in the file. If all its clips were purged, the source was purged too. */
  readonly clippedSources: ReadonlySet<SourceId>;
  /** The reports of the library and of the file. */
  readonly reports: ReadonlySet<string>;
  /** Runs of purged reports so far. */
  readonly runs: Set<string>;
  /** The clips that were added to the search. */
  readonly searched: Set<ClipId>;
  readonly leftOut: { ofOtherReports: number; destroyedHere: number; differing: number };
  readonly counts: Record<'added' | 'known', Record<string, number>>;
}

function liveSources(plan: RestorePlan, barred: ReadonlySet<string>): Set<SourceId> {
  const live = [...plan.clips].filter(([clipId]) => !barred.has(clipId));
  return new Set(live.map(([, { sourceId }]) => sourceId));
}

/** Adds records that are missing and were not purged. An existing record is never replaced. */
async function uniteRecords(
  tx: PurgeTransaction,
  { records }: StagedPart,
  uniting: Uniting,
): Promise<void> {
  const wanted = records.filter((entry) => mayReturn(entry, uniting));
  await countLeftOut(tx, records, uniting);
  const known = await findKnown(tx, wanted);
  uniting.leftOut.differing += await countDiffering(tx, [...known]);
  const missing = wanted
    .flatMap((entry) => (known.has(entry) ? [] : (uniting.order.place(entry) ?? [])))
    .map((entry) => refile(entry, uniting.scope));
  await Promise.all(missing.map((entry) => putRecord(tx, entry, uniting.plan.header.createdAt)));
  await Promise.all(clipsOf(missing, uniting.searched).map((id) => markStale(tx, id)));
  for (const { store } of known) count(uniting.counts.known, store);
  for (const { store } of missing) count(uniting.counts.added, store);
}

/** Counts the records that the scope of the file excludes. */
async function countLeftOut(
  tx: PurgeTransaction,
  records: readonly BackupRecord[],
  { scope, purgedHere, leftOut, closedPins }: Uniting,
): Promise<void> {
  const closed = records.filter((entry) => {
    const clipId = clipOf(entry);
    const isClosedPin = entry.store === 'pins' && closedPins.has(entry.record.id);
    return isClosedPin || (clipId !== null && scope.closed.has(clipId));
  });
  leftOut.ofOtherReports += closed.length - (await findKnown(tx, closed)).size;
  leftOut.destroyedHere += records.filter(
    ({ store, record }) => store === 'clips' && purgedHere.has(record.id),
  ).length;
}

/** Files a clip under the report that cites the clip, when its own report is outside the scope. */
function refile(entry: BackupRecord, { refiled }: FileScope): BackupRecord {
  if (entry.store !== 'clips') return entry;
  const reportId = refiled.get(entry.record.id);
  if (reportId === undefined) return entry;
  return { ...entry, record: { ...entry.record, filedUnder: { reportId, sectionId: null } } };
}

/** Returns the clips that these records concern and that were not met before. */
function clipsOf(records: readonly BackupRecord[], met: Set<ClipId>): ClipId[] {
  return records.flatMap((entry): ClipId[] => {
    const id = clipOf(entry);
    if (id === null || met.has(id)) return [];
    met.add(id);
    return [id];
  });
}

function clipOf(entry: BackupRecord): ClipId | null {
  if (entry.store === 'clips') return entry.record.id;
  const isOfClip =
    entry.store === 'pins' || entry.store === 'checks' || entry.store === 'attachments';
  return isOfClip ? entry.record.clipId : null;
}

/** Returns the records that already exist. */
async function findKnown(
  tx: PurgeTransaction,
  records: readonly BackupRecord[],
): Promise<ReadonlySet<BackupRecord>> {
  const known = new Set<BackupRecord>();
  for (const [store, entries] of Map.groupBy(records, (entry) => entry.store)) {
    const bySeveral = store === 'checks' || store === 'attachments' || store === 'reviews';
    const ids = bySeveral ? null : await idsBetween(tx, store, entries);
    const found = await Promise.all(
      entries.map((entry) => ids?.has(idOf(entry)) ?? hasRecord(tx, entry)),
    );
    entries.forEach((entry, index) => {
      if (found[index] === true) known.add(entry);
    });
  }
  return known;
}

/**
 * Returns the ids of a store between the lowest and the highest of these; null if those are many
 * more. Ids are ordered by time, so what was made together is adjacent: one request instead of
 * hundreds.
 */
async function idsBetween(
  tx: PurgeTransaction,
  store: Exclude<BackupRecord['store'], 'checks' | 'attachments' | 'reviews'>,
  entries: readonly BackupRecord[],
): Promise<ReadonlySet<string> | null> {
  const ids = entries.map(idOf).sort();
  const [first, last] = [ids[0], ids.at(-1)];
  if (store === 'reportUpdates' || first === undefined || last === undefined) return null;
  const most = 4 * entries.length;
  const range = IDBKeyRange.bound(first, last);
  const keys = await tx.objectStore(store).getAllKeys(range, most);
  return keys.length < most ? new Set(keys) : null;
}

/**
 * Counts the records whose content differs from the stored record with the same id. Two unchanged
 * copies never differ. So somebody changed a record, or used its id before the author shared it.
 */
async function countDiffering(
  tx: PurgeTransaction,
  records: readonly BackupRecord[],
): Promise<number> {
  const differ = await Promise.all(
    records.map(async (entry): Promise<boolean> => {
      switch (entry.store) {
        case 'sources':
        case 'clips':
        case 'pins': {
          const stored = await tx.objectStore(entry.store).get(entry.record.id);
          return stored !== undefined && contentOf(stored) !== contentOf(entry.record);
        }
        case 'snapshots': {
          const { id, sourceId, textHash } = entry.record;
          const byText = tx.objectStore('snapshots').index('byText');
          return !(await byText.getAllKeys([sourceId, textHash])).includes(id);
        }
        case 'attachments': {
          const { id, clipId, hash } = entry.record;
          if (hash === null) return false;
          const keys = await tx
            .objectStore('attachments')
            .index('byHash')
            .getAllKeys([clipId, hash]);
          return !keys.some(([, key]) => key === id);
        }
        default:
          return false;
      }
    }),
  );
  return differ.filter((each) => each).length;
}

/** Returns a record as JSON with sorted keys, without the fields that each library sets itself. */
function contentOf(record: object): string {
  const { order: _order, filedUnder: _filedUnder, ...content } = record as Record<string, unknown>;
  return JSON.stringify(content, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function idOf(entry: BackupRecord): string {
  return 'id' in entry.record ? entry.record.id : '';
}

function mayReturn(entry: BackupRecord, uniting: Uniting): boolean {
  const { barred, reports, runs, skippedPins } = uniting;
  switch (entry.store) {
    case 'sources':
      return sourceMayReturn(entry.record.id, entry.record.id, uniting);
    case 'snapshots':
      return sourceMayReturn(entry.record.sourceId, entry.record.id, uniting);
    case 'clips':
      return !barred.has(entry.record.id);
    case 'pins':
      return !barred.has(entry.record.clipId) && !skippedPins.has(entry.record.id);
    case 'attachments':
      return !barred.has(entry.record.clipId) && !barred.has(entry.record.id);
    case 'runs':
      if (barred.has(entry.record.reportId)) runs.add(entry.record.id);
      return !runs.has(entry.record.id);
    case 'checks':
      return (
        !barred.has(entry.record.clipId) &&
        !runs.has(entry.record.runId) &&
        !skippedPins.has(entry.record.pinId)
      );
    case 'reviews':
      return !barred.has(entry.record.reportId) && reports.has(entry.record.reportId);
    // Purged ids and documents are merged separately.
    case 'purged':
    case 'reportUpdates':
      return false;
  }
}

/**
 * Returns whether a source or its snapshot may return: a live clip needs it, or nobody destroyed
 * it.
 */
function sourceMayReturn(
  sourceId: SourceId,
  id: string,
  { barred, liveSources, clippedSources }: Uniting,
): boolean {
  return liveSources.has(sourceId) || !(clippedSources.has(sourceId) || barred.has(id));
}

async function hasRecord(tx: PurgeTransaction, entry: BackupRecord): Promise<boolean> {
  switch (entry.store) {
    case 'checks': {
      const { runId, clipId } = entry.record;
      return (await tx.objectStore('checks').getKey([runId, clipId])) !== undefined;
    }
    case 'attachments': {
      const { clipId, id } = entry.record;
      return (await tx.objectStore('attachments').getKey([clipId, id])) !== undefined;
    }
    case 'reviews':
      return (await tx.objectStore('reviews').getKey(reviewKey(entry.record))) !== undefined;
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
    case 'attachments':
      await tx.objectStore('attachments').put(entry.record);
      return;
    case 'runs':
      await tx.objectStore('runs').put(endedRun(entry.record, createdAt));
      return;
    case 'checks':
      await tx.objectStore('checks').put(entry.record);
      return;
    case 'reviews':
      await tx.objectStore('reviews').put(entry.record);
      return;
    case 'purged':
    case 'reportUpdates':
      return;
  }
}

function reviewKey({ reportId, author, counter, id }: ReviewRecord): ReviewKey {
  return [reportId, author, counter, id];
}

/** A backup has no jobs, so a run that was active when it was made cannot continue. */
function endedRun(run: Run, createdAt: string): Run {
  return run.finishedAt === null ? { ...run, cancelled: true, finishedAt: createdAt } : run;
}
