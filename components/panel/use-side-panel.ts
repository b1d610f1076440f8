import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ImportPage } from '@/components/import/PanelImport';
import { createArrangeChanges } from '@/components/organise/arrange-changes';
import { type Shown, shownItems } from '@/components/organise/list-places';
import type { PanelView } from '@/components/report/panel-context';
import { createReportChanges } from '@/components/report/report-changes';
import { usePasting } from '@/components/report/use-pasting';
import type { Acts, ClipPlace } from '@/components/state/acts';
import { isVerifiable } from '@/components/state/clip-view';
import { type Library, useLibrary } from '@/components/state/use-library';
import { usePageHistory } from '@/components/state/use-page-history';
import { useReport } from '@/components/state/use-report';
import { useSettings } from '@/components/state/use-settings';
import { useFocusedStatement, useShare } from '@/components/state/use-share';
import { focusAfterDrawing, focusByKey } from '@/components/ui/focus';
import { reportName } from '@/components/ui/names';
import { type Say, useNotice } from '@/components/ui/Snackbar';
import { type SayDone, useUndoableNotice } from '@/components/ui/use-undoable-notice';
import { useVerification } from '@/components/verify/use-verification';
import type { Clip } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { ReportId, StatementId } from '@/utils/model/ids';
import { type ContentItem, shownIds } from '@/utils/model/report-tree';
import { objectionsByStatement } from '@/utils/review/objections';
import { maySendToArchive } from '@/utils/verify/archive-options';
import { archiveUrl } from '@/utils/verify/memento';
import { createPanelCommands, type Writing } from './panel-commands';
import { capturedStep, useArrivals } from './use-arrivals';
import { useHistoryNotices } from './use-history-notices';
import { useImportHistory } from './use-import-history';
import { usePanelKeys } from './use-panel-keys';
import { useFound, useLeftGroup, usePanelPlace, useShowLater } from './use-panel-place';
import { usePanelQuestions } from './use-panel-questions';
import { useReportActs } from './use-report-acts';

const NO_OBJECTIONS: PanelView['objections'] = new Map();
const NOTHING: readonly ContentItem[] = [];
/** How long the browser may take to move the focus to another tab. */
const FOCUS_MOVES_MS = 500;

export type SidePanelState = ReturnType<typeof useSidePanel>;

/**
 * The whole state and all commands of the side panel, which `SidePanel` and `PanelDialogs` render.
 */
