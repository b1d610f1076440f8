import { type Foreign, MAX_ORDER, type Run } from '@/utils/model/evidence';
import type { ClipId, RunId } from '@/utils/model/ids';
import { type BackupRecord, type FileHeader, isBundleHeader } from './backup-format';
import {
  keepLastOrder,
  LIBRARY_KEY,
  lastOrder,
  libraryId,
  orderOf,
  withoutOrder,
} from './library-order';
import { compare } from './load-of';
import type { RestorePlan } from './merge-documents';
import { datedRun, latestPossible } from './order-existing';
import type { PurgeTransaction } from './purge';

/** No library counts so far: a file that did would leave no greater order for what comes next. */
const BELIEVED_ORDER = MAX_ORDER / 2;

/** Gives what comes in with a file its place in this library's order. */
export interface RestoredOrder {
  /**
   * The record as it is to be stored; null where it may not be: a check that somebody's file
   * adds to a run of this library's own. Asked once for each record that is new here, clips
   * before what belongs to them.
   */
  place(record: BackupRecord): BackupRecord | null;
  /** Remembers how far the library has counted. */
  finish(): Promise<void>;
}

/**
 * Whose the runs of a file are. They are this library's own where the library is empty, and so
 * becomes the one that was backed up, or where a backup carries its id and has all of its runs:
 * then it only goes on from them. Else nobody knows which of two runs was later, so those of the
 * file are somebody else's: they come after all that is here and pass nothing.
 */
export async function orderRestored(
  tx: PurgeTransaction,
  { header, runs }: Pick<RestorePlan, 'header' | 'runs'>,
): Promise<RestoredOrder> {
  const [stored, clips, id] = await Promise.all([
    tx.objectStore('runs').getAll(),
    tx.objectStore('clips').count(),
    libraryId(tx),
  ]);
  const isEmpty = stored.length === 0 && clips === 0;
  const before = await lastOrder(tx);
  let last = before;
  const next = (): number => {
    last += 1;
    return last;
  };

  function isItsOwn(): boolean {
    if (isBundleHeader(header) || runs.some((run) => orderOf(run) > BELIEVED_ORDER)) return false;
    const inFile = new Set(runs.map((run) => run.id));
    const own = stored.filter(({ foreign }) => foreign === undefined);
    return isEmpty || (header.library === id && own.every((run) => inFile.has(run.id)));
  }

  const isOwn = isItsOwn();
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
    // Bundles name their runs the latest first, and give no orders.
    const counted = isBundleHeader(header)
      ? fresh.toReversed()
      : inOrderOfTimes(fresh, latestPossible()).sort((a, b) => orderOf(a) - orderOf(b));
    const file = last + 1;
    for (const run of counted) {
      const foreign = whose(run, header);
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
          // Of a clip that comes with the file, the pin that is first there is first here.
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
          const isOfOwnRun = run !== undefined && run.foreign === undefined;
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

/** The earliest first; those of a time that has not come yet last. */
function inOrderOfTimes(runs: readonly Run[], latest: string): Run[] {
  const isLate = ({ startedAt }: Run) => Number(startedAt > latest);
  return runs.toSorted(
    (a, b) => isLate(a) - isLate(b) || compare(a.startedAt, b.startedAt) || compare(a.id, b.id),
  );
}

/** Null: this library's own, as what one of its pages made. */
function whose({ foreign }: Run, header: FileHeader): Foreign | null {
  const isBundle = isBundleHeader(header);
  const isMadeHere = isBundle && header.kind === 'import';
  if (foreign === undefined && isMadeHere) return null;
  // Somebody may hand on what somebody else found.
  if (foreign !== undefined) {
    return { kind: isBundle ? 'bundle' : foreign.kind, name: foreign.name };
  }
  return isBundle ? { kind: 'bundle', name: header.by ?? null } : { kind: 'library', name: null };
}
