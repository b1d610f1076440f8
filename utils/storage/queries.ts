import type { IDBPTransaction } from 'idb';
import type { Check, Clip, Foreign, Pin, Run, Source } from '@/utils/model/evidence';
import type { ClipId, ReportId, RunId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import { withoutFragment } from '@/utils/model/url';
import { type AttachmentKey, attachmentsOfClips } from './attachments';
import { foreignFindings, latestChecks } from './latest-checks';
import {
  type ForeignFinding,
  findingsOf,
  latestFirst,
  orderOfCheck,
  type PinFindings,
} from './library-order';
import { liesInBin } from './lies-in-bin';
import { compare, loadOf } from './load-of';
import { comparePins, orderOfPin, pinThatHolds } from './pin-that-holds';
import type { PinciteDatabase, PinciteSchema, ReportSummary } from './schema';

/** Read-only queries for the background and the extension's pages. */

/** A report's clips and their checks. Clips are ordered by id, which means by age. */
export interface ReportEvidence {
  /** Filed under, placed in or cited by the report, including clips in the bin. */
  readonly clips: readonly Clip[];
  /** The sources of those clips. */
  readonly sources: readonly Source[];
  /** All pins of each clip, the latest last. */
  readonly pins: readonly Pin[];
  /** The latest check of each clip, among the checks of this library. */
  readonly checks: readonly Check[];
  /** Results of other people for these pins that no later check of this library has settled. */
  readonly foreign: readonly ForeignFinding[];
  /** The runs of the report, including other people's runs, latest first. */
  readonly runs: readonly Run[];
  /** The ids of the images and screenshots of each clip that has some. */
  readonly attached: ReadonlyMap<ClipId, readonly string[]>;
  /** The latest run of this library itself. */
  readonly latestRun: Run | null;
  /**
   * Number of damaged records that the query left out, by store. Absent when no record is damaged.
   */
  readonly unreadable?: Readonly<Record<string, number>>;
}

export interface ClipWithSource extends PinFindings {
  readonly clip: Clip;
  readonly source: Source | null;
  /** The current pin in the report that the clip was filed under. */
  readonly pin: Pin | null;
}

/** The history of one clip. */
export interface ClipHistory {
  readonly clip: Clip;
  readonly source: Source | null;
  /** The latest last. */
  readonly pins: readonly Pin[];
  /** The checks of all runs, the latest last. */
  readonly checks: readonly Check[];
  /**
   * Pins and checks, in the order in which this library stored them, latest last. A check that
   * several reports have (share-checks.ts) is one entry.
   */
  readonly entries: readonly HistoryEntry[];
}

export type HistoryEntry =
  | { readonly kind: 'pin'; readonly pin: Pin }
  /** `by` is the person who made the check, or null for this library itself. */
  | { readonly kind: 'check'; readonly check: Check; readonly by: Foreign | null };

export interface LibraryCounts {
  readonly reports: number;
  readonly clips: number;
  readonly sources: number;
  readonly snapshots: number;
  readonly checks: number;
}

const CLIP_STORES = ['clips', 'sources', 'pins', 'checks', 'runs', 'reportClips'] as const;
type ClipTransaction = IDBPTransaction<PinciteSchema, (typeof CLIP_STORES)[number][], 'readonly'>;

/** Returns all reports, including those in the bin, the last changed first. */
export async function listReports(db: PinciteDatabase): Promise<ReportSummary[]> {
  const reports = await db.getAll('reports');
  return reports.sort((a, b) => compare(b.updatedAt, a.updatedAt) || compare(a.id, b.id));
}

/** Returns the updates of a report's two documents, in the order in which they were stored. */
export async function loadReportUpdates(
  db: PinciteDatabase,
  reportId: ReportId,
): Promise<ReportUpdate[]> {
  return db.getAllFromIndex('reportUpdates', 'byReport', reportId);
}

export async function loadEvidence(
  db: PinciteDatabase,
  reportId: ReportId,
): Promise<ReportEvidence> {
  const tx = db.transaction(
    ['clips', 'sources', 'pins', 'checks', 'runs', 'reportClips', 'attachments'],
    'readonly',
  );
  const inReport = IDBKeyRange.bound([reportId], [reportId, []]);
  const [filed, named, runs] = await Promise.all([
    tx.objectStore('clips').index('byReport').getAll(reportId),
    tx.objectStore('reportClips').getAllKeys(inReport),
    tx.objectStore('runs').index('byReport').getAll(reportId).then(latestFirst),
  ]);
  const clips = new Map(filed.map((clip) => [clip.id as string, clip]));
  const elsewhere = named.map(([, clipId]) => clipId).filter((id) => !clips.has(id));
  for (const clip of await Promise.all(elsewhere.map((id) => tx.objectStore('clips').get(id)))) {
    if (clip !== undefined) clips.set(clip.id, clip);
  }

  const ordered = [...clips.values()].sort((a, b) => compare(a.id, b.id));
  const ids = ordered.map(({ id }) => id);
  const sourceIds = new Set<string>(ordered.map(({ sourceId }) => sourceId));
  const range = attachmentsOfClips(ids);
  const ownRuns = runs.filter(({ foreign }) => foreign === undefined);
  const [sources, pins, attachments, checks] = await Promise.all([
    loadOf(tx.objectStore('sources'), [...sourceIds].sort(compare), ({ id }) => id),
    loadOf(tx.objectStore('pins').index('byClip'), ids, ({ clipId }) => clipId),
    range === null ? [] : tx.objectStore('attachments').getAllKeys(range),
    latestChecks(tx.objectStore('checks'), ownRuns, ids),
  ]);
  const others = runs.filter(({ foreign }) => foreign !== undefined);
  const foreign = await foreignFindings(tx.objectStore('checks'), others, pins, checks, ownRuns);
  await tx.done;
  return {
    clips: ordered,
    sources,
    pins: pins.sort(comparePins),
    checks,
    foreign,
    runs,
    attached: idsByClip(attachments, clips),
    latestRun: ownRuns[0] ?? null,
  };
}

/** Returns the report that a clip was filed under, and those that place, annotate or cite it. */
export async function reportsOfClip(db: PinciteDatabase, id: ClipId): Promise<ReportId[]> {
  const [clip, named] = await Promise.all([
    db.get('clips', id),
    db.getAllFromIndex('reportClips', 'byClip', id),
  ]);
  const filed = clip === undefined ? [] : [clip.filedUnder.reportId];
  return [...new Set([...filed, ...named.map(({ reportId }) => reportId)])];
}

/** Returns a clip of any report; undefined if there is none with that id. */
export async function findClip(
  db: PinciteDatabase,
  id: ClipId,
): Promise<ClipWithSource | undefined> {
  const tx: ClipTransaction = db.transaction([...CLIP_STORES], 'readonly');
  const clip = await tx.objectStore('clips').get(id);
  const found = clip === undefined ? undefined : await withSource(tx, clip);
  await tx.done;
  return found;
}

/** Returns a clip with all its pins and checks; undefined if there is none with that id. */
export async function loadHistory(
  db: PinciteDatabase,
  id: ClipId,
): Promise<ClipHistory | undefined> {
  const tx: ClipTransaction = db.transaction([...CLIP_STORES], 'readonly');
  const [clip, pins, checks] = await Promise.all([
    tx.objectStore('clips').get(id),
    tx.objectStore('pins').index('byClip').getAll(id),
    tx.objectStore('checks').index('byClip').getAll(id),
  ]);
  const [source, runOf] = await Promise.all([
    clip === undefined ? undefined : tx.objectStore('sources').get(clip.sourceId),
    runsOfChecks(tx, checks),
  ]);
  await tx.done;
  if (clip === undefined) return undefined;
  const entries = [
    ...pins.map((pin) => ({ order: orderOfPin(pin), entry: { kind: 'pin' as const, pin } })),
    ...checks.flatMap((check) => {
      const run = runOf(check.runId);
      if (run === undefined) return [];
      const entry = { kind: 'check' as const, check, by: run.foreign ?? null };
      return [{ order: orderOfCheck(check, run), entry }];
    }),
  ]
    .sort((a, b) => a.order - b.order)
    .map(({ entry }): HistoryEntry => entry);
  const readings = new Set<number>();
  return {
    clip,
    source: source ?? null,
    pins: pins.sort(comparePins),
    checks: entries.flatMap((entry) => (entry.kind === 'check' ? [entry.check] : [])),
    entries: entries.filter((entry) => {
      const order = entry.kind === 'check' ? entry.check.order : undefined;
      if (order === undefined) return true;
      const isFirst = !readings.has(order);
      readings.add(order);
      return isFirst;
    }),
  };
}

async function runsOfChecks(
  tx: ClipTransaction,
  checks: readonly Check[],
): Promise<(id: RunId) => Run | undefined> {
  const ids = [...new Set(checks.map(({ runId }) => runId))];
  const runs = await Promise.all(ids.map((id) => tx.objectStore('runs').get(id)));
  const byId = new Map(ids.map((id, at) => [id, runs[at]]));
  return (id) => byId.get(id);
}

/**
 * Returns the most recently captured clips, latest first, without clips in the bin. Clips with a
 * capture time after `now` (from a wrong clock or an imported file) come last.
 */
export async function recentClips(
  db: PinciteDatabase,
  limit: number,
  now = new Date().toISOString(),
): Promise<ClipWithSource[]> {
  const reports = new Map((await db.getAll('reports')).map((report) => [report.id, report]));
  const tx: ClipTransaction = db.transaction([...CLIP_STORES], 'readonly');
  const clips: Clip[] = [];
  const byCapturedAt = tx.objectStore('clips').index('byCapturedAt');
  for (const range of [IDBKeyRange.upperBound(now), IDBKeyRange.lowerBound(now, true)]) {
    let cursor = await byCapturedAt.openCursor(range, 'prev');
    while (cursor !== null && clips.length < limit) {
      // The query reads the clip by its key, because a cursor also returns damaged clips.
      const clip = await tx.objectStore('clips').get(cursor.primaryKey);
      if (clip !== undefined) {
        const { reportId } = clip.filedUnder;
        const report = reports.get(reportId);
        const known = await tx.objectStore('reportClips').get([reportId, clip.id]);
        const reportBinned = report !== undefined && report.binnedAt !== null;
        if (!liesInBin(clip, known, report) && !reportBinned) clips.push(clip);
      }
      cursor = await cursor.continue();
    }
  }
  const found = await Promise.all(clips.map((clip) => withSource(tx, clip)));
  await tx.done;
  return found;
}

/**
 * Returns the clips of a page with any fragment, including those in the bin. `url` is compared
 * without its fragment, as written.
 */
export async function clipsOfUrl(db: PinciteDatabase, url: string): Promise<ClipWithSource[]> {
  const page = withoutFragment(url);
  const tx: ClipTransaction = db.transaction([...CLIP_STORES], 'readonly');
  const byUrl = tx.objectStore('sources').index('byUrl');
  const [whole, withFragment] = await Promise.all([
    byUrl.getAllKeys(page),
    // '$' follows '#', so this range has exactly the addresses that continue with a fragment.
    byUrl.getAllKeys(IDBKeyRange.bound(`${page}#`, `${page}$`, false, true)),
  ]);
  const bySource = tx.objectStore('clips').index('bySource');
  const clips = await Promise.all(
    [...whole, ...withFragment].map((sourceId) => bySource.getAll(sourceId)),
  );
  const found = await Promise.all(clips.flat().map((clip) => withSource(tx, clip)));
  await tx.done;
  return found.sort((a, b) => compare(a.clip.id, b.clip.id));
}

/** Returns the same without those in a bin. */
export async function shownClipsOfUrl(db: PinciteDatabase, url: string): Promise<ClipWithSource[]> {
  const found = await clipsOfUrl(db, url);
  const reports = new Map((await db.getAll('reports')).map((report) => [report.id, report]));
  const isShown = await Promise.all(
    found.map(async ({ clip }) => {
      const { reportId } = clip.filedUnder;
      const report = reports.get(reportId);
      const known = await db.get('reportClips', [reportId, clip.id]);
      return !liesInBin(clip, known, report) && (report?.binnedAt ?? null) === null;
    }),
  );
  return found.filter((_clip, at) => isShown[at]);
}

export async function countLibrary(db: PinciteDatabase): Promise<LibraryCounts> {
  const tx = db.transaction(['reports', 'clips', 'sources', 'snapshots', 'checks'], 'readonly');
  const [reports, clips, sources, snapshots, checks] = await Promise.all([
    tx.objectStore('reports').count(),
    tx.objectStore('clips').count(),
    tx.objectStore('sources').count(),
    tx.objectStore('snapshots').count(),
    tx.objectStore('checks').count(),
  ]);
  await tx.done;
  return { reports, clips, sources, snapshots, checks };
}

/** Only for these clips; other clips may have keys between theirs. */
function idsByClip(
  keys: readonly AttachmentKey[],
  clips: ReadonlyMap<string, Clip>,
): ReadonlyMap<ClipId, readonly string[]> {
  const ids = new Map<ClipId, string[]>();
  for (const [key, id] of keys) {
    const clip = clips.get(key);
    if (clip === undefined) continue;
    const known = ids.get(clip.id);
    if (known === undefined) ids.set(clip.id, [id]);
    else known.push(id);
  }
  return ids;
}

async function withSource(tx: ClipTransaction, clip: Clip): Promise<ClipWithSource> {
  const [known, source, pins, checks] = await Promise.all([
    tx.objectStore('reportClips').get([clip.filedUnder.reportId, clip.id]),
    tx.objectStore('sources').get(clip.sourceId),
    tx.objectStore('pins').index('byClip').getAll(clip.id),
    tx.objectStore('checks').index('byClip').getAll(clip.id),
  ]);
  const pin = pinThatHolds(pins, known?.pinId ?? null);
  const runOf = await runsOfChecks(tx, checks);
  return { clip, source: source ?? null, pin, ...findingsOf(pin?.id ?? null, checks, runOf) };
}