export function useSidePanel(acts: Acts) {
  const library = useLibrary();
  const place = usePanelPlace(acts, library.reports);
  const { choose, isOpen, setOpen } = place;
  const state = useReport(library.reader, place.reportId);
  const report = state.kind === 'open' ? state.report : null;
  const shared = useShare(place.reportId, useFocusedStatement());
  const present = useMemo(() => Map.groupBy(shared.people, ({ at }) => at), [shared.people]);
  const counted = [...(report?.views.values() ?? [])].filter((view) => view.isCounted);
  const verifiable = counted.filter(isVerifiable);

  const { notice, say, sayFollowed, dismiss, retract } = useReportNotice(place.reportId, library);
  const [failure, setFailure] = useState<Failure | null>(null);
  const questions = usePanelQuestions();
  const [importing, setImporting] = useState<ImportPage | null>(null);
  const [editing, setEditing] = useState<StatementId | null>(null);
  const writing = useRef<Writing | null>(null);
  const search = useRef<HTMLInputElement>(null);

  const verification = useVerification(report, acts, say, setFailure);
  const history = useHistoryNotices(usePageHistory(report?.replica ?? null), report, say);
  const latestReport = useRef(report);
  latestReport.current = report;
  useArrivals(report, setOpen, (clips) => {
    if (report === null) return;
    const isThere = ({ id }: Clip) => {
      const tree = latestReport.current?.tree;
      return tree?.clips.has(id) === true && shownIds(tree).has(id);
    };
    history.did(capturedStep(report.replica, clips, isThere, say));
  });
  const sayUndoable = useUndoableNotice(
    report === null
      ? null
      : {
          reportId: report.replica.reportId,
          undoDepth: history.depth,
          clips: report.evidence.clips.length,
        },
    { say: sayFollowed, retract },
  );
  const latestHistory = useRef(history);
  latestHistory.current = history;
  const sayDone: SayDone = (text, onUndone) =>
    sayUndoable(text, () => {
      latestHistory.current.undo();
      onUndone?.();
    });
  const changes = useMemo(
    () =>
      report === null
        ? null
        : createReportChanges(report.replica, report.ledger, report.tree, report.views),
    [report?.replica, report?.ledger, report?.tree, report?.views],
  );
  const arrange = useMemo(
    () => (report === null ? null : createArrangeChanges(report.replica, report.tree)),
    [report?.replica, report?.tree],
  );
  const saveUrl = useSaveArchive(acts);
  const [settings, writeSettings] = useSettings(acts);
  const objections = useMemo(
    () =>
      report === null ? NO_OBJECTIONS : objectionsByStatement(report.tree, report.reviews.reviews),
    [report?.tree, report?.reviews],
  );
  const paste = usePasting({ report, say, sayDone, setFailure });
  const rememberImports = useImportHistory({ library, history, choose, say, setFailure });
  const reportActs = useReportActs({
    acts,
    library,
    report,
    changes,
    history,
    choose,
    say,
    sayUndoable,
    sayDone,
    setFailure,
    ask: questions.ask,
  });
  const { found, keep } = useFound(report, place, editing);
  const left = useLeftGroup(report, place.group, found);
  const shown: Shown = {
    isOpen: (id) => found !== null || isOpen(id),
    shows: (id) => found === null || found.has(id),
  };
  useFocusAmongFound(report !== null && found !== null ? shownItems(report.tree, shown) : NOTHING);
  const [wanted, setWanted] = useState<ClipPlace | null>(null);
  const commands =
    report === null || changes === null
      ? null
      : createPanelCommands(report, changes, {
          acts,
          shown,
          reader: library.reader,
          reviewer: settings?.reviewer ?? null,
          say,
          sayDone,
          did: history.did,
          undo: history.undo,
          isUndoOfPage: history.isUndoOfPage,
          isRedoOfPage: history.isRedoOfPage,
          redo: history.redo,
          fail: setFailure,
          ask: questions.ask,
          verify: verification.start,
          copyReport: reportActs.copy,
          editing,
          setEditing,
          writing,
          setOpen,
          endSearch: place.backToReport,
          showBin: () => place.turnTo('bin'),
          tellElsewhere: ({ id: clipId, filedUnder: { reportId } }) => {
            const title = library.reports.find(({ id }) => id === reportId)?.title ?? '';
            const next = { label: i18n.t('sign_show'), run: () => setWanted({ reportId, clipId }) };
            say(i18n.t('cited_elsewhere', [reportName(title)]), undefined, next);
          },
          keepFound: keep,
        });
  const showLater = useShowLater(report, commands);
  useEffect(
    () =>
      acts.followPanelWish((wish) => {
        if (wish === 'import') setImporting(wish);
        else setWanted(wish);
      }),
    [acts],
  );
  useEffect(() => {
    // The panel may have been opened a moment ago, and knows no report yet.
    if (wanted === null || place.reportId === null) return;
    setWanted(null);
    place.backToReport();
    if (wanted.reportId !== place.reportId) place.showReport(wanted.reportId);
    showLater(wanted);
  }, [wanted, place, showLater]);
  const startVerifying =
    report === null || verifiable.length === 0 || verification.run !== null
      ? null
      : () => questions.ask({ kind: 'verify', clipIds: null });
  const openLibrary = () => {
    place.turnTo('library');
    // The field takes the focus by itself only when the library opens.
    focusByKey('library-search');
  };
  const openDesk =
    report === null
      ? null
      : () =>
          void acts.openDesk(report.replica.reportId).then(async (wasSeen) => {
            if (!wasSeen) await new Promise((resolve) => setTimeout(resolve, FOCUS_MOVES_MS));
            if (wasSeen || document.hasFocus()) say(i18n.t('desk_in_front'));
          });
  const startReviewing =
    report?.tree.content.statements.some(({ binnedAt }) => binnedAt === null) === true
      ? openDesk
      : null;
  usePanelKeys({
    tree: report?.tree ?? null,
    commands,
    history,
    search,
    verify: place.page === 'library' ? null : startVerifying,
    review: place.page === 'library' ? null : startReviewing,
    openLibrary,
    openKeys: () => questions.ask({ kind: 'keys' }),
  });

  const view: PanelView | null = commands && {
    views: report?.views ?? new Map(),
    found,
    readAgain: report?.readAgain ?? new Set(),
    objections,
    editing,
    present,
    archivePage: ({ source }) => {
      const url = source === null ? null : saveUrl(source.url);
      return url === null ? null : () => void acts.openTab(url);
    },
    paste,
    isOpen,
    setOpen,
    commands,
  };
  return {
    acts,
    library,
    place,
    /** The state of the open report; `report` is the report if it is open. */
    state,
    report,
    shared,
    /** The clips that the report rests on: `countedClips`. */
    counted,
    /** The clips that a verification checks. */
    verifiable,
    notice,
    say,
    /** These show a notice with Undo, which goes at the next step. */
    sayUndoable,
    sayDone,
    dismiss,
    /** The failure that the panel shows; a failure of the user's last act comes first. */
    problem: failure ?? report?.unsaved ?? library.failure,
    /** Whether the user's last action failed. Only a message about that can be closed. */
    ofLastAct: failure !== null,
    setFailure,
    questions,
    importing,
    setImporting,
    search,
    found,
    /** How many clips left the list of a group of verdicts. */
    left,
    /** Shows the whole report: without a search and without a chosen group. */
    showAll: () => {
      place.backToReport();
      focusAfterDrawing(['search-report']);
    },
    /** The visible parts of the report. */
    shown,
    history,
    verification,
    /** Asks which sites a verification may read; null if there is nothing to verify now. */
    startVerifying,
    openLibrary,
    /** Opens the review desk; null while no report is open. */
    openDesk,
    /** Opens the review desk; null if the report has no statement to review. */
    startReviewing,
    changes,
    arrange,
    writeSettings,
    rememberImports,
    showLater,
    reportActs,
    /** The context for the parts of the report; null if no report is open. */
    view,
  };
}

