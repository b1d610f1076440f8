import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { OverviewPage } from '@/components/desk/overview/OverviewPage';
import { ShareLine } from '@/components/export/ShareLine';
import { LostNotice } from '@/components/library/LostNotice';
import { createPinning } from '@/components/report/pin-passage';
import { createReportChanges } from '@/components/report/report-changes';
import type { DeskActs } from '@/components/review/desk-acts';
import type { PassageFinder } from '@/components/review/PassageCard';
import { createReviewChanges } from '@/components/review/review-changes';
import { SignOffBanner } from '@/components/review/SignOffBanner';
import { UnverifiedNotice } from '@/components/review/UnverifiedNotice';
import { showColumn, useClaimSelection } from '@/components/review/use-claim-selection';
import { useClaims } from '@/components/review/use-claims';
import { useDeskClaims } from '@/components/review/use-desk-claims';
import { useHintOptions, useHints } from '@/components/review/use-hints';
import { useNote } from '@/components/review/use-note';
import { usePassage } from '@/components/review/use-passage';
import type { OpenReport } from '@/components/state/use-report';
import { useSettings } from '@/components/state/use-settings';
import { useShare } from '@/components/state/use-share';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { reportName } from '@/components/ui/names';
import type { NoticeState, Say } from '@/components/ui/Snackbar';
import { UnreadableNotice } from '@/components/ui/UnreadableNotice';
import type { SayUndoable } from '@/components/ui/use-undoable-notice';
import { CHECK_GROUPS } from '@/utils/model/check-state';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import { asShown, claimNumber } from '@/utils/review/claim-item';
import { countUncovered } from '@/utils/review/content-hash';
import { type ClaimFilter, NO_FILTER, passesFilter } from '@/utils/review/filter-claims';
import { reportNumbers } from '@/utils/review/report-numbers';
import { needsDecision } from '@/utils/review/review-state';
import { shownOf } from '@/utils/review/shown-reviews';
import { judgeSignOffs } from '@/utils/review/sign-off';
import { countUncited } from '@/utils/review/uncited-sentences';
import type { LibraryReader, ReportSummary } from '@/utils/storage/read';
import { DeskColumns } from './DeskColumns';
import { DeskDialogs } from './DeskDialogs';
import { DeskFooter } from './DeskFooter';
import { DeskHeader } from './DeskHeader';
import { REPORT_VIEWS, type ReportView } from './ReportColumn';
import { useDeskCommands } from './use-desk-commands';
import { useDeskNumbers } from './use-desk-numbers';
import './desk.css';

interface DeskBodyProps {
  readonly acts: DeskActs;
  readonly reader: LibraryReader | null;
  readonly report: OpenReport;
  readonly reports: readonly ReportSummary[];
  readonly failure: Failure | null;
  readonly onReport: (id: ReportId) => void;
  readonly say: Say;
  readonly retract: NoticeState['retract'];
  readonly sayUndoable: SayUndoable;
}

