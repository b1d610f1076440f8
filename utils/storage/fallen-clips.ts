import { type Check, isPass, type Verdict } from '@/utils/model/evidence';
import type { ClipId, RunId } from '@/utils/model/ids';
import type { PinciteDatabase } from './schema';

/** Verdicts that say of a page that was read: the quote does not stand there. */
const FAILS: readonly Verdict[] = ['altered', 'missing', 'gone'];

/**
 * The clips that a run found failing and that passed when the same words were last judged
 * before. Checks in between that could not tell, as of a page out of reach, don't count.
 * Cost: the run's checks, and every check of those that fail in it.
 */
export async function fallenClips(db: PinciteDatabase, runId: RunId): Promise<ClipId[]> {
  const tx = db.transaction('checks', 'readonly');
  const found = await tx.store.getAll(IDBKeyRange.bound([runId], [runId, []]));
  const failing = found.filter(({ verdict }) => FAILS.includes(verdict));
  const histories = await Promise.all(
    failing.map(({ clipId }) => tx.store.index('byClip').getAll(clipId)),
  );
  await tx.done;
  return failing
    .filter((check, at) => passedBefore(check, histories[at] ?? []))
    .map(({ clipId }) => clipId);
}

function passedBefore(check: Check, history: readonly Check[]): boolean {
  let last: Check | null = null;
  for (const each of history) {
    const { runId, pinId, checkedAt, verdict } = each;
    if (runId === check.runId || pinId !== check.pinId || checkedAt > check.checkedAt) continue;
    if (!isPass(verdict) && !FAILS.includes(verdict)) continue;
    if (last === null || checkedAt > last.checkedAt) last = each;
  }
  return last !== null && isPass(last.verdict);
}
