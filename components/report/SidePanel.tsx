import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/acts';
import { ExportSheet } from '@/components/export/ExportSheet';
import { ReceiveSheet } from '@/components/export/ReceiveSheet';
import { writeReport } from '@/components/export/write-report';
import { PageClips } from '@/components/highlights/PageClips';
import { type ImportPage, PanelImport } from '@/components/import/PanelImport';
import { useImportPort } from '@/components/import/use-import-port';
import { useLibraryKey } from '@/components/library/use-library-key';
import { BackupReminder } from '@/components/options/BackupReminder';
import { createArrangeChanges } from '@/components/organise/arrange-changes';
import { Organiser } from '@/components/organise/Organiser';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { Snackbar, useNotice } from '@/components/ui/Snackbar';
import { countVerdicts } from '@/components/ui/verdict-look';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, StatementId } from '@/utils/model/ids';
import { NO_READING_OPTIONS } from '@/utils/verify/reading-options';
import { NewReportDialog } from './NewReportDialog';
import { PanelDialogs } from './PanelDialogs';
import { PanelFooter } from './PanelFooter';
import { PanelMain, type PanelPage } from './PanelMain';
import { PanelContext, type PanelDialog, type PanelView } from './panel-context';
import './panel.css';
import { RecheckDialog } from './RecheckDialog';
import { ReportHeader } from './ReportHeader';
import { createReportChanges } from './report-changes';
import { searchReport } from './search-report';
import { useDestination } from './use-destination';
import { useImportHistory } from './use-import-history';
import { useLibrary } from './use-library';
import { useObjections } from './use-objections';
import { usePageHistory } from './use-page-history';
import { type CommandPorts, usePanelCommands } from './use-panel-commands';
import { usePanelKeys } from './use-panel-keys';
import { usePasting } from './use-pasting';
import { useReport } from './use-report';
import { useReportActs } from './use-report-acts';
import { useSaveArchive } from './use-save-archive';
import { useShowLater } from './use-show-later';
import { useVerification } from './use-verification';

