import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ReportSummary } from '@/utils/storage/read';
import type { Acts, Destination } from './acts';

/**
 * Holds where new clips go, which is also the shown report. Popup and panel share it in all
 * windows. If the report of the destination is gone, the last changed report replaces it.
 */
export function useDestination(
  acts: Pick<Acts, 'readDestination' | 'writeDestination' | 'followDestination'>,
  reports: readonly ReportSummary[],
): readonly [Destination, (destination: Destination) => void] {
  const [destination, setDestination] = useState<Destination>({ reportId: null, sectionId: null });

  useEffect(() => {
    let closed = false;
    const read = () => {
      void acts.readDestination().then((found) => {
        if (!closed) setDestination(found);
      });
    };
    read();
    const stop = acts.followDestination(read);
    return () => {
      closed = true;
      stop();
    };
  }, [acts]);

  const choose = useCallback(
    (next: Destination) => {
      setDestination(next);
      void acts.writeDestination(next);
    },
    [acts],
  );

  const live = reports.filter((report) => report.binnedAt === null);
  const chosen = live.find((report) => report.id === destination.reportId);
  if (chosen !== undefined) return [destination, choose];
  return [{ reportId: live[0]?.id ?? null, sectionId: null }, choose];
}
