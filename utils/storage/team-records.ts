import type { Attachment } from '@/utils/model/attachment';
import type { AbsentText, Snapshot } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { type ClipId, newId, type ReportId, type RunId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import { type Author, UNSIGNED } from '@/utils/model/review-records';
import { createReviewVerifier } from '@/utils/model/verify-review';
import type { BackupRecord } from './backup-format';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleHeader, type BundlePart } from './bundle-format';
import { findEvidenceChanges } from './evidence-changes';
import { findScope } from './file-scope';
import { type BundleChoice, type BundleContent, gatherBundle } from './gather-bundle';
import type { LibraryContext } from './library-context';
import { membersKey } from './load-reviews';
import type { FiledClip, RestorePlan } from './merge-documents';
import { mergeRestored } from './merge-restored';
import { isGenuine } from './restore';
import type { PinciteDatabase } from './schema';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

/** The evidence of a shared report, on its way to a team and from there. */
export interface TeamRecords {
  /**
   * Returns what of a report goes to a team. Runs of other people's files stay here: for the team
   * they would count as checks of a member.
   */
  gatherForTeam(
    reportId: ReportId,
    include: Readonly<Record<BundlePart, boolean>>,
  ): Reply<BundleContent>;
  /**
   * Returns the texts of pages that a report names and that this library does not have. `sectionIds`:
   * as for a bundle.
   */
  absentTexts(choice: Omit<BundleChoice, 'createdAt'>): Reply<readonly AbsentText[]>;
  /** Returns the shared report in which a clip names this text; null if there is none. */
  reportOfText(shared: ReadonlySet<ReportId>, text: AbsentText): Reply<ReportId | null>;
  storedSnapshot(id: string): Reply<Snapshot | null>;
  storedAttachment(clipId: string, id: string): Reply<Attachment | null>;
  /**
   * Returns for each record the shared report that it belongs to; null if it belongs to none, or if
   * a record that it needs is neither here nor in the list.
   */
  reportsOfRecords(
    shared: ReadonlySet<ReportId>,
    records: readonly BackupRecord[],
  ): Reply<readonly (ReportId | null)[]>;
  /**
   * Stores the records of one report that a team sent, like those of a bundle that this library has
   * made for this report: existing records stay, what was destroyed here does not return, and no
   * other report changes. Returns how many were new.
   */
  receiveTeamRecords(
    reportId: ReportId,
    records: readonly BackupRecord[],
    teamRuns: ReadonlySet<RunId>,
  ): Reply<{ readonly added: number; readonly differing: number }>;
  /** Stores whose keys the team says these are, for these reports. Returns whether any is new. */
  storeMembers(
    reportIds: Iterable<ReportId>,
    members: readonly (readonly [Author, string])[],
  ): Reply<{ readonly changed: boolean }>;
  /** Returns the clips that a report's documents name and that are neither here nor destroyed. */
  missingClips(reportId: ReportId): Reply<readonly ClipId[]>;
}

