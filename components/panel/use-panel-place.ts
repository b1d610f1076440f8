import { useState } from 'preact/hooks';
import type { Acts, Destination } from '@/components/state/acts';
import { useDestination } from '@/components/state/use-destination';
import type { ReportId } from '@/utils/model/ids';
import type { ReportSummary } from '@/utils/storage/read';

/** The page of the panel: a report, its bin, or the whole library. */
export type PanelPage = 'report' | 'bin' | 'library';

export interface PanelPlace {
  readonly reportId: ReportId | null;
  readonly page: PanelPage;
  /** The search text in the report. */
  readonly query: string;
  readonly turnTo: (page: PanelPage) => void;
  readonly seek: (query: string) => void;
  readonly choose: (destination: Destination) => void;
  /** Goes from the bin, the library or a search back to the whole report. */
  readonly backToReport: () => void;
  readonly showReport: (id: ReportId) => void;
}

/** Holds which page, report and search the panel shows. */
export function usePanelPlace(acts: Acts, reports: readonly ReportSummary[]): PanelPlace {
  const [{ reportId }, choose] = useDestination(acts, reports);
  const [page, turnTo] = useState<PanelPage>('report');
  const [query, seek] = useState('');
  const backToReport = () => {
    turnTo('report');
    seek('');
  };
  return {
    reportId,
    page,
    query,
    turnTo,
    seek,
    choose,
    backToReport,
    showReport: (id) => {
      backToReport();
      choose({ reportId: id, sectionId: null });
    },
  };
}
