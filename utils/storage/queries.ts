import type { IDBPTransaction } from 'idb';
import type { Check, Clip, Pin, Run, Source } from '@/utils/model/evidence';
import type { ClipId, ReportId } from '@/utils/model/ids';
import { type AttachmentKey, attachmentsOfClips } from './attachments';
import { latestChecks, latestFirst } from './latest-checks';
import { liesInBin } from './lies-in-bin';
import { compare, loadOf } from './load-of';
import { comparePins, pinThatHolds } from './pin-that-holds';
import type { PinciteDatabase, PinciteSchema, ReportSummary } from './schema';

/** Reading, for the background and the extension's pages alike. Read-only transactions. */

/** What a report's clips are and what was found about them. Clips by id, that is by age. */
export interface ReportEvidence {
  /** Filed under, placed in or cited by the report, binned ones included. */
  readonly clips: readonly Clip[];
  /** The sources of those clips. */
  readonly sources: readonly Source[];
  /** All pins of each clip, the latest last. */
  readonly pins: readonly Pin[];
  /** The latest check of each clip that has one. */
  readonly checks: readonly Check[];
  /** The report's runs, the latest first. */
  readonly runs: readonly Run[];
  /** The ids of the images and screenshots of each clip that has any. */
  readonly attached: ReadonlyMap<ClipId, readonly string[]>;
  readonly latestRun: Run | null;
}

export interface ClipWithSource {
  readonly clip: Clip;
  readonly source: Source | null;
  /** The one that holds in the report that the clip was filed under. */
  readonly pin: Pin | null;
  /** The latest of that pin. */
  readonly check: Check | null;
}

/** What became of one clip over time. */
export interface ClipHistory {
  readonly clip: Clip;
  /** The latest last. */
  readonly pins: readonly Pin[];
  /** Of every run, the latest last. */
  readonly checks: readonly Check[];
}

export interface LibraryCounts {
  readonly reports: number;
  readonly clips: number;
  readonly sources: number;
  readonly snapshots: number;
  readonly checks: number;
}

const CLIP_STORES = ['clips', 'sources', 'pins', 'checks', 'reportClips'] as const;
type ClipTransaction = IDBPTransaction<PinciteSchema, (typeof CLIP_STORES)[number][], 'readonly'>;

/** Every report, binned ones included, the one changed last first. */
export async function listReports(db: PinciteDatabase): Promise<ReportSummary[]> {
  const reports = await db.getAll('reports');
  return reports.sort((a, b) => compare(b.updatedAt, a.updatedAt) || compare(a.id, b.id));
}

/** The updates that make a report's document, in the order they were stored. */
export async function loadReportUpdates(
  db: PinciteDatabase,
  reportId: ReportId,
): Promise<Uint8Array[]> {
  const rows = await db.getAllFromIndex('reportUpdates', 'byReport', reportId);
  return rows.map(({ update }) => update);
}

/**
 * `onAsked` is called once the database has been asked for the clips' rows: while it gathers them
 * the page may do other things. Not where there are no clips.
 */
export async function loadEvidence(
  db: PinciteDatabase,
  reportId: ReportId,
  onAsked: () => void = () => undefined,
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
  const loadAttached = async (of: IDBKeyRange) => {
    const keys = await tx.objectStore('attachments').getAllKeys(of);
    // Answers come in the order of the questions: how many rows there are of the two above was
    // answered before, and then they were asked for.
    onAsked();
    return keys;
  };
  const [sources, pins, attachments, checks] = await Promise.all([
    loadOf(tx.objectStore('sources'), [...sourceIds].sort(compare), ({ id }) => id),
    loadOf(tx.objectStore('pins').index('byClip'), ids, ({ clipId }) => clipId),
    range === null ? [] : loadAttached(range),
    latestChecks(tx.objectStore('checks'), runs, ids),
  ]);
  await tx.done;
  return {
    clips: ordered,
    sources,
    pins: pins.sort(comparePins),
    checks,
    runs,
    attached: idsByClip(attachments, clips),
    latestRun: runs[0] ?? null,
  };
}

/** The report that a clip was filed under, and those that place, note or cite it. */
export async function reportsOfClip(db: PinciteDatabase, id: ClipId): Promise<ReportId[]> {
  const [clip, named] = await Promise.all([
    db.get('clips', id),
    db.getAllFromIndex('reportClips', 'byClip', id),
  ]);
  const filed = clip === undefined ? [] : [clip.filedUnder.reportId];
  return [...new Set([...filed, ...named.map(({ reportId }) => reportId)])];
}

/** One clip, wherever it lies; undefined where there is none of that id. */
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

/** A clip with all its pins and checks; undefined where there is none of that id. */
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
  await tx.done;
  if (clip === undefined) return undefined;
  return {
    clip,
    pins: pins.sort(comparePins),
    checks: checks.sort((a, b) => compare(a.checkedAt, b.checkedAt) || compare(a.runId, b.runId)),
  };
}

/** The clips captured last, binned ones left out, the latest first. */
export async function recentClips(db: PinciteDatabase, limit: number): Promise<ClipWithSource[]> {
  const reports = new Map((await db.getAll('reports')).map((report) => [report.id, report]));
  const tx: ClipTransaction = db.transaction([...CLIP_STORES], 'readonly');
  const clips: Clip[] = [];
  let cursor = await tx.objectStore('clips').index('byCapturedAt').openCursor(null, 'prev');
  while (cursor !== null && clips.length < limit) {
    const clip = cursor.value;
    const { reportId } = clip.filedUnder;
    const report = reports.get(reportId);
    const known = await tx.objectStore('reportClips').get([reportId, clip.id]);
    const reportBinned = report !== undefined && report.binnedAt !== null;
    if (!liesInBin(clip, known, report) && !reportBinned) clips.push(clip);
    cursor = await cursor.continue();
  }
  const found = await Promise.all(clips.map((clip) => withSource(tx, clip)));
  await tx.done;
  return found;
}

/**
 * The clips of a page, whatever fragment it is shown with, binned ones included. `url` is
 * compared without its fragment, as written.
 */
export async function clipsOfUrl(db: PinciteDatabase, url: string): Promise<ClipWithSource[]> {
  const page = url.split('#', 1)[0] ?? url;
  const tx: ClipTransaction = db.transaction([...CLIP_STORES], 'readonly');
  const byUrl = tx.objectStore('sources').index('byUrl');
  const [whole, withFragment] = await Promise.all([
    byUrl.getAllKeys(page),
    // '$' follows '#': all that continues with a fragment, and nothing else.
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

/** Of these clips; among the keys between them there may be others'. */
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
  // What was found of other words says nothing of these.
  const ofPin = checks.filter(({ pinId }) => pinId === pin?.id);
  return {
    clip,
    source: source ?? null,
    pin,
    check: ofPin.sort((a, b) => compare(a.checkedAt, b.checkedAt)).at(-1) ?? null,
  };
}
