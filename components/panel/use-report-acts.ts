import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { exportWarnings } from '@/components/export/ExportWarnings';
import { exportFacts } from '@/components/export/export-facts';
import {
  copyWritten,
  downloadWritten,
  type Written,
  writeQuickly,
} from '@/components/export/hand-out';
import { countImages } from '@/components/export/load-images';
import { canTakeBack, type Received } from '@/components/export/receive-bundle';
import { placeClips } from '@/components/library/library-acts';
import { keysInBin } from '@/components/report/BinView';
import type { ReportChanges } from '@/components/report/report-changes';
import {
  loadTemplate,
  type ReportStart,
  type ReportTemplate,
  startReport,
} from '@/components/report/report-template';
import type { Acts, Destination } from '@/components/state/acts';
import type { ClipView } from '@/components/state/clip-view';
import { editStoredReport } from '@/components/state/edit-stored-report';
import type { Library } from '@/components/state/use-library';
import type { PageAct, PageHistory } from '@/components/state/use-page-history';
import type { OpenReport } from '@/components/state/use-report';
import { focusAfterDrawing } from '@/components/ui/focus';
import { reportName } from '@/components/ui/names';
import type { Say } from '@/components/ui/Snackbar';
import type { SayDone, SayUndoable } from '@/components/ui/use-undoable-notice';
import { request } from '@/utils/messaging/client';
import type { PageReplies } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { newId, type ReportId } from '@/utils/model/ids';
import { createQueue } from '@/utils/model/queue';
import { binReport, restoreReport } from '@/utils/model/report-operations';
import { binnedClips } from '@/utils/model/report-tree';
import { err, type Result } from '@/utils/model/result';
import { DEFAULT_EXPORT_OPTIONS, type ExportOptions } from '@/utils/report/export-options';
import type { ReportSummary } from '@/utils/storage/read';
import { watchMade } from './made-report';
import type { PanelDialog } from './use-panel-questions';

interface Ports {
  readonly acts: Acts;
  readonly library: Library;
  readonly report: OpenReport | null;
  readonly changes: ReportChanges | null;
  readonly history: PageHistory;
  readonly choose: (destination: Destination) => void;
  readonly say: Say;
  readonly sayUndoable: SayUndoable;
  readonly sayDone: SayDone;
  readonly setFailure: (failure: Failure | null) => void;
  readonly ask: (question: PanelDialog) => void;
}