/** The side panel: one report, organised, verified, exported. */
export function SidePanel({ acts }: { acts: Acts }) {
  const library = useLibrary();
  const [{ reportId }, choose] = useDestination(acts, library.reports);
  const state = useReport(library.reader, reportId);
  const report = state.kind === 'open' ? state.report : null;

  const { notice, say, dismiss } = useNotice();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [dialog, setDialog] = useState<PanelDialog | null>(null);
  const [importing, setImporting] = useState<ImportPage | null>(null);
  useEffect(() => acts.followPanelSheet(setImporting), [acts]);
  const importPort = useImportPort(library, report);
  const [bundles, setBundles] = useState<readonly File[]>([]);
  const [page, setPage] = useState<PanelPage>('report');
  const [query, setQuery] = useState('');
  const [editing, setEditing] = useState<StatementId | null>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const search = useRef<HTMLInputElement>(null);

  /** One after another. */
  const openBundles = ([file, ...rest]: readonly File[]) => {
    setBundles(rest);
    setDialog(file === undefined ? null : { kind: 'receive-bundle', file });
  };
  const setOpen = (id: string, open: boolean) =>
    setClosed((before) => {
      const next = new Set(before);
      if (open) next.delete(id);
      else next.add(id);
      return next;
    });
  const verification = useVerification(report, acts, say, setFailure);
  // The ports change with every drawing; what they do with the report does not.
  const latest = useRef({ verify: verification.start, copy: (): void => undefined });
  const ports = useMemo<CommandPorts>(
    () => ({
      acts,
      reader: library.reader,
      say,
      fail: setFailure,
      ask: setDialog,
      verify: (patterns, clipIds) => latest.current.verify(patterns, clipIds as readonly ClipId[]),
      copyReport: () => latest.current.copy(),
      setEditing,
      setOpen,
    }),
    [acts, say, library.reader],
  );

  const changes = useMemo(
    () => (report === null ? null : createReportChanges(report.replica, report.tree, report.views)),
    [report?.replica, report?.tree, report?.views],
  );
  const arrange = useMemo(
    () => (report === null ? null : createArrangeChanges(report.replica, report.tree)),
    [report?.replica, report?.tree],
  );
  const saveUrl = useSaveArchive(acts);
  const objections = useObjections(report);
  const paste = usePasting({ report, say, setFailure });
  const history = usePageHistory(report?.replica ?? null);
  const rememberImports = useImportHistory({ library, history, choose, say, setFailure });
  const commands = usePanelCommands(report, changes, ports);
  const showLater = useShowLater(report, commands);
  useLibraryKey(search, () => setPage('library'));
  usePanelKeys({ tree: report?.tree ?? null, commands, history, search });
  const reportActs = useReportActs({
    acts,
    library,
    report,
    changes,
    history,
    choose,
    say,
    setFailure,
  });
  latest.current = { verify: verification.start, copy: reportActs.copy };

  const found = useMemo(
    () => (report === null ? null : searchReport(report.tree, report.views, query)),
    [report?.tree, report?.views, query],
  );
  const live = [...(report?.views.values() ?? [])].filter((view) => view.binnedAt === null);
  const checkedAt = live.reduce<string | null>((last, { check }) => {
    return check !== null && (last === null || check.checkedAt > last) ? check.checkedAt : last;
  }, null);
  const binnedReports = library.reports.filter((each) => each.binnedAt !== null);
  const problem = failure ?? report?.unsaved ?? library.failure;

  const panel: PanelView | null = commands && {
    views: report?.views ?? new Map(),
    found,
    readAgain: report?.readAgain ?? new Set(),
    objections,
    editing,
    archivePage: ({ source }) => {
      const url = source === null ? null : saveUrl(source.url);
      return url === null ? null : () => void acts.openTab(url);
    },
    paste,
    isOpen: (id) => !closed.has(id),
    setOpen,
    commands,
  };
  return (
    <div class="panel">
      <ReportHeader
        title={report?.tree.content.title.trim() || i18n.t(report ? 'report_untitled' : 'reports')}
        current={reportId}
        reports={library.reports.filter((each) => each.binnedAt === null)}
        counts={countVerdicts(live.map((view) => view.check?.verdict ?? null))}
        checkedAt={checkedAt}
        clips={page === 'library' ? 0 : live.length}
        binned={(report?.tree.bin.length ?? 0) + binnedReports.length}
        query={query}
        found={found === null ? null : live.filter((view) => found.has(view.clip.id)).length}
        searchRef={search}
        canUndo={history.canUndo}
        canRedo={history.canRedo}
        onQuery={setQuery}
        onLibrary={() => setPage('library')}
        onChoose={(id) => {
          setPage('report');
          setQuery('');
          choose({ reportId: id, sectionId: null });
        }}
        onNew={() => setDialog({ kind: 'new-report' })}
        onNewFrom={() => {
          if (reportId !== null) setDialog({ kind: 'new-report', from: reportId });
        }}
        onImport={() => setImporting('import')}
        onImportReport={
          (report?.tree.content.repairs.length ?? 0) > 0 ? () => setImporting('repairs') : null
        }
        onDetails={() => setDialog({ kind: 'report-details' })}
        onRecheck={() => setDialog({ kind: 'recheck' })}
        onReview={() => {
          if (reportId !== null) void acts.openDesk(reportId);
        }}
        onBin={() => {
          setPage('bin');
          focusAfterDrawing(['bin-back']);
        }}
        onDelete={reportActs.deleteReport}
        onSettings={() => void acts.openOptions()}
        onUndo={history.undo}
        onRedo={history.redo}
      />
      <PanelContext.Provider value={panel}>
        <Organiser
          acts={acts}
          report={page === 'report' ? report : null}
          arrange={arrange}
          say={say}
          ask={setDialog}
        >
          {problem !== null && (
            <div class={problem === report?.unsaved ? 'panel-unsaved' : undefined}>
              <ErrorNotice failure={problem} />
            </div>
          )}
          <BackupReminder acts={acts} reports={library.reports} />
          <PageClips acts={acts.highlights} />
          <PanelMain
            acts={acts}
            page={page}
            library={library}
            state={state}
            changes={changes}
            binnedReports={binnedReports}
            onRestoreReport={reportActs.restoreReport}
            onAsk={setDialog}
            onImport={() => setImporting('import')}
            onPage={setPage}
            query={query}
            onShowFound={(found) => {
              setPage('report');
              setQuery('');
              choose({ reportId: found.reportId, sectionId: null });
              showLater({ reportId: found.reportId, clipId: found.clip.id });
            }}
            onFailure={setFailure}
            onSay={say}
          />
        </Organiser>
      </PanelContext.Provider>
      {page !== 'library' && reportId !== null && (
        <PanelFooter
          clips={live.length}
          run={verification.run}
          onVerify={() => setDialog({ kind: 'verify', clipIds: null })}
          onPause={verification.pause}
          onCancel={verification.cancel}
          onExport={() => setDialog({ kind: 'export', sectionId: null })}
          onCopy={reportActs.copy}
          onDownload={reportActs.download}
        />
      )}
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
            setFailure(null);
            verification.start(patterns, clipIds, options);
          }}
          onPurge={reportActs.purge}
          onMoved={(place, focusKey) => {
            say(i18n.t('moved_to', [place]));
            focusAfterDrawing([focusKey]);
          }}
          onTagged={(views) => {
            say(i18n.t('tagged', views.length));
            focusAfterDrawing([`item-${views[0]?.clip.id ?? ''}`]);
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog?.kind === 'export' && report !== null && commands !== null && (
        <ExportSheet
          acts={acts}
          report={report}
          reader={library.reader}
          sectionId={dialog.sectionId}
          write={writeReport}
          onShow={(clipId) => {
            setDialog(null);
            commands.showClip(clipId);
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog?.kind === 'new-report' && (
        <NewReportDialog
          templates={library.reports.filter((each) => each.binnedAt === null)}
          from={dialog.from ?? null}
          load={reportActs.loadTemplate}
          onConfirm={(title, language, start) => {
            setDialog(null);
            reportActs.createReport(title, language, start);
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog?.kind === 'recheck' && report !== null && (
        <RecheckDialog
          acts={acts}
          reportId={report.replica.reportId}
          onSay={say}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog?.kind === 'receive-bundle' && (
        <ReceiveSheet
          key={bundles.length}
          file={dialog.file}
          library={library}
          report={report}
          onSettings={() => void acts.openOptions()}
          onReceived={(received) => {
            openBundles(bundles);
            setPage('report');
            setQuery('');
            reportActs.showReceived(received);
          }}
          onClose={() => openBundles(bundles)}
        />
      )}
      <PanelImport
        port={importPort}
        page={importing}
        report={report}
        onPage={setImporting}
        onBundles={openBundles}
        onImported={(id, stored) => {
          const forget = rememberImports(stored);
          void library.refresh().then(() => {
            setPage('report');
            setQuery('');
            choose({ reportId: id, sectionId: null });
            focusAfterDrawing(['report-switch']);
          });
          return forget;
        }}
        onSay={say}
        onFailure={setFailure}
      />
      <Snackbar notice={notice} onDone={dismiss} />
    </div>
  );
}
