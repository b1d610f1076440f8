import * as z from 'zod/mini';
import {
  type Check,
  CheckSchema,
  type Snapshot,
  SnapshotSchema,
  type Source,
  SourceSchema,
} from '@/utils/model/evidence';
import { failure } from '@/utils/model/failure';
import type { JobId, SnapshotId } from '@/utils/model/ids';
import { findSnapshot } from './evidence-repository';
import { nextOrder } from './library-order';
import { markStale } from './search-index';
import { Refusal } from './storage-failure';
import type { WriteTransaction } from './write-transaction';

export interface JobOutcome {
  readonly checks: readonly Check[];
  /** Texts that were read; of a text known already the stored one is used. */
  readonly snapshots: readonly Snapshot[];
  /** Sources not known yet, as an archived copy's. */
  readonly sources?: readonly Source[];
}

export const OutcomeSchema = z.object({
  checks: z.array(CheckSchema),
  snapshots: z.array(SnapshotSchema),
  sources: z.optional(z.array(SourceSchema)),
});

export const OUTCOME_STORES = [
  'jobs',
  'runs',
  'checks',
  'snapshots',
  'sources',
  'clips',
  'searchStale',
  'meta',
] as const;
type OutcomeTransaction = WriteTransaction<(typeof OUTCOME_STORES)[number]>;

/**
 * Stores the checks of a job and what they name, and that it is done. False where it was done
 * or dropped before. Refuses (`bad_message`) a check of another run or of a clip not the job's.
 */
export async function recordOutcome(
  tx: OutcomeTransaction,
  jobId: JobId,
  { checks, snapshots, sources = [] }: z.infer<typeof OutcomeSchema>,
): Promise<{ recorded: boolean }> {
  const job = await tx.objectStore('jobs').get(jobId);
  // The jobs of a run that has ended are gone: a late answer finds none.
  if (job === undefined || job.state === 'done' || job.state === 'cancelled') {
    return { recorded: false };
  }
  const ofJob = new Set<string>(job.clipIds);
  if (checks.some(({ runId, clipId }) => runId !== job.runId || !ofJob.has(clipId))) {
    throw new Refusal(failure('bad_message', 'checks'));
  }
  const kept: Check[] = [];
  for (const check of checks) {
    // Purged while its page was being read.
    if ((await tx.objectStore('clips').getKey(check.clipId)) !== undefined) kept.push(check);
  }
  const named = new Set(kept.map(({ snapshotId }) => snapshotId));
  const read = snapshots.filter(({ id }) => named.has(id));
  const storedAs = await storeSnapshots(tx, read, sources);
  // A run that started earlier may receive its result after a run that started later.
  const order = await nextOrder(tx);
  const run = await tx.objectStore('runs').get(job.runId);
  if (run !== undefined) await tx.objectStore('runs').put({ ...run, order });
  for (const check of kept) {
    const stored = check.snapshotId === null ? null : storedAs.get(check.snapshotId);
    const snapshotId = stored === undefined ? check.snapshotId : stored;
    await tx.objectStore('checks').add({ ...check, snapshotId, order });
    await markStale(tx, check.clipId);
  }
  await tx.objectStore('jobs').put({ ...job, state: 'done', leaseUntil: null });
  return { recorded: true };
}

/** What each snapshot is stored as: by its id, by an equal one's, or null where its source is gone. */
async function storeSnapshots(
  tx: OutcomeTransaction,
  snapshots: readonly Snapshot[],
  sources: readonly Source[],
): Promise<Map<SnapshotId, SnapshotId | null>> {
  const store = tx.objectStore('sources');
  const storedAs = new Map<SnapshotId, SnapshotId | null>();
  for (const snapshot of snapshots) {
    const { id, sourceId } = snapshot;
    if ((await store.getKey(sourceId)) === undefined) {
      const brought = sources.find((source) => source.id === sourceId);
      if (brought === undefined) {
        storedAs.set(id, null);
        continue;
      }
      await store.add(brought);
    }
    const equal = await findSnapshot(tx, sourceId, snapshot);
    storedAs.set(id, equal ?? id);
    if (equal === null) await tx.objectStore('snapshots').add(snapshot);
  }
  return storedAs;
}
