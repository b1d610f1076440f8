import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { LostNotice } from '@/components/library/LostNotice';
import { useDestination } from '@/components/state/use-destination';
import { useLibrary } from '@/components/state/use-library';
import { useReport } from '@/components/state/use-report';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { reportName, shortName } from '@/components/ui/names';
import { Snackbar, useNotice } from '@/components/ui/Snackbar';
import { useUndoableNotice } from '@/components/ui/use-undoable-notice';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import '@/components/report/report.css';
import './desk.css';
import type { DeskActs } from '@/components/review/desk-acts';
import { DeskArticle } from './DeskArticle';
import { DeskBody } from './DeskBody';
import { DeskLoading } from './DeskLoading';

interface DeskProps {
  readonly acts: DeskActs;
  /** The report in the page's address. Null: the report that receives new clips. */
  readonly reportId: ReportId | null;
  /** The article in the page's address, which may become a report. */
  readonly articleId?: string | null;
  /** Called when the user chooses another report; with null when an article became none. */
  readonly onReport: (id: ReportId | null) => void;
}

/** The review desk: shows the claims of one report beside their evidence. */
export function Desk({ acts, reportId, articleId = null, onReport }: DeskProps) {
  const library = useLibrary();
  const [destination] = useDestination(acts, library.reports);
  const [chosen, setChosen] = useState(reportId);
  const live = library.reports.filter((each) => each.binnedAt === null);
  const known = live.some(({ id }) => id === chosen);
  const current = chosen !== null && known ? chosen : destination.reportId;
  const state = useReport(library.reader, current);
  const { notice, say, dismiss, retract } = useNotice();
  const ledger = state.kind === 'open' ? state.report.ledger : null;
  const sayUndoable = useUndoableNotice(ledger, { say, retract });
  const [article, setArticle] = useState(articleId);
  const [failure, setFailure] = useState<Failure | null>(null);
  const title =
    state.kind === 'open'
      ? state.report.tree.content.title
      : live.find(({ id }) => id === current)?.title;
  useEffect(() => {
    document.title =
      title === undefined ? i18n.t('desk_title') : i18n.t('desk_tab_title', [reportName(title)]);
  }, [title]);
  const around = (
    <>
      {article !== null && library.state === 'ready' && (
        <DeskArticle
          acts={acts}
          articleId={article}
          library={library}
          say={say}
          sayUndoable={sayUndoable}
          onFailure={setFailure}
          onEnd={(id) => {
            setArticle(null);
            if (id !== null) setChosen(id);
            onReport(id);
            void library.refresh();
          }}
        />
      )}
      <Snackbar notice={notice} onDone={dismiss} />
    </>
  );

  if (state.kind === 'open') {
    return (
      <>
        <DeskBody
          key={current}
          acts={acts}
          reader={library.reader}
          report={state.report}
          reports={live}
          failure={library.failure ?? state.report.unsaved ?? failure}
          onReport={(id) => {
            setChosen(id);
            onReport(id);
          }}
          say={say}
          retract={retract}
          sayUndoable={sayUndoable}
        />
        {around}
      </>
    );
  }
  const loading = state.kind === 'loading' || library.state === 'loading';
  if (loading && library.failure === null) {
    return <DeskLoading title={shortName(title ?? '')} />;
  }
  return (
    <>
      <main class="desk-empty">
        <h1 class="visually-hidden" tabIndex={-1} data-focus="desk-empty">
          {i18n.t('desk_title')}
        </h1>
        <LostNotice acts={acts.lostLibrary} focusNext={['desk-empty']} />
        {state.kind === 'failed' && <ErrorNotice failure={state.failure} />}
        {library.failure !== null && <ErrorNotice failure={library.failure} />}
        {failure !== null && <ErrorNotice failure={failure} />}
        {state.kind === 'none' && library.state === 'ready' && (
          <EmptyState icon="page" title={i18n.t('no_report_title')}>
            <p>{i18n.t('desk_no_report')}</p>
            <Button look="primary" icon="upload" onClick={() => void acts.openPanel('import')}>
              {i18n.t('import_action')}
            </Button>
            <button type="button" class="link-button" onClick={() => void acts.openPanel()}>
              {i18n.t('desk_menu_panel')}
            </button>
          </EmptyState>
        )}
      </main>
      {around}
    </>
  );
}
