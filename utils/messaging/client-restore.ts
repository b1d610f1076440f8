import { failure, messageOf } from '@/utils/model/failure';
import {
  declinedOf,
  type KindChanges,
  type MergeChoice,
  type MergePlan,
} from '@/utils/model/merge-plan';
import { err, ok } from '@/utils/model/result';
import { encodeBase64 } from '@/utils/text/base64';
import { request } from './client';
import type { PageReplies, pageRequests } from './protocol';
import type { Reply, RequestOf } from './protocol/envelope';

export interface RestoreOptions {
  /** The kind of file that the caller expects. Other kinds are refused. */
  readonly expected: RequestOf<typeof pageRequests, 'restore.begin'>['expected'];
  /**
   * Called when the file would change existing content, and again when the plan changes in the
   * meantime. Null: the user cancelled. Without `decide`, the restore makes all changes.
   */
  readonly decide?: (plan: MergePlan) => Promise<MergeChoice | null>;
  /** Called as pieces arrive at the background, with the bytes sent so far. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export type Restored = PageReplies['restore.commit'] & {
  /** The changes in the file that the user did not want. */
  readonly declined: readonly KindChanges[];
};

/** Maximum number of attempts to stage a file that the background loses before the commit. */
const MOST_TRIES = 3;

/**
 * Restores a backup: sends its pieces, each small enough for a message, to staging, and then
 * commits all of them at once. Returns null when the user cancelled. A cancelled or failed restore
 * changes nothing. `pieces` returns the pieces from the first one: if the browser stopped the
 * background while the user decided, they are sent again.
 */
export async function restoreBackup(
  pieces: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: RestoreOptions,
): Promise<Reply<Restored> | null> {
  let choice: MergeChoice | null = null;
  for (let tries = 1; ; tries += 1) {
    const staged = await stage(pieces(), options);
    if (staged === null || !staged.ok) return staged;
    const done = await decideAndCommit(staged.value.restoreId, choice, options);
    if (done === null || done.result === null || done.result.ok) return done?.result ?? null;
    // The staged file disappeared together with the background that had staged it.
    const isLost = done.result.error.code === 'not_found' && done.choice !== null;
    if (!isLost || tries === MOST_TRIES) return done.result;
    choice = done.choice;
  }
}

async function stage(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { expected, onProgress, signal }: RestoreOptions,
): Promise<Reply<{ readonly restoreId: string }> | null> {
  const begun = await request('restore.begin', { expected });
  if (!begun.ok) return begun;
  const { restoreId } = begun.value;
  let index = 0;
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      if (signal.aborted) break;
      const chunk = { restoreId, index, bytes: encodeBase64(piece) };
      const sent = await request('restore.chunk', chunk);
      if (!sent.ok) {
        await giveUp(restoreId);
        return sent;
      }
      index += 1;
      bytes += piece.byteLength;
      onProgress(bytes);
    }
  } catch (cause) {
    // The file was moved or changed after it was chosen.
    await giveUp(restoreId);
    return err(failure('backup_damaged', messageOf(cause)));
  }
  if (!signal.aborted) return begun;
  await giveUp(restoreId);
  return null;
}

interface Decided {
  readonly result: Reply<Restored> | null;
  readonly choice: MergeChoice | null;
}

/** Asks the user about the changes until the answer applies to the current plan. */
async function decideAndCommit(
  restoreId: string,
  before: MergeChoice | null,
  { decide, signal }: RestoreOptions,
): Promise<Decided> {
  let choice: MergeChoice | null = decide === undefined ? 'everything' : before;
  let reports: MergePlan['reports'] = [];
  for (;;) {
    if (decide !== undefined) {
      const planned = await request('restore.plan', { restoreId });
      if (!planned.ok) return { result: planned, choice };
      const { seen } = planned.value;
      ({ reports } = planned.value);
      if (reports.length === 0) choice = { seen, declined: {} };
      else if (choice === null || choice === 'everything' || choice.seen !== seen) {
        choice = await decide(planned.value);
      }
    }
    if (choice === null || signal.aborted) {
      await giveUp(restoreId);
      return { result: null, choice };
    }
    const result = await request('restore.commit', { restoreId, choice });
    if (result.ok) {
      return { result: ok({ ...result.value, declined: declinedIn(reports, choice) }), choice };
    }
    if (result.error.code !== 'merge_changed') return { result, choice };
  }
}

function declinedIn(reports: MergePlan['reports'], choice: MergeChoice): readonly KindChanges[] {
  return reports.flatMap(({ reportId, kinds }) =>
    kinds.filter(({ kind }) => declinedOf(choice, reportId).includes(kind)),
  );
}

function giveUp(restoreId: string) {
  return request('restore.abort', { restoreId });
}
