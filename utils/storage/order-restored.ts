import { type Foreign, MAX_ORDER, type Run } from '@/utils/model/evidence';
import type { ClipId, RunId } from '@/utils/model/ids';
import { type BackupRecord, type FileHeader, isBundleHeader } from './backup-format';
import { keepLastOrder, LIBRARY_KEY, lastOrder, orderOf, withoutOrder } from './library-order';
import { compare } from './load-of';
import type { RestorePlan } from './merge-documents';
import { datedRun, latestPossible } from './order-existing';
import type { PurgeTransaction } from './purge';

/**
 * Maximum accepted order number of a file. No real library reaches it. Larger numbers in a file
 * would leave no numbers for later records.
 */
const BELIEVED_ORDER = MAX_ORDER / 2;

/** Assigns positions in this library's order to the records of a file. */
export interface RestoredOrder {
  /**
   * Returns the record to store, or null when the record is not allowed: a check that another
   * person's file adds to a run of this library. Call it once for each new record, with clips
   * before the records that belong to them.
   */
  place(record: BackupRecord): BackupRecord | null;
  /** Stores the last order number that the library assigned. */
  finish(): Promise<void>;
}

/**
 * Decides who owns the runs of a file. The runs belong to this library only when the library is
 * empty: it then becomes the library of the backup. Otherwise the order of two runs is unknown, and
 * nothing in a file proves who made it. So Pincite treats the runs of the file as another person's
 * runs: they come after all existing runs, and no clip passes because of them.
 */
export async function orderRestored(
  tx: PurgeTransaction,
  { header, runs, teamRuns }: Pick<RestorePlan, 'header' | 'runs' | 'teamRuns'>,
): Promise<RestoredOrder> {
  const [stored, clips] = await Promise.all([
    tx.objectStore('runs').getAll(),
    tx.objectStore('clips').count(),
  ]);
  const isEmpty = stored.length === 0 && clips === 0;
  const before = await lastOrder(tx);
  let last = before;
  const next = (): number => {
    last += 1;
    return last;
  };

  const isOwn =
    isEmpty && !isBundleHeader(header) && runs.every((run) => orderOf(run) <= BELIEVED_ORDER);
  const known = new Map(stored.map((run) => [run.id, run]));
  const fresh = runs.filter((run) => !known.has(run.id));
  const placed = new Map<RunId, Run>();
  if (isOwn) {
    for (const run of runs) last = Math.max(last, orderOf(run));
    const latest = latestPossible();
    const uncounted = inOrderOfTimes(
      fresh.filter(({ order }) => order === undefined),
      latest,
    );
    for (const run of uncounted) {
      placed.set(run.id, datedRun(run, next(), run.startedAt > latest));
    }
  } else {
    // Bundles list their runs latest first, without order numbers.
    const counted = isBundleHeader(header)
      ? fresh.toReversed()
      : inOrderOfTimes(fresh, latestPossible()).sort((a, b) => orderOf(a) - orderOf(b));
    const file = last + 1;
    for (const run of counted) {
      const foreign = ownerOf(run, header);
      const order = next();
      placed.set(
        run.id,
        foreign === null ? { ...run, order } : { ...run, order, foreign: { ...foreign, file } },
      );
    }
  }

  const clipsAdded = new Set<ClipId>();
  const clipsPinned = new Set<ClipId>();
  const takeOrder = <Ordered extends { readonly order?: number }>(record: Ordered): Ordered => {
    const order = isOwn ? record.order : undefined;
    if (order === undefined || order > BELIEVED_ORDER) return { ...record, order: next() };
    last = Math.max(last, order);
    return record;
  };

  return {
    place: (entry) => {
      switch (entry.store) {
        case 'clips':
          clipsAdded.add(entry.record.id);
          return entry;
        case 'pins': {
          const { clipId, order } = entry.record;
          // For a clip that comes with the file, the first pin of the file stays the first pin.
          const mayBeFirst = clipsAdded.has(clipId) && !clipsPinned.has(clipId);
          if (!mayBeFirst || (isOwn && order !== undefined)) {
            return { ...entry, record: takeOrder(entry.record) };
          }
          clipsPinned.add(clipId);
          return { ...entry, record: withoutOrder(entry.record) };
        }
        case 'attachments':
          if (clipsAdded.has(entry.record.clipId)) {
            return isOwn ? entry : { ...entry, record: withoutOrder(entry.record) };
          }
          return { ...entry, record: takeOrder(entry.record) };
        case 'runs':
          return { ...entry, record: placed.get(entry.record.id) ?? entry.record };
        case 'checks': {
          const { runId, order = 0 } = entry.record;
          if (isOwn && order <= BELIEVED_ORDER) {
            last = Math.max(last, order);
            return entry;
          }
          const run = known.get(runId);
          const isOfTeam = teamRuns?.has(runId) === true;
          const isOfOwnRun = run !== undefined && run.foreign === undefined && !isOfTeam;
          return isOfOwnRun ? null : { ...entry, record: withoutOrder(entry.record) };
        }
        default:
          return entry;
      }
    },
    finish: async () => {
      if (last !== before) await keepLastOrder(tx, last);
      if (isEmpty && !isBundleHeader(header) && header.library !== undefined) {
        await tx.objectStore('meta').put({ key: LIBRARY_KEY, value: header.library });
      }
    },
  };
}

/** Sorts runs by time, earliest first. Runs with a future time come last. */
function inOrderOfTimes(runs: readonly Run[], latest: string): Run[] {
  const isLate = ({ startedAt }: Run) => Number(startedAt > latest);
  return runs.toSorted(
    (a, b) => isLate(a) - isLate(b) || compare(a.startedAt, b.startedAt) || compare(a.id, b.id),
  );
}

/**
 * The other person who made the run, or null for this library itself, for example a bundle that one
 * of its pages wrote.
 */
function ownerOf({ foreign }: Run, header: FileHeader): Foreign | null {
  const isBundle = isBundleHeader(header);
  const isMadeHere = isBundle && header.kind === 'import';
  if (foreign === undefined && isMadeHere) return null;
  // A person can share the results of a third person.
  if (foreign !== undefined) {
    return { kind: isBundle ? 'bundle' : foreign.kind, name: foreign.name };
  }
  return isBundle ? { kind: 'bundle', name: header.by ?? null } : { kind: 'library', name: null };
}
