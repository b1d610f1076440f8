import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { LibraryView } from '@/components/library/LibraryView';
import { BinView } from '@/components/report/BinView';
import type { PanelDialog } from '@/components/report/panel-context';
import { ReportBody } from '@/components/report/ReportBody';
import type { ReportChanges } from '@/components/report/report-changes';
import type { Acts } from '@/components/state/acts';
import type { Library } from '@/components/state/use-library';
import type { ReportState } from '@/components/state/use-report';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import { UnreadableNotice } from '@/components/ui/UnreadableNotice';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { BinItem } from '@/utils/model/report-tree';
import type { FoundClip, ReportSummary } from '@/utils/storage/read';

/** What the panel shows: a report, its bin, or everything there is. */
export type PanelPage = 'report' | 'bin' | 'library';

interface PanelMainProps {
  readonly acts: Acts;
  readonly page: PanelPage;
  /** What was being sought in the report when the library was opened. */
  readonly query: string;
  readonly library: Library;
  readonly state: ReportState;
  readonly changes: ReportChanges | null;
  readonly binnedReports: readonly ReportSummary[];
  readonly onRestoreReport: (id: ReportId) => void;
  readonly onAsk: (dialog: PanelDialog) => void;
  readonly onImport: () => void;
  readonly onPage: (page: PanelPage) => void;
  readonly onShowFound: (found: FoundClip) => void;
  readonly onFailure: (failure: Failure) => void;
  readonly onSay: Say;
}

/** What the panel shows between its header and its footer. */
export function PanelMain(props: PanelMainProps) {
  const { acts, page, library, state, changes } = props;
  const [shortcut, setShortcut] = useState<string | null>(null);
  useEffect(() => {
    void acts.shortcut().then(setShortcut);
  }, [acts]);

  if (page === 'library' && library.reader !== null) {
    return (
      <LibraryView
        reader={library.reader}
        reports={library.reports}
        words={props.query}
        onShow={props.onShowFound}
        onBack={() => {
          props.onPage('report');
          focusAfterDrawing(['library-open']);
        }}
        onSay={props.onSay}
        onFailure={props.onFailure}
      />
    );
  }
  if (page === 'bin') {
    return (
      <BinView
        items={state.kind === 'open' ? state.report.tree.bin : []}
        views={state.kind === 'open' ? state.report.views : new Map()}
        reports={props.binnedReports.map((report) => ({
          id: report.id,
          title: report.title,
          binnedAt: report.binnedAt ?? '',
          onRestore: () => {
            props.onRestoreReport(report.id);
            props.onPage('report');
            focusAfterDrawing(['report-switch']);
          },
        }))}
        onRestore={(item) => {
          if (changes === null) return;
          restoreItem(item, changes);
          props.onSay(i18n.t('bin_restored'));
          focusAfterDrawing(['bin-back']);
        }}
        onPurge={() => props.onAsk({ kind: 'purge' })}
        onBack={() => {
          props.onPage('report');
          focusAfterDrawing(['report-menu']);
        }}
      />
    );
  }
  if (state.kind === 'open') {
    const { tree, evidence } = state.report;
    return (
      <>
        <UnreadableNotice counts={evidence.unreadable ?? {}} />
        <ReportBody tree={tree} shortcut={shortcut} />
      </>
    );
  }
  if (state.kind === 'failed') return <ErrorNotice failure={state.failure} />;
  if (state.kind === 'loading' || library.state === 'loading') {
    return (
      <p class="muted" role="status">
        {i18n.t('loading')}
      </p>
    );
  }
  return (
    <EmptyState icon="page" title={i18n.t('no_report_title')}>
      <p>{i18n.t('no_report_text')}</p>
      <Button look="primary" icon="plus" onClick={() => props.onAsk({ kind: 'new-report' })}>
        {i18n.t('new_report')}
      </Button>
      <Button icon="upload" onClick={props.onImport}>
        {i18n.t('import_action')}
      </Button>
    </EmptyState>
  );
}

function restoreItem(item: BinItem, changes: ReportChanges): void {
  if (item.kind === 'section') changes.restoreSection(item.section.id);
  else if (item.kind === 'statement') changes.restoreStatement(item.statement.id);
  else changes.restoreClip(item.clip);
}
