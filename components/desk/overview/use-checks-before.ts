import { useEffect, useState } from 'preact/hooks';
import type { Check } from '@/utils/model/evidence';
import type { ClipId, ReportId, RunId } from '@/utils/model/ids';
import type { LibraryReader } from '@/utils/storage/read';

export type ChecksBefore = ReadonlyMap<ClipId, Check>;

const NONE: ChecksBefore = new Map();

/** Returns the last check of each clip before the last run. Empty until it is read. */
export function useChecksBefore(
  reader: LibraryReader | null,
  reportId: ReportId,
  lastRun: RunId | null,
): ChecksBefore {
  const [before, setBefore] = useState<ChecksBefore>(NONE);
  useEffect(() => {
    let left = false;
    setBefore(NONE);
    if (reader === null || lastRun === null) return;
    void reader.checksBeforeLastRun(reportId).then((checks) => {
      if (left || !checks.ok) return;
      setBefore(new Map(checks.value.map((check) => [check.clipId, check])));
    });
    return () => {
      left = true;
    };
  }, [reader, reportId, lastRun]);
  return before;
}
