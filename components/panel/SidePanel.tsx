import { i18n } from '#i18n';
import { PageClips } from '@/components/highlights/PageClips';
import { LostNotice } from '@/components/library/LostNotice';
import { Organiser } from '@/components/organise/Organiser';
import { PanelContext } from '@/components/report/panel-context';
import { BackupReminder } from '@/components/settings/BackupReminder';
import type { Acts } from '@/components/state/acts';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { reportName } from '@/components/ui/names';
import { Snackbar } from '@/components/ui/Snackbar';
import { countVerdicts } from '@/components/ui/verdict-look';
import type { Check } from '@/utils/model/evidence';
import { PanelFooter } from './PanelFooter';
import { PanelMain } from './PanelMain';
import { PanelSheets } from './PanelSheets';
import './panel.css';
import { ReportHeader } from './ReportHeader';
import { useLastMerge } from './use-last-merge';
import { useSidePanel } from './use-side-panel';

/** The side panel: one report, organised, verified, exported. */
export function SidePanel({ acts }: { acts: Acts }) {
  const panel = useSidePanel(acts);
  const { library, place, state, report, problem, questions, found, history } = panel;
  const { reportActs, verification, say } = panel;
  const { reportId, page, turnTo } = place;
  const { ask } = questions;

  const live = [...(report?.views.values() ?? [])].filter((view) => view.binnedAt === null);
  const last = live.reduce<Check | null>((latest, { check }) => {
    return check !== null && (latest === null || isLater(check, latest)) ? check : latest;
  }, null);
  const mergedAt = useLastMerge(library.reader, reportId);
  const binnedReports = library.reports.filter((each) => each.binnedAt !== null);

  return (
    <div class="panel">
      <ReportHeader
        title={report ? reportName(report.tree.content.title) : i18n.t('reports')}
        current={reportId}
        reports={library.reports.filter((each) => each.binnedAt === null)}
        counts={countVerdicts(live.map((view) => view.check?.verdict ?? null))}
        checkedAt={last?.checkedAt ?? null}
        clips={page === 'library' ? 0 : live.length}
        binned={(report?.tree.bin.length ?? 0) + binnedReports.length}
        query={place.query}
        found={found === null ? null : live.filter((view) => found.has(view.clip.id)).length}
        searchRef={panel.search}
        canUndo={history.canUndo}
        canRedo={history.canRedo}
        onQuery={place.seek}
        onLibrary={() => turnTo('library')}
        onChoose={place.showReport}
        onNew={() => ask({ kind: 'new-report' })}
        onNewFrom={() => {
          if (reportId !== null) ask({ kind: 'new-report', from: reportId });
        }}
        onImport={() => panel.setImporting('import')}
        onImportReport={
          (report?.tree.content.repairs.length ?? 0) > 0
            ? () => panel.setImporting('repairs')
            : null
        }
        onUndoMerge={mergedAt === null ? null : () => ask({ kind: 'undo-merge', at: mergedAt })}
        onDetails={() => ask({ kind: 'report-details' })}
        onRecheck={() => ask({ kind: 'recheck' })}
        onReview={() => {
          if (reportId !== null) void acts.openDesk(reportId);
        }}
        onBin={() => {
          turnTo('bin');
          focusAfterDrawing(['bin-back']);
        }}
        onDelete={reportActs.deleteReport}
        onSettings={() => void acts.openOptions()}
        onUndo={history.undo}
        onRedo={history.redo}
      />
      <PanelContext.Provider value={panel.view}>
        <Organiser
          acts={acts}
          report={page === 'report' ? report : null}
          arrange={panel.arrange}
          shown={panel.shown}
          say={say}
          ask={ask}
        >
          <LostNotice acts={acts.lostLibrary} focusNext={['report-switch']} />
          {problem !== null && (
            <div class={problem === report?.unsaved ? 'panel-unsaved' : undefined}>
              <ErrorNotice failure={problem} />
            </div>
          )}
          <BackupReminder acts={acts} reports={library.reports} />
          <PageClips acts={acts.highlights} />
          <ErrorBoundary of="part">
            <PanelMain
              acts={acts}
              page={page}
              library={library}
              state={state}
              changes={panel.changes}
              binnedReports={binnedReports}
              onRestoreReport={reportActs.restoreReport}
              onAsk={ask}
              onImport={() => panel.setImporting('import')}
              onPage={turnTo}
              query={place.query}
              onShowFound={({ reportId: id, clip }) => {
                place.showReport(id);
                panel.showLater({ reportId: id, clipId: clip.id });
              }}
              onFailure={panel.setFailure}
              onSay={say}
            />
          </ErrorBoundary>
        </Organiser>
      </PanelContext.Provider>
      {page !== 'library' && reportId !== null && (
        <PanelFooter
          clips={live.length}
          run={verification.run}
          onVerify={() => ask({ kind: 'verify', clipIds: null })}
          onPause={verification.pause}
          onCancel={verification.cancel}
          onExport={() => ask({ kind: 'export', sectionId: null })}
          onCopy={reportActs.copy}
          onDownload={reportActs.download}
        />
      )}
      <PanelSheets panel={panel} />
      <Snackbar notice={panel.notice} onDone={panel.dismiss} />
    </div>
  );
}

/** Compares by order number. Checks without a number, made by older versions, compare by time. */
function isLater(a: Check, b: Check): boolean {
  const [orderA, orderB] = [a.order ?? 0, b.order ?? 0];
  return orderA === orderB ? a.checkedAt > b.checkedAt : orderA > orderB;
}