export function createTeamRecords({ connection, exclusive, now }: LibraryContext): TeamRecords {
  const { use } = connection;
  return {
    gatherForTeam: (reportId, include) =>
      use(async (db) => {
        const choice = { reportId, sectionIds: null, include, createdAt: now() };
        const content = await gatherBundle(db, choice);
        const runs = content.runs.filter(({ foreign }) => foreign === undefined);
        const own = new Set(runs.map(({ id }) => id));
        const checks = content.checks.filter(({ runId }) => own.has(runId));
        return { ...content, runs, checks };
      }),
    absentTexts: (choice) =>
      use(async (db) => (await gatherBundle(db, { ...choice, createdAt: now() })).absentTexts),
    reportOfText: (shared, { clipId, snapshotId }) =>
      use(async (db) => {
        const clip = await db.get('clips', clipId);
        if (clip === undefined) return null;
        const checks = await db.getAllFromIndex('checks', 'byClip', clipId);
        if (![clip, ...checks].some((each) => each.snapshotId === snapshotId)) return null;
        const { reportId } = clip.filedUnder;
        if (shared.has(reportId)) return reportId;
        const rows = await db.getAllFromIndex('reportClips', 'byClip', clipId);
        return rows.find((row) => shared.has(row.reportId))?.reportId ?? null;
      }),
    storedSnapshot: (id) => use(async (db) => (await db.get('snapshots', id)) ?? null),
    storedAttachment: (clipId, id) =>
      use(async (db) => (await db.get('attachments', [clipId, id])) ?? null),
    reportsOfRecords: (shared, records) => use((db) => assign(db, shared, records)),
    receiveTeamRecords: (reportId, records, teamRuns) =>
      exclusive(() => use((db) => receive(db, { reportId, records, teamRuns, at: now() }))),
    storeMembers: (reportIds, members) =>
      use((db) =>
        writeTransaction(db, ['meta'], async (tx) => {
          const meta = tx.objectStore('meta');
          let changed = false;
          for (const reportId of reportIds) {
            const key = membersKey(reportId);
            const before = await meta.get(key);
            if (JSON.stringify(before?.value ?? []) === JSON.stringify(members)) continue;
            await meta.put({ key, value: members });
            changed = true;
          }
          return { changed };
        }),
      ),
    missingClips: (reportId) =>
      use(async (db) => {
        const named = await namedBy(db, reportId);
        const known = await Promise.all(
          named.map(async (id) => {
            const keys = await Promise.all([db.getKey('clips', id), db.getKey('purged', id)]);
            return keys.some((key) => key !== undefined);
          }),
        );
        return named.filter((_, at) => known[at] === false);
      }),
  };
}

async function namedBy(db: PinciteDatabase, reportId: ReportId): Promise<ClipId[]> {
  const keys = await db.getAllKeys('reportClips', IDBKeyRange.bound([reportId], [reportId, []]));
  return keys.map(([, clipId]) => clipId as ClipId);
}

async function assign(
  db: PinciteDatabase,
  shared: ReadonlySet<ReportId>,
  records: readonly BackupRecord[],
): Promise<(ReportId | null)[]> {
  const named = new Map<string, ReportId>();
  for (const reportId of shared) {
    for (const clipId of await namedBy(db, reportId)) named.set(clipId, reportId);
  }
  const homes = new Map<string, ReportId | null>();
  const runs = new Map<string, ReportId>();
  const here = { sources: new Set<string>(), pins: new Set<string>() };
  for (const { store, record } of records) {
    if (store === 'sources') here.sources.add(record.id);
    if (store === 'pins') here.pins.add(record.id);
    if (store === 'runs') runs.set(record.id, record.reportId);
  }
  const homeOf = (id: string, filed: ReportId) => (shared.has(filed) ? filed : named.get(id));
  for (const { store, record } of records) {
    if (store !== 'clips') continue;
    const isWhole =
      here.sources.has(record.sourceId) ||
      (await db.getKey('sources', record.sourceId)) !== undefined;
    homes.set(record.id, (isWhole && homeOf(record.id, record.filedUnder.reportId)) || null);
  }
  const homeOfClip = async (id: ClipId): Promise<ReportId | null> => {
    const known = homes.get(id);
    if (known !== undefined) return known;
    const clip = await db.get('clips', id);
    const home = clip === undefined ? null : (homeOf(id, clip.filedUnder.reportId) ?? null);
    homes.set(id, home);
    return home;
  };
  const bySource = new Map<string, ReportId>();
  const bySnapshot = new Map<string, ReportId>();
  const result: (ReportId | null)[] = [];
  for (const { store, record } of records) {
    let home: ReportId | null = null;
    if (store === 'clips') home = homes.get(record.id) ?? null;
    if (store === 'pins' || store === 'attachments') home = await homeOfClip(record.clipId);
    if (store === 'runs') home = shared.has(record.reportId) ? record.reportId : null;
    if (store === 'reviews' && shared.has(record.reportId)) {
      // Without its report, a review is not stored. The feed is read again when the report is here.
      const isHere = (await db.getKey('reports', record.reportId)) !== undefined;
      home = isHere ? record.reportId : null;
    }
    if (store === 'checks') {
      const { runId, pinId } = record;
      const ofRun = runs.get(runId) ?? (await db.get('runs', runId))?.reportId;
      const hasPin = here.pins.has(pinId) || (await db.getKey('pins', pinId)) !== undefined;
      const ofClip = await homeOfClip(record.clipId);
      home = ofClip !== null && hasPin && ofRun !== undefined && shared.has(ofRun) ? ofRun : null;
    }
    if (home !== null && store === 'clips') bySource.set(record.sourceId, home);
    if (home !== null && (store === 'clips' || store === 'checks') && record.snapshotId !== null) {
      bySnapshot.set(record.snapshotId, home);
    }
    result.push(home);
  }
  // Sources and snapshots belong to the clips and checks that name them.
  return records.map(({ store, record }, at) => {
    if (store === 'sources') return bySource.get(record.id) ?? null;
    if (store === 'snapshots') return bySnapshot.get(record.id) ?? null;
    return result[at] ?? null;
  });
}

