import { useEffect, useState } from 'preact/hooks';
import { followChanges } from '@/utils/messaging/client';
import type { ReportId } from '@/utils/model/ids';
import type { LibraryReader } from '@/utils/storage/read';

/** Returns the time of the last merge into a report (ISO 8601 UTC); null if undo is impossible. */
export function useLastMerge(
  reader: LibraryReader | null,
  reportId: ReportId | null,
): string | null {
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    setAt(null);
    if (reader === null || reportId === null) return;
    const read = () =>
      void reader.lastMerge(reportId).then((found) => {
        if (!left) setAt(found.ok ? found.value : null);
      });
    const stop = followChanges(({ kind }) => {
      // A merge and the undo of a merge send these kinds.
      if (kind === 'library' || kind === 'reports') read();
    });
    read();
    return () => {
      left = true;
      stop();
    };
  }, [reader, reportId]);
  return at;
}
