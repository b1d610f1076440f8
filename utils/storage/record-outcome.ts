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
  /** The texts that were read. An equal stored text is reused. */
  readonly snapshots: readonly Snapshot[];
  /** New sources, for example of an archived copy. */
  readonly sources?: readonly Source[];
}

/** Whether a job's results were stored, and the checks as they were stored. */
export type RecordedOutcome =
  | { readonly recorded: false }
  | { readonly recorded: true; readonly checks: readonly Check[] };

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
 * Stores the checks of a job with their snapshots and sources, and marks the job as done. Stores
 * nothing if it was already done or dropped. Fails with `bad_message` for a check of another run, or
 * of a clip outside of the job.
 */
export async function recordOutcome(
  tx: OutcomeTransaction,
  jobId: JobId,
  { checks, snapshots, sources = [] }: z.infer<typeof OutcomeSchema>,
): Promise<RecordedOutcome> {
  const job = await tx.objectStore('jobs').get(jobId);
  // The jobs of a finished run are gone, so a late answer finds none.
  if (job === undefined || job.state === 'done' || job.state === 'cancelled') {
    return { recorded: false };
  }
  const ofJob = new Set<string>(job.clipIds);
  if (checks.some(({ runId, clipId }) => runId !== job.runId || !ofJob.has(clipId))) {
    throw new Refusal(failure('bad_message', 'checks'));
  }
  const kept: Check[] = [];
  for (const check of checks) {
    // The clip was purged while its page was read.
    if ((await tx.objectStore('clips').getKey(check.clipId)) !== undefined) kept.push(check);
  }
  const named = new Set(kept.map(({ snapshotId }) => snapshotId));
  const read = snapshots.filter(({ id }) => named.has(id));
  const storedAs = await storeSnapshots(tx, read, sources);
  // A run that started earlier may receive its result after a run that started later.
  const order = await nextOrder(tx);
  const run = await tx.objectStore('runs').get(job.runId);
  if (run !== undefined) await tx.objectStore('runs').put({ ...run, order });
  const stored = kept.map((check) => ({ ...check, snapshotId: storedId(check, storedAs) }));
  for (const check of stored) {
    await tx.objectStore('checks').add({ ...check, order });
    await markStale(tx, check.clipId);
  }
  await tx.objectStore('jobs').put({ ...job, state: 'done', leaseUntil: null });
  return { recorded: true, checks: stored };
}

function storedId(
  { snapshotId }: Check,
  storedAs: ReadonlyMap<SnapshotId, SnapshotId | null>,
): SnapshotId | null {
  const stored = snapshotId === null ? null : storedAs.get(snapshotId);
  return stored === undefined ? snapshotId : stored;
}

/**
 * Returns the stored id for each snapshot: its own, that of an equal one, or null if its source is
 * gone.
 */
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