interface Received {
  readonly reportId: ReportId;
  readonly records: readonly BackupRecord[];
  readonly teamRuns: ReadonlySet<RunId>;
  readonly at: string;
}

async function receive(
  db: PinciteDatabase,
  { reportId, records, teamRuns, at }: Received,
): Promise<{ added: number; differing: number }> {
  const header: BundleHeader = {
    ...{ format: BUNDLE_FORMAT, version: BUNDLE_VERSION, createdAt: at, kind: 'import' },
    ...{ reportId, title: '', language: '', leftOut: [], counts: {}, absent: [] },
  };
  const genuine: BackupRecord[] = [];
  const isSigned = createReviewVerifier();
  for (const entry of records) {
    const isTrue =
      entry.store === 'reviews'
        ? entry.record.author !== UNSIGNED && (await isSigned(entry.record))
        : await isGenuine(entry);
    if (isTrue) genuine.push(entry);
  }
  const clips = new Map<ClipId, FiledClip>();
  const named = new Set<ClipId>();
  for (const { store, record } of genuine) {
    if (store === 'clips') {
      clips.set(record.id, { sourceId: record.sourceId, reportId: record.filedUnder.reportId });
    }
    if ('clipId' in record) named.add(record.clipId);
  }
  const plan: RestorePlan = {
    ...{ header, records: genuine.length, batches: 1, purged: new Map(), updates: new Map() },
    ...{ clips, named, teamRuns, forgedReviews: 0, unreadable: new Map() },
    falsified: records.length - genuine.length,
    runs: genuine.flatMap((entry) => (entry.store === 'runs' ? [entry.record] : [])),
  };
  const restoreId = newId<'restore'>();
  await writeTransaction(db, ['staging'], async (tx) => {
    const part = { kind: 'records' as const, index: 0, bytes: null };
    await tx.objectStore('staging').put({ restoreId, ...part, records: genuine });
  });
  try {
    const documents = { merges: [], named: new Set(await namedBy(db, reportId)) };
    const scope = await findScope(db, plan, documents);
    const { closedPins } = await findEvidenceChanges(db, restoreId, plan, scope, documents);
    const restored = await mergeRestored(db, restoreId, {
      ...{ plan, merged: documents, scope, undo: [] },
      decided: { purged: new Map(), skippedPins: closedPins, closedPins, changed: 0 },
    });
    return { added: restored.added, differing: restored.leftOut.differing };
  } finally {
    await writeTransaction(db, ['staging'], (tx) =>
      tx.objectStore('staging').delete(IDBKeyRange.bound([restoreId], [restoreId, []])),
    );
  }
}