/**
 * Holds the notice of the panel. A notice with Undo disappears when another report is shown,
 * because nobody would see what its Undo changes there. The notice about a deleted report names it,
 * and stays. `sayFollowed` is for notices that another hook takes back.
 */
function useReportNotice(shown: ReportId | null, { reports }: Library) {
  const { notice, say: sayFollowed, dismiss, retract } = useNotice();
  const told = useRef<{ text: string; reportId: ReportId | null | undefined } | null>(null);
  const say = useCallback<Say>(
    (text, onUndo, next) => {
      told.current = onUndo === undefined ? null : { text, reportId: undefined };
      sayFollowed(text, onUndo, next);
    },
    [sayFollowed],
  );
  useLayoutEffect(() => {
    const last = told.current;
    if (last === null) return;
    // An act may show a report and a notice about it at once.
    if (last.reportId === undefined) last.reportId = shown;
    const report = reports.find(({ id }) => id === last.reportId);
    if (last.reportId === shown || report === undefined || report.binnedAt !== null) return;
    told.current = null;
    retract(last.text);
  });
  return { notice, say, sayFollowed, dismiss, retract };
}

/**
 * Moves the focus when the focused card no longer matches the search, for example because its
 * verdict changed: to the next card that matches, otherwise to the previous one, otherwise to the
 * button that ends the search.
 */
function useFocusAmongFound(items: readonly ContentItem[]): void {
  const before = useRef(NOTHING);
  const focused = document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset['item'];
  useLayoutEffect(() => {
    const last = before.current;
    before.current = items;
    const at = last.findIndex(({ id }) => id === focused);
    const left = new Set<string | undefined>(items.map(({ id }) => id));
    if (items === NOTHING || at < 0 || left.has(focused)) return;
    const near = [...last.slice(at + 1), ...last.slice(0, at).reverse()];
    const next = near.find(({ id }) => left.has(id));
    focusAfterDrawing([
      ...(next === undefined ? [] : [`item-${next.id}`]),
      'show-all',
      'search-report',
    ]);
  });
}

/**
 * Returns a function from a page's address to the address that saves the page in the chosen
 * archive. The function returns null if no archive is chosen, or if the page is private.
 */
function useSaveArchive(acts: Acts): (url: string) => string | null {
  const [archive, setArchive] = useState<string | null>(null);
  useEffect(() => {
    const read = () => void acts.readArchiveOptions().then((options) => setArchive(options.save));
    read();
    // The user may have changed the settings in another tab.
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [acts]);
  return (url) => (archive === null || !maySendToArchive(url) ? null : archiveUrl(archive, url));
}
