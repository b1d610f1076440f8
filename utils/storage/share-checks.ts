import type { Check, Run } from '@/utils/model/evidence';
import { type ClipId, newId, type ReportId } from '@/utils/model/ids';
import { loadOf } from './load-of';
import { pinThatHolds } from './pin-that-holds';
import type { WriteTransaction } from './write-transaction';

/** The clips of a report that got the checks of another report's run. */
export interface SharedChecks {
  readonly reportId: ReportId;
  readonly clipIds: readonly ClipId[];
}

/** The stores of a transaction that ends a run. */
export const END_STORES = [
  'jobs',
  'meta',
  'runs',
  'checks',
  'clips',
  'pins',
  'reports',
  'reportClips',
] as const;
type EndTransaction = WriteTransaction<(typeof END_STORES)[number]>;

/**
 * Copies the checks of a finished run to other reports: from a report that only cites a clip to the
 * report that has it, and back. Each report gets a finished run of its own, because it is shared,
 * signed off and destroyed by itself. A report in which another pin is current gets no check of it.
 * Two reports that both have a clip check it separately. The copies keep the order numbers, which
 * tell that they are the same reading.
 */
export async function shareChecks(tx: EndTransaction, run: Run): Promise<readonly SharedChecks[]> {
  const checks = await tx.objectStore('checks').getAll(IDBKeyRange.bound([run.id], [run.id, []]));
  const ids = checks.map(({ clipId }) => clipId);
  const byClip = tx.objectStore('reportClips').index('byClip');
  const [clips, rows] = await Promise.all([
    loadOf(tx.objectStore('clips'), ids, ({ id }) => id),
    loadOf(byClip, ids, ({ clipId }) => clipId),
  ]);
  const filed = new Map(clips.map(({ id, filedUnder }) => [id, filedUnder.reportId]));
  const named = Map.groupBy(rows, ({ clipId }) => clipId);
  const shared = new Map<ReportId, Check[]>();
  for (const check of checks) {
    const home = filed.get(check.clipId);
    const known = named.get(check.clipId) ?? [];
    if (home === undefined) continue;
    const having = new Set([home, ...known.flatMap((row) => (row.placed ? row.reportId : []))]);
    const citing = known.flatMap((row) =>
      row.cited && !having.has(row.reportId) ? row.reportId : [],
    );
    for (const reportId of having.has(run.reportId) ? citing : having) {
      const chosen = known.find((row) => row.reportId === reportId)?.pinId ?? null;
      const pins = await tx.objectStore('pins').index('byClip').getAll(check.clipId);
      if (pinThatHolds(pins, chosen)?.id !== check.pinId) continue;
      const found = shared.get(reportId);
      if (found === undefined) shared.set(reportId, [check]);
      else found.push(check);
    }
  }
  const done: SharedChecks[] = [];
  for (const [reportId, found] of shared) {
    // The report that a clip was filed under may be destroyed.
    if ((await tx.objectStore('reports').getKey(reportId)) === undefined) continue;
    const copy: Run = { ...run, id: newId<'run'>(), reportId };
    await tx.objectStore('runs').add(copy);
    for (const check of found) await tx.objectStore('checks').add({ ...check, runId: copy.id });
    done.push({ reportId, clipIds: found.map(({ clipId }) => clipId) });
  }
  return done;
}
