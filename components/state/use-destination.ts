import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ReportSummary } from '@/utils/storage/read';
import type { Acts, Destination } from './acts';

/**
 * Where new clips go, which is also the report that is shown: shared by popup and panel, in
 * every window. A destination whose report is gone falls back to the report changed last.
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
