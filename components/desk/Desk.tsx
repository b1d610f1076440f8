import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { LostNotice } from '@/components/library/LostNotice';
import { useDestination } from '@/components/state/use-destination';
import { useLibrary } from '@/components/state/use-library';
import { useReport } from '@/components/state/use-report';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { shortName } from '@/components/ui/names';
import { Snackbar, useNotice } from '@/components/ui/Snackbar';
import type { ReportId } from '@/utils/model/ids';
import '@/components/report/report.css';
import './desk.css';
import type { DeskActs } from '@/components/review/desk-acts';
import { DeskBody } from './DeskBody';
import { DeskLoading } from './DeskLoading';

interface DeskProps {
  readonly acts: DeskActs;
  /** The report in the page's address. Null: the report that receives new clips. */
  readonly reportId: ReportId | null;
  /** Called when the user chooses another report. */
  readonly onReport: (id: ReportId) => void;
}

/** The review desk: shows the claims of one report beside their evidence. */
export function Desk({ acts, reportId, onReport }: DeskProps) {
  const library = useLibrary();
  const [destination] = useDestination(acts, library.reports);
  const [chosen, setChosen] = useState(reportId);
  const live = library.reports.filter((each) => each.binnedAt === null);
  const known = live.some(({ id }) => id === chosen);
  const current = chosen !== null && known ? chosen : destination.reportId;
  const state = useReport(library.reader, current);
  const { notice, say, dismiss } = useNotice();

  if (state.kind === 'open') {
    return (
      <>
        <DeskBody
          key={current}
          acts={acts}
          reader={library.reader}
          report={state.report}
          reports={live}
          failure={library.failure ?? state.report.unsaved}
          onReport={(id) => {
            setChosen(id);
            onReport(id);
          }}
          say={say}
        />
        <Snackbar notice={notice} onDone={dismiss} />
      </>
    );
  }
  const loading = state.kind === 'loading' || library.state === 'loading';
  if (loading && library.failure === null) {
    return <DeskLoading title={shortName(live.find(({ id }) => id === current)?.title ?? '')} />;
  }
  return (
    <main class="desk-empty">
      <h1 class="visually-hidden" tabIndex={-1} data-focus="desk-empty">
        {i18n.t('desk_title')}
      </h1>
      <LostNotice acts={acts.lostLibrary} focusNext={['desk-empty']} />
      {state.kind === 'failed' && <ErrorNotice failure={state.failure} />}
      {library.failure !== null && <ErrorNotice failure={library.failure} />}
      {state.kind === 'none' && library.state === 'ready' && (
        <EmptyState icon="page" title={i18n.t('no_report_title')}>
          <p>{i18n.t('desk_no_report')}</p>
        </EmptyState>
      )}
    </main>
  );
}
