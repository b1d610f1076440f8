import { type Check, FALLS, isPass, type Run } from '@/utils/model/evidence';
import type { ClipId, RunId } from '@/utils/model/ids';
import { orderOfCheck } from './library-order';
import type { PinciteDatabase } from './schema';

/**
 * Finds the clips that failed in a run, and whose same words passed in the last earlier check of
 * this library. Ignores earlier checks without a result, for example of an unreachable page. Cost:
 * reads the checks of the run, and every check of each clip that failed in the run.
 */
export async function fallenClips(db: PinciteDatabase, runId: RunId): Promise<ClipId[]> {
  const tx = db.transaction(['checks', 'runs'], 'readonly');
  const store = tx.objectStore('checks');
  const found = await store.getAll(IDBKeyRange.bound([runId], [runId, []]));
  const failing = found.filter(({ verdict }) => FALLS.includes(verdict));
  const histories = await Promise.all(
    failing.map(({ clipId }) => store.index('byClip').getAll(clipId)),
  );
  const ids = [...new Set(histories.flat().map((check) => check.runId))];
  const runs = await Promise.all(ids.map((id) => tx.objectStore('runs').get(id)));
  await tx.done;
  const own = new Map(
    runs.flatMap((run) => (run?.foreign === undefined && run ? [[run.id, run]] : [])),
  );
  return failing
    .filter((check, at) => passedBefore(check, histories[at] ?? [], own))
    .map(({ clipId }) => clipId);
}

function passedBefore(
  check: Check,
  history: readonly Check[],
  own: ReadonlyMap<RunId, Run>,
): boolean {
  const orderIn = (each: Check) => {
    const run = own.get(each.runId);
    return run === undefined ? null : orderOfCheck(each, run);
  };
  const order = orderIn(check);
  if (order === null) return false;
  let last: { check: Check; order: number } | null = null;
  for (const each of history) {
    const at = orderIn(each);
    if (at === null || at >= order || each.pinId !== check.pinId) continue;
    if (!isPass(each.verdict) && !FALLS.includes(each.verdict)) continue;
    if (last === null || at > last.order) last = { check: each, order: at };
  }
  return last !== null && isPass(last.check.verdict);
}
