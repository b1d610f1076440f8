import { useState } from 'preact/hooks';
import type { Acts, Destination } from '@/components/state/acts';
import { useDestination } from '@/components/state/use-destination';
import type { ReportId } from '@/utils/model/ids';
import type { ReportSummary } from '@/utils/storage/read';

/** What the panel shows: a report, its bin, or everything there is. */
export type PanelPage = 'report' | 'bin' | 'library';

export interface PanelPlace {
  readonly reportId: ReportId | null;
  readonly page: PanelPage;
  /** What is being sought in the report. */
  readonly query: string;
  readonly turnTo: (page: PanelPage) => void;
  readonly seek: (query: string) => void;
  readonly choose: (destination: Destination) => void;
  /** From its bin, the library or a search back to the whole report. */
  readonly backToReport: () => void;
  readonly showReport: (id: ReportId) => void;
}

/** Where in the library the panel is. */
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
