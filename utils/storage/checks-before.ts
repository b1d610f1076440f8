import type { Check } from '@/utils/model/evidence';
import type { ReportId } from '@/utils/model/ids';
import { latestChecks } from './latest-checks';
import { latestFirst } from './library-order';
import type { PinciteDatabase } from './schema';

/**
 * Returns the latest check of each clip of a report from before the report's last run, among this
 * library's own checks. For a clip that the last run did not check, returns its current check.
 */
export async function checksBeforeLastRun(
  db: PinciteDatabase,
  reportId: ReportId,
): Promise<Check[]> {
  const tx = db.transaction(['clips', 'checks', 'runs', 'reportClips'], 'readonly');
  const [filed, named, runs] = await Promise.all([
    tx.objectStore('clips').index('byReport').getAll(reportId),
    tx.objectStore('reportClips').getAll(IDBKeyRange.bound([reportId], [reportId, []])),
    tx.objectStore('runs').index('byReport').getAll(reportId),
  ]);
  const own = runs.filter(({ foreign }) => foreign === undefined);
  const [, ...earlier] = latestFirst(own);
  const ids = new Set([...filed.map(({ id }) => id), ...named.map(({ clipId }) => clipId)]);
  return latestChecks(tx.objectStore('checks'), earlier, [...ids]);
}
