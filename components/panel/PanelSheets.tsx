import { i18n } from '#i18n';
import { ExportSheet } from '@/components/export/ExportSheet';
import { ReceiveSheet } from '@/components/export/ReceiveSheet';
import { writeReport } from '@/components/export/write-report';
import { PanelImport } from '@/components/import/PanelImport';
import { useImportPort } from '@/components/import/use-import-port';
import { NewReportDialog } from '@/components/report/NewReportDialog';
import { focusAfterDrawing } from '@/components/ui/focus';
import { RecheckDialog } from '@/components/verify/RecheckDialog';
import { NO_READING_OPTIONS } from '@/utils/verify/reading-options';
import { PanelDialogs } from './PanelDialogs';
import type { SidePanelState } from './use-side-panel';

/** What lies over the panel while it asks, exports or imports. */
export function PanelSheets({ panel }: { panel: SidePanelState }) {
  const { acts, library, place, report, questions, changes, arrange, reportActs, say } = panel;
  const { dialog, close } = questions;
  const importPort = useImportPort(library, report);
  return (
    <>
      {dialog !== null && (
        <PanelDialogs
          key={JSON.stringify(dialog)}
          dialog={dialog}
          tree={report?.tree ?? null}
          views={report?.views ?? new Map()}
          changes={changes}
          reader={library.reader}
          arrange={arrange}
          readOptions={async () =>
            report === null ? NO_READING_OPTIONS : acts.readReadingOptions(report.replica.reportId)
          }
          onVerify={(patterns, clipIds, options) => {
            panel.setFailure(null);
            panel.verification.start(patterns, clipIds, options);
          }}
          onPurge={reportActs.purge}
          onUndoMerge={reportActs.undoMerge}
          onMoved={(title, focusKey) => {
            say(i18n.t('moved_to', [title]));
            focusAfterDrawing([focusKey]);
          }}
          onTagged={(views) => {
            say(i18n.t('tagged', views.length));
            focusAfterDrawing([`item-${views[0]?.clip.id ?? ''}`]);
          }}
          onClose={close}
        />
      )}
      {dialog?.kind === 'export' && report !== null && (
        <ExportSheet
          acts={acts}
          report={report}
          reader={library.reader}
          sectionId={dialog.sectionId}
          write={writeReport}
          onShow={(clipId) => {
            close();
            panel.view?.commands.showClip(clipId);
          }}
          onClose={close}
        />
      )}
      {dialog?.kind === 'new-report' && (
        <NewReportDialog
          templates={library.reports.filter((each) => each.binnedAt === null)}
          from={dialog.from ?? null}
          load={reportActs.loadTemplate}
          onConfirm={(title, language, start) => {
            close();
            reportActs.createReport(title, language, start);
          }}
          onClose={close}
        />
      )}
      {dialog?.kind === 'recheck' && report !== null && (
        <RecheckDialog acts={acts} reportId={report.replica.reportId} onSay={say} onClose={close} />
      )}
      {dialog?.kind === 'receive-bundle' && (
        <ReceiveSheet
          key={questions.waiting}
          file={dialog.file}
          library={library}
          report={report}
          onSettings={() => void acts.openOptions()}
          onReceived={(received) => {
            questions.receiveNext();
            place.backToReport();
            reportActs.showReceived(received);
          }}
          onClose={questions.receiveNext}
        />
      )}
      <PanelImport
        port={importPort}
        page={panel.importing}
        report={report}
        onPage={panel.setImporting}
        onBundles={questions.receive}
        onImported={(id, stored) => {
          const forget = panel.rememberImports(stored);
          void library.refresh().then(() => {
            place.showReport(id);
            focusAfterDrawing(['report-switch']);
          });
          return forget;
        }}
        onSay={say}
        onFailure={panel.setFailure}
      />
    </>
  );
}