/** The commands on a whole report: create, delete, restore, export, empty its bin. */
export function useReportActs(ports: Ports) {
  const { acts, library, report, changes, history, choose, setFailure, ask } = ports;
  const { say, sayUndoable, sayDone } = ports;
  // A later undo uses the library as it is then.
  const latest = useRef(library);
  latest.current = library;
  const open = useRef(report);
  open.current = report;

  const createReport = async (
    title: string,
    language: string,
    start: ReportStart | null,
  ): Promise<void> => {
    setFailure(null);
    let id: ReportId = newId<'report'>();
    if (start === null) {
      const created = await request('report.create', { id, title, language });
      if (!created.ok) return setFailure(created.error);
    } else {
      const started = await startReport({ title, language }, start);
      if (!started.ok) return setFailure(started.error);
      id = started.value;
    }
    await library.refresh();
    choose({ reportId: id, sectionId: null });
    focusAfterDrawing(['report-switch']);
    const forget = history.did({
      mayUndo: watchMade(() => latest.current.reader, id),
      undo: () => void bin(id),
      redo: () => void restore(id),
    });
    if (start === null) return;
    const undo = () => {
      forget();
      void bin(id);
    };
    sayUndoable(i18n.t(start.kind === 'copy' ? 'template_copied' : 'template_made'), undo, id);
  };

  const deleteReport = (): void => {
    if (report === null || changes === null) return;
    const { replica } = report;
    const title = reportName(report.tree.content.title);
    changes.binReport();
    void replica.flush().then(library.refresh);
    focusAfterDrawing(['report-switch']);
    const { reportId } = replica;
    const forget = history.did({
      undo: () => void restore(reportId),
      redo: () => void bin(reportId),
    });
    say(i18n.t('report_deleted', [title]), () => {
      forget();
      void restore(reportId);
    });
  };

  /**
   * Edits of the open report are stored first, because the new report starts from the stored ones.
   */
  const readTemplate = async (reportId: ReportId): Promise<Result<ReportTemplate, Failure>> => {
    if (library.reader === null) return err(failure('not_found', reportId));
    if (report?.replica.reportId === reportId && !(await report.replica.flush())) {
      return err(failure('background_unreachable'));
    }
    return loadTemplate(library.reader, reportId);
  };

  /** The report may be open in this page or not. The change arrives through the change feed. */
  const bin = async (reportId: ReportId, words?: string): Promise<void> => {
    const { reader, reports, refresh } = latest.current;
    if (reader === null) return;
    const title = reports.find(({ id }) => id === reportId)?.title.trim() ?? '';
    const binned = await editStoredReport(reader, reportId, (doc) =>
      binReport(doc, { at: new Date().toISOString() }),
    );
    if (!binned.ok) return setFailure(binned.error);
    await refresh();
    say(words ?? i18n.t('report_deleted', [reportName(title)]));
    focusAfterDrawing(['report-switch']);
  };

  /** A report in the bin is not open here, so its document is read, changed and sent. */
  const restore = async (reportId: ReportId): Promise<void> => {
    const { reader, refresh } = latest.current;
    if (reader === null) return;
    const restored = await editStoredReport(reader, reportId, restoreReport);
    if (!restored.ok) return setFailure(restored.error);
    await refresh();
    choose({ reportId, sectionId: null });
    say(i18n.t('report_restored'));
    focusAfterDrawing(['report-switch']);
  };

  /** Says that a report was handed out, with the warnings of the export sheet. */
  const sayHandedOut = async (of: OpenReport, written: Written, ...words: readonly string[]) => {
    const options = { ...(await readOptions(of)), format: 'markdown' as const };
    const facts = exportFacts(of, null, options);
    const [first, ...others] = exportWarnings(facts, options, await written);
    if (first === undefined) return say(words.join(' '));
    const more = others.length === 0 ? [] : [i18n.t('export_more_warnings', others.length)];
    say([...words, first.text, ...more].join(' '), undefined, {
      label: i18n.t('export_open_sheet'),
      run: () => ask({ kind: 'export', sectionId: null, format: 'markdown' }),
    });
  };
  const readOptions = async ({ replica }: OpenReport): Promise<ExportOptions> =>
    (await acts.readExportOptions(replica.reportId)) ?? DEFAULT_EXPORT_OPTIONS;

  const copy = async (): Promise<void> => {
    if (report === null) return;
    const written = writeQuickly(acts, report, null);
    const done = await copyWritten(acts, 'markdown', written);
    if (!done) return say(i18n.t('copy_failed'));
    const options = await readOptions(report);
    // A clipboard has no folder for images.
    const left = options.images ? countImages(report) : 0;
    const without = left === 0 ? [] : [i18n.t('export_copied_without', left)];
    await sayHandedOut(report, written, i18n.t('export_copied'), ...without);
  };

  const download = async (): Promise<void> => {
    if (report === null) return;
    const written = writeQuickly(acts, report, library.reader);
    const saved = await downloadWritten(acts, 'markdown', report.tree.content.title, written);
    if (saved?.ok) await sayHandedOut(report, written, i18n.t('export_downloaded'));
    else setFailure(saved?.error ?? failure('unexpected'));
  };

  const showReceived = (received: Received): void => {
    const { reportId } = received;
    const binned = library.reports.some(({ id, binnedAt }) => id === reportId && binnedAt !== null);
    if (binned) void restore(reportId);
    else choose({ reportId, sectionId: null });
    const { came, made } = received;
    const reviews = came.decisions + came.answers + came.signOffs;
    // The focus brings the line about the reviews into view. It is above the sections.
    focusAfterDrawing([
      ...(received.readAgain > 0 ? ['read-again-next'] : []),
      ...(reviews > 0 ? ['objection-next'] : []),
      'report-switch',
    ]);
    if (!canTakeBack(received)) {
      // Replaces the notice of an earlier bundle, whose Undo would look like this bundle's.
      say(i18n.t(received.restored.added > 0 ? 'bundle_received' : 'bundle_nothing_new'));
      return;
    }
    if (made) {
      const undo = () => void bin(reportId, i18n.t('merge_undone_binned'));
      const forget = history.did({
        mayUndo: watchMade(() => latest.current.reader, reportId),
        undo,
        redo: () => void restore(reportId),
      });
      say(i18n.t('bundle_received'), () => {
        forget();
        undo();
      });
      return;
    }
    const left = reviews === 0 ? [] : [i18n.t('merge_undone_reviews')];
    rememberMerge(reportId, left);
    say(i18n.t('bundle_received'), () => void undoOrRedo('merge.undo', reportId, left));
  };

  /** Removes the step of the last merge into a report from the undo history of the page. */
  const forgetMerge = useRef(new Map<ReportId, ReturnType<PageHistory['did']>>());

  /** Makes the last merge into a report an undo step of the page while that report is shown. */
  const rememberMerge = (reportId: ReportId, left: readonly string[] = []): void => {
    const readLast = async () => {
      const found = await latest.current.reader?.lastMerge(reportId);
      return found?.ok ? found.value : null;
    };
    const merge = readLast();
    /** One after the other, because each needs the state that the other leaves. */
    const inTurn = createQueue();
    const remember = () => {
      forgetMerge.current.get(reportId)?.();
      forgetMerge.current.set(reportId, history.did(act));
    };
    const act: PageAct = {
      within: reportId,
      mayUndo: async () => {
        const [own, last] = await Promise.all([merge, readLast()]);
        return last !== null && !last.isUndone && last.at === own?.at;
      },
      undo: () =>
        void inTurn(async () => {
          // The step can still be undone.
          if (!(await askForMerge('merge.undo', reportId, left))) remember();
        }),
      redo: () => void inTurn(() => askForMerge('merge.redo', reportId)),
    };
    remember();
  };

  /** Returns whether the last merge into a report is now undone, or applied again after that. */
  const askForMerge = async (
    call: MergeCall,
    reportId: ReportId,
    left: readonly string[] = [],
  ): Promise<boolean> => {
    setFailure(null);
    const { replica } = open.current ?? {};
    if (replica?.reportId === reportId && !(await replica.flush())) {
      setFailure(failure('background_unreachable'));
      return false;
    }
    const done = await request(call, { reportId });
    if (!done.ok) {
      setFailure(done.error);
      return false;
    }
    await latest.current.refresh();
    const isUndone = call === 'merge.undo';
    const words = isUndone ? undoneWords(done.value) : redoneWords(done.value);
    const next = isUndone ? 'merge.redo' : 'merge.undo';
    say([words, ...left].join(' '), undefined, {
      label: i18n.t(isUndone ? 'merge_redo_next' : 'merge_undo_confirm'),
      run: () => void undoOrRedo(next, reportId),
    });
    return true;
  };

  /** Undoes the last merge into a report, or applies it again, outside of the page's history. */
  const undoOrRedo = async (
    call: MergeCall,
    reportId: ReportId,
    left?: readonly string[],
  ): Promise<boolean> => {
    const done = await askForMerge(call, reportId, left);
    if (!done) return false;
    if (call === 'merge.redo') rememberMerge(reportId);
    else forgetMerge.current.get(reportId)?.();
    return true;
  };

  const undoOrRedoLast = async (call: MergeCall): Promise<void> => {
    if (report === null) return;
    if (await undoOrRedo(call, report.replica.reportId)) focusAfterDrawing(['report-menu']);
  };

  /** Adopts located passages as quotes, as one act that is undone as one. */
  const adopt = async (chosen: readonly ClipView[]): Promise<void> => {
    if (report === null || changes === null) return;
    setFailure(null);
    const { content } = report.tree;
    const clips = chosen.flatMap(({ clip, pin, check }) =>
      pin === null || check === null
        ? []
        : [{ clipId: clip.id, pinId: newId<'pin'>(), runId: check.runId, basedOn: pin.id }],
    );
    const done = await request('pin.adopt', { reportId: content.id, clips });
    if (!done.ok) return setFailure(done.error);
    const adopted = clips.filter(({ pinId }) => done.value.adopted.includes(pinId));
    const left = clips.length - adopted.length;
    const words = [
      ...(adopted.length === 0 ? [] : [i18n.t('adopt_done', adopted.length)]),
      ...(left === 0 ? [] : [i18n.t('adopt_left', left)]),
    ].join(' ');
    if (adopted.length === 0) return say(words);
    const before = adopted.map(({ clipId }) => {
      const placement = content.placements.find((each) => each.clipId === clipId);
      return { clipId, pinId: placement?.pinId ?? null };
    });
    // The background has already stored the choice, so this page has no undo step for it.
    history.did({
      within: report.replica,
      undo: () => void changes.choosePins(before, { lasting: true }),
      redo: () => void changes.choosePins(adopted, { lasting: true }),
    });
    const focusFirst = () => focusAfterDrawing([`item-${adopted[0]?.clipId ?? ''}`]);
    focusFirst();
    sayDone(words, focusFirst);
  };

  /** Moves clips to the inbox of another report, as one act. */
  const moveToReport = async (clips: readonly ClipView[], to: ReportSummary): Promise<void> => {
    if (report === null || library.reader === null) return;
    setFailure(null);
    const { reader } = library;
    const way = { from: report.replica.reportId, to: to.id, title: reportName(to.title) };
    const move = (say: Say) => placeClips(clips, way, 'move', { reader, say, fail: setFailure });
    await move((words, undo = () => undefined) => {
      const forget = history.did({ undo, redo: () => void move((again) => say(again)) });
      say(words, () => {
        forget();
        undo();
      });
    });
  };

  const purge = async (): Promise<void> => {
    if (report === null || changes === null) return;
    const { replica, tree } = report;
    const clipIds = binnedClips(tree).map(({ id }) => id);
    // The evidence is purged first, because the document says what the bin contains.
    if (!(await replica.flush())) return setFailure(failure('background_unreachable'));
    const purged = await request('bin.purge', { reportId: replica.reportId, clipIds });
    if (!purged.ok) return setFailure(purged.error);
    changes.emptyBin();
    history.clear();
    const gone = new Set(purged.value.purged);
    const kept = clipIds.filter((id) => !gone.has(id));
    say(kept.length === 0 ? i18n.t('bin_purged') : i18n.t('bin_purged_except', kept.length));
    const reports = library.reports.filter(({ binnedAt }) => binnedAt !== null);
    focusAfterDrawing(keysInBin(kept, reports));
  };

  return {
    loadTemplate: readTemplate,
    createReport: (title: string, language: string, start: ReportStart | null) =>
      void createReport(title, language, start),
    deleteReport,
    restoreReport: (id: ReportId) => void restore(id),
    copy: () => void copy(),
    download: () => void download(),
    showReceived,
    adopt: (chosen: readonly ClipView[]) => void adopt(chosen),
    moveToReport: (clips: readonly ClipView[], to: ReportSummary) => void moveToReport(clips, to),
    purge: () => void purge(),
    undoMerge: () => void undoOrRedoLast('merge.undo'),
    redoMerge: () => void undoOrRedoLast('merge.redo'),
  };
}

type MergeCall = 'merge.undo' | 'merge.redo';

function redoneWords({ kept }: PageReplies['merge.redo']): string {
  return kept > 0 ? i18n.t('merge_redone_but', kept) : i18n.t('merge_redone');
}

function undoneWords({ kept, binned }: PageReplies['merge.undo']): string {
  if (kept > 0) return i18n.t('merge_undone_but', kept);
  return i18n.t(binned > 0 ? 'merge_undone_binned' : 'merge_undone');
}