/** The desk with an open report. */
export function DeskBody(props: DeskBodyProps) {
  const { acts, report, reader, say, retract, sayUndoable } = props;
  const { content } = report.tree;
  const [order, setOrder] = useState<'triage' | 'reading'>('triage');
  const [view, setView] = useState<ReportView>('text');
  const [page, setPage] = useState<'claims' | 'overview'>('claims');
  const [filter, setFilter] = useState<ClaimFilter>(NO_FILTER);
  const [query, setQuery] = useState('');
  /** Why the last passage could not be pinned. */
  const [unpinned, setUnpinned] = useState<Failure | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);

  const claims = useClaims(report);
  const [settings, writeSettings] = useSettings(acts);
  const options = useHintOptions(settings?.betweenHints ?? true, report);
  const hints = useHints(claims.items, claims.steps, options, reader);
  const choice = useMemo(() => ({ order, filter, query }), [order, filter, query]);
  const desk = useDeskClaims(claims, hints, choice);
  const selection = useClaimSelection(desk, choice);
  const changes = useMemo(() => createReviewChanges(report.ledger), [report.ledger]);
  const note = useNote(selection.claim, changes);

  const { claim } = selection;
  const shared = useShare(content.id, claim?.item.claim.statementId ?? null);
  const passage = usePassage(claim);
  const [whenClipped, setWhenClipped] = useWhenClipped(claim?.item.claim.key ?? '');

  const signOffs = useMemo(
    () =>
      claims.signOffs.length === 0
        ? []
        : judgeSignOffs(claims.signOffs, desk.all, claims.signedContent(claims.reviews)),
    [claims, desk.all],
  );

  const showClaims = () => {
    setPage('claims');
    focusAfterDrawing(['claim']);
  };
  const commands = useDeskCommands({
    acts,
    changes,
    ledger: report.ledger,
    claims,
    desk,
    hintsReady: hints.ready,
    selection,
    reviewer: settings?.reviewer ?? null,
    note,
    noteField,
    search,
    signOffs,
    say,
    retract,
    sayUndoable,
    passage,
    setReviewer: (name) => writeSettings({ reviewer: name }),
    toggleClipped: () => {
      if (passage.view !== null && passage.view.clip.snapshotId === null) {
        const { check } = asShown(passage.view);
        const isRead = check !== null && (check.snapshotId ?? check.evidence.passage) !== null;
        say(i18n.t(isRead ? 'desk_nothing_clipped_read' : 'desk_nothing_clipped'));
        if (isRead) showColumn('page');
        return;
      }
      setWhenClipped(!whenClipped);
      showColumn('page');
    },
    overview: page === 'overview',
    toggleOverview: () => (page === 'overview' ? showClaims() : setPage('overview')),
    toggleOrder: () => {
      setOrder(order === 'triage' ? 'reading' : 'triage');
      say(i18n.t(order === 'triage' ? 'desk_order_reading' : 'desk_order_triage'));
    },
    toggleView: () => {
      setView(REPORT_VIEWS[(REPORT_VIEWS.indexOf(view) + 1) % REPORT_VIEWS.length] ?? 'text');
      showColumn('report');
    },
  });

  const finderOf = (at: number): PassageFinder | null => {
    const key = claim?.item.claim.key;
    const clipId = claim?.item.passages[at]?.evidence?.clip.id;
    if (clipId === undefined) return null;
    const { replica, ledger, tree, views } = report;
    const { pin, retitle, candidates } = createPinning(clipId, {
      report,
      changes: createReportChanges(replica, ledger, tree, views),
      reader,
      say,
      sayDone: (text) => {
        toldOfPin.current = text;
        sayUndoable(text, commands.undo);
      },
      did: commands.did,
      edited: () => void commands.did({ undo: replica.undo, redo: replica.redo }),
      fail: setUnpinned,
      focusOf: (id) => [`passage-${id}`],
    });
    return {
      open: passage.findingAt === at,
      onOpen: (open) => {
        selection.keep();
        passage.find(open ? at : null);
      },
      ...{ pin, retitle },
      candidates: async () => {
        const found = await candidates();
        return found.ok ? ok(found.value.filter((group) => group.claim?.key === key)) : found;
      },
    };
  };

  /** The notice of the last pin, which is about the claim that was shown then. */
  const toldOfPin = useRef<string | null>(null);
  useEffect(() => {
    if (toldOfPin.current !== null) retract(toldOfPin.current);
    toldOfPin.current = null;
  }, [claim?.item.claim.key]);

  const showFirstWaiting = () => {
    // A dialog or a note that somebody writes stays, and so does a claim that waits itself.
    if (commands.dialog !== null || document.activeElement?.matches('textarea')) return;
    if (claim !== null && needsDecision(claim.review)) return;
    const waiting = desk.order.filter(({ review }) => needsDecision(review));
    const first = waiting.find(({ item }) => desk.shown.has(item.claim.key)) ?? waiting[0];
    if (first === undefined) return;
    selection.choose(first.item.claim.key);
    showClaims();
  };
  const latest = useRef(showFirstWaiting);
  latest.current = showFirstWaiting;
  useEffect(() => acts.followReview(() => latest.current()), []);

  const { decided, pages } = useDeskNumbers(claims, desk.all);
  const uncited = useMemo(() => countUncited(claims.steps), [claims.steps]);
  const uncovered = useMemo(() => countUncovered(report.tree), [report.tree]);
  const numbers = useMemo(() => reportNumbers(report.views), [report.views]);
  // A claim that is not compared with its pages yet may have changed.
  const isComparing = reader !== null && !hints.ready && hints.failure === null;
  const banners = shownOf(
    signOffs
      .filter(({ state }) => state !== 'valid' || !isComparing)
      .map((state) => ({ state, standing: state.signOff.standing })),
  );
  const filters = Object.values(filter).filter((part) => part !== null).length;

  return (
    <div class="desk">
      <DeskHeader
        title={reportName(content.title)}
        reports={props.reports}
        current={content.id}
        numbers={numbers}
        group={CHECK_GROUPS.find((group) => group === filter.check) ?? null}
        onGroup={(check) => {
          setPage('claims');
          setFilter({ ...filter, check });
        }}
        claims={desk.all.length}
        decided={decided}
        checking={hints.ready || desk.all.length === 0 ? null : hints.done}
        query={query}
        searchRef={search}
        filters={filters}
        menu={commands.menu}
        onQuery={(next) => {
          setPage('claims');
          setQuery(next);
        }}
        onChoose={props.onReport}
        onFilters={() => {
          setPage('claims');
          commands.ask({ kind: 'filters' });
        }}
        onSignOff={() => commands.run('sign-off')}
      />
      <div class="desk-notices">
        <LostNotice acts={acts.lostLibrary} focusNext={['claim']} />
        <ShareLine
          reportId={content.id}
          shared={shared}
          content={content}
          onShow={(id) => {
            const at = desk.order.find(({ item }) => item.claim.statementId === id);
            if (at !== undefined) selection.choose(at.item.claim.key);
            showClaims();
          }}
          onSettings={() => void acts.openOptions('teams')}
        />
        {props.failure !== null && <ErrorNotice failure={props.failure} />}
        {unpinned !== null && <ErrorNotice failure={unpinned} />}
        {hints.failure !== null && <ErrorNotice failure={hints.failure} />}
        <UnreadableNotice counts={report.evidence.unreadable ?? {}} />
        <UnverifiedNotice
          authors={claims.authors}
          onCompare={() => commands.ask({ kind: 'reviewers' })}
        />
        {banners.shown.map(({ state }) => (
          <SignOffBanner
            key={state.signOff.author + state.signOff.id}
            state={state}
            uncited={uncited}
            uncovered={uncovered}
            onCompare={() => commands.ask({ kind: 'reviewers' })}
            onChanges={() => {
              setPage('overview');
              focusAfterDrawing(['changed-since']);
            }}
            onReport={() => commands.run('report')}
          />
        ))}
      </div>
      {page === 'overview' && (
        <OverviewPage
          report={report}
          reader={reader}
          claims={claims}
          all={desk.all}
          signOffs={signOffs}
          numbers={numbers}
          onFilter={(next) => {
            setFilter(next);
            setQuery('');
            const found = desk.order.filter((each) => passesFilter(each, next));
            const first = found.find((each) => needsDecision(each.review)) ?? found[0];
            if (first !== undefined) selection.choose(first.item.claim.key);
            showClaims();
          }}
          onShow={(each) => {
            selection.choose(each);
            showClaims();
          }}
          onReport={() => commands.ask({ kind: 'report' })}
          onClose={showClaims}
        />
      )}
      <DeskColumns
        hidden={page === 'overview'}
        reader={reader}
        claims={claims}
        desk={desk}
        claim={claim}
        passage={passage}
        language={content.language}
        view={view}
        narrowed={filters > 0 || query !== ''}
        note={note}
        noteRef={noteField}
        whenClipped={whenClipped}
        onView={setView}
        onWiden={() => {
          setFilter(NO_FILTER);
          setQuery('');
        }}
        onChoose={selection.choose}
        onWhenClipped={setWhenClipped}
        finderOf={finderOf}
        onNoteDone={commands.leaveNote}
        onDecide={commands.decide}
        onAnswer={commands.answer}
      />
      <DeskFooter
        overview={page === 'overview'}
        noteOn={commands.noteOn}
        decided={
          claim !== null && claimNumber(claim.item) !== commands.latestDecided
            ? commands.latestDecided
            : null
        }
        onKeys={() => commands.ask({ kind: 'keys' })}
      />
      <p class="visually-hidden" role="status">
        {claim === null ? '' : commands.announcement}
      </p>
      {commands.dialog !== null && (
        <DeskDialogs
          key={commands.dialog.kind}
          dialog={commands.dialog}
          commands={commands}
          acts={acts}
          reader={reader}
          report={report}
          authors={claims.authors}
          claims={desk.all}
          steps={claims.steps}
          signOffs={signOffs}
          numbers={numbers}
          hintsReady={hints.ready || desk.all.length === 0}
          pages={pages}
          filter={filter}
          count={desk.count}
          reviewer={settings?.reviewer ?? ''}
          onFilter={setFilter}
          onShow={selection.choose}
          onSay={say}
        />
      )}
    </div>
  );
}

/**
 * Holds whether the page is shown as it was clipped. Each claim starts with the page as it is: beside
 * the next claim, an earlier text would read as a contradiction.
 */
function useWhenClipped(claimKey: string): [boolean, (whenClipped: boolean) => void] {
  const [clippedFor, setClippedFor] = useState<string | null>(null);
  // A claim that the user comes back to starts with the page as it is, too.
  useEffect(() => setClippedFor(null), [claimKey]);
  return [clippedFor === claimKey, (whenClipped) => setClippedFor(whenClipped ? claimKey : null)];
}
