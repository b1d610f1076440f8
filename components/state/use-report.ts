import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { followChanges } from '@/utils/messaging/client';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId, StatementId } from '@/utils/model/ids';
import type { ReviewRecords } from '@/utils/model/project-reviews';
import { statementsToReadAgain } from '@/utils/model/read-again';
import type { ReportReplica } from '@/utils/model/report-replica';
import { arrangeReport, type ReportTree } from '@/utils/model/report-tree';
import type { ReviewLedger } from '@/utils/model/review-ledger';
import type { LibraryReader, ReportEvidence } from '@/utils/storage/read';
import type { ClipView } from './clip-view';
import { clipViews, liveItems } from './clip-views';
import type { LoadedReport } from './open-report';
import { createReportShelf } from './report-shelf';
import { followUnsent, unsentFailure } from './unsent-edits';

export interface OpenReport {
  readonly replica: ReportReplica;
  readonly ledger: ReviewLedger;
  /** The decisions about the report, with their authors. */
  readonly reviews: ReviewRecords;
  readonly tree: ReportTree;
  readonly views: ReadonlyMap<ClipId, ClipView>;
  readonly evidence: ReportEvidence;
  /** Statements that two people changed at the same time and that nobody has read since. */
  readonly readAgain: ReadonlySet<StatementId>;
  /** Why the latest edits of this report, or of the report shown before, are not stored yet. */
  readonly unsaved: Failure | null;
  /** The latest progress of a verification that this page received. */
  readonly progress: RunProgress | null;
}

export type ReportState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly report: OpenReport };

/** The keys that move the caret. */
const MOVES_CARET = /^(?:Arrow|Home$|End$|Page)/u;

/**
 * Opens one report in this page: a replica of its document and its evidence. Both follow what other
 * pages and the background change.
 */
export function useReport(reader: LibraryReader | null, reportId: ReportId | null): ReportState {
  const [loaded, setLoaded] = useState<LoadedReport | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [unsent, setUnsent] = useState(unsentFailure);

  useEffect(() => followUnsent(() => setUnsent(unsentFailure())), []);
  const shelf = useMemo(
    () => (reader === null ? null : createReportShelf({ ...reader, follow: followChanges })),
    [reader],
  );
  useLayoutEffect(() => () => shelf?.close(), [shelf]);
  // A layout effect runs before the next frame. An ordinary effect runs after it, so the report
  // would be shown one frame later.
  useLayoutEffect(() => {
    setLoaded(null);
    setFailure(null);
    if (shelf === null || reportId === null) return;
    return shelf.show(reportId, { loaded: setLoaded, failed: setFailure });
  }, [shelf, reportId]);

  const replica = loaded?.replica;
  const ledger = loaded?.ledger;
  // What the user types in a field at one place is one undo step: it ends when the focus or the
  // caret is moved. A layout effect, because an editor that opens together with the report has the
  // focus at once.
  useLayoutEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const endStep = () => {
      replica?.endStep();
      ledger?.endStep();
    };
    endStep();
    document.addEventListener('focusin', endStep, { signal });
    const atCaret = { capture: true, signal };
    document.addEventListener('pointerdown', () => replica?.endStep(), atCaret);
    document.addEventListener(
      'keydown',
      ({ key }) => {
        if (MOVES_CARET.test(key)) replica?.endStep();
      },
      atCaret,
    );
    return () => controller.abort();
  }, [replica, ledger]);

  const content = loaded?.content;
  const evidence = loaded?.evidence;
  const shown = useMemo(() => {
    if (content === undefined || evidence === undefined) return null;
    const tree = arrangeReport(content, evidence.clips);
    return { tree, views: clipViews(tree, evidence) };
  }, [content, evidence]);
  // Every change of the document creates a new content object.
  const readAgain = useMemo(
    () =>
      liveOnly(shown?.tree, replica === undefined ? new Set() : statementsToReadAgain(replica.doc)),
    [replica, shown],
  );

  if (reportId === null || reader === null) return { kind: 'none' };
  if (failure !== null) return { kind: 'failed', failure };
  // For one rendering after a switch, the loaded report is still the previous one.
  if (loaded === null || shown === null || loaded.replica.reportId !== reportId) {
    return { kind: 'loading' };
  }
  const unsaved = loaded.unsaved ?? unsent;
  return { kind: 'open', report: { ...loaded, ...shown, readAgain, unsaved } };
}

/** The statements that are not in the bin, in the report's order. */
function liveOnly(tree: ReportTree | undefined, ids: ReadonlySet<StatementId>) {
  if (tree === undefined || ids.size === 0) return new Set<StatementId>();
  return new Set(
    liveItems(tree).flatMap((item) =>
      item.kind === 'statement' && ids.has(item.id) ? [item.id] : [],
    ),
  );
}
