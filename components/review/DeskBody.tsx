import { useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { sourceTitle } from '@/components/clip/clip-view';
import type { OpenReport } from '@/components/report/use-report';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { countVerdicts } from '@/components/ui/verdict-look';
import type { Failure } from '@/utils/model/failure';
import type { ReportId, SourceId } from '@/utils/model/ids';
import { verdictOf } from '@/utils/review/claim-item';
import { type ClaimFilter, NO_FILTER, passesFilter } from '@/utils/review/filter-claims';
import { needsDecision } from '@/utils/review/review-state';
import type { LibraryReader, ReportSummary } from '@/utils/storage/read';
import { ClaimColumn } from './ClaimColumn';
import { DeskDialogs } from './DeskDialogs';
import { DeskFooter } from './DeskFooter';
import { DeskHeader } from './DeskHeader';
import type { DeskActs } from './desk-acts';
import { OverviewPage } from './overview/OverviewPage';
import { PageColumn } from './PageColumn';
import { REPORT_VIEWS, ReportColumn, type ReportView } from './ReportColumn';
import { ReviewReportSheet } from './report/ReviewReportSheet';
import { createReviewChanges } from './review-changes';
import { SignOffBanner } from './SignOffBanner';
import { useClaims } from './use-claims';
import { useDeskClaims } from './use-desk-claims';
import { useDeskCommands } from './use-desk-commands';
import { useHints } from './use-hints';
import { useNote } from './use-note';
import { useReviewer } from './use-reviewer';
import { useSelection } from './use-selection';

interface DeskBodyProps {
  readonly acts: DeskActs;
  readonly reader: LibraryReader | null;
  readonly report: OpenReport;
  readonly reports: readonly ReportSummary[];
  readonly failure: Failure | null;
  readonly onReport: (id: ReportId) => void;
  readonly say: (text: string, onUndo?: () => void) => void;
}

/** The desk with a report on it. */
export function DeskBody(props: DeskBodyProps) {
  const { acts, report, reader, say } = props;
  const { content } = report.tree;
  const [order, setOrder] = useState<'triage' | 'reading'>('triage');
  const [view, setView] = useState<ReportView>('text');
  const [page, setPage] = useState<'claims' | 'overview'>('claims');
  const [filter, setFilter] = useState<ClaimFilter>(NO_FILTER);
  const [query, setQuery] = useState('');
  const [passage, setPassage] = useState({ key: '', at: 0 });
  const [whenClipped, setWhenClipped] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);

  const claims = useClaims(report);
  const hints = useHints(claims.items, claims.steps, content.language, reader);
  const [reviewer, setReviewer] = useReviewer(acts);
  const choice = useMemo(() => ({ order, filter, query }), [order, filter, query]);
  const desk = useDeskClaims(claims, hints, reviewer ?? '', choice);
  const selection = useSelection(desk);
  const changes = useMemo(() => createReviewChanges(report.replica), [report.replica]);
  const note = useNote(selection.claim, reviewer ?? '', changes);

  const { claim } = selection;
  const key = claim?.item.claim.key ?? null;
  const passages = claim?.item.passages ?? [];
  const passageAt =
    passage.key === key
      ? Math.min(passage.at, passages.length - 1)
      : Math.max(
          passages.findIndex(({ evidence }) => verdictOf(evidence) === claim?.item.worst),
          0,
        );
  const shownView = passages[passageAt]?.evidence ?? null;

  const showClaims = () => {
    setPage('claims');
    focusAfterDrawing(['claim']);
  };
  const commands = useDeskCommands({
    acts,
    changes,
    claims,
    desk,
    hintsReady: hints.ready,
    selection,
    reviewer,
    note,
    noteField,
    search,
    say,
    view: shownView,
    setReviewer,
    nextPassage: () =>
      setPassage({
        key: key ?? '',
        at: passages.length < 2 ? 0 : (passageAt + 1) % passages.length,
      }),
    toggleClipped: () => setWhenClipped(!whenClipped),
    overview: page === 'overview',
    toggleOverview: () => (page === 'overview' ? showClaims() : setPage('overview')),
    toggleOrder: () => {
      setOrder(order === 'triage' ? 'reading' : 'triage');
      say(i18n.t(order === 'triage' ? 'desk_order_reading' : 'desk_order_triage'));
    },
    toggleView: () =>
      setView(REPORT_VIEWS[(REPORT_VIEWS.indexOf(view) + 1) % REPORT_VIEWS.length] ?? 'text'),
  });

  const decided = useMemo(
    () => desk.all.filter(({ review }) => !needsDecision(review)).length,
    [desk.all],
  );
  const counts = useMemo(
    () =>
      countVerdicts(
        claims.items.flatMap(({ passages: cited }) =>
          cited.map(({ evidence }) => verdictOf(evidence)),
        ),
      ),
    [claims.items],
  );
  const shownInOrder = desk.order.filter(({ item }) => desk.shown.has(item.claim.key));
  const place = claim === null ? -1 : shownInOrder.indexOf(claim);
  const group = desk.groups.find((each) => claim !== null && each.claims.includes(claim));
  const lastSignOff = claims.signOffs.at(-1) ?? null;
  const filters = Object.values(filter).filter((part) => part !== null).length;
  const pages = useMemo(() => {
    const byId = new Map<SourceId, string>();
    for (const { item } of desk.all) {
      for (const { evidence } of item.passages) {
        if (evidence !== null) byId.set(evidence.clip.sourceId, sourceTitle(evidence));
      }
    }
    return [...byId].map(([id, title]) => ({ id, title }));
  }, [claims.items]);

  return (
    <div class="desk">
      <DeskHeader
        title={content.title.trim() || i18n.t('report_untitled')}
        reports={props.reports}
        current={content.id}
        counts={counts}
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
        {props.failure !== null && <ErrorNotice failure={props.failure} />}
        {hints.failure !== null && <ErrorNotice failure={hints.failure} />}
        {lastSignOff !== null && (
          <SignOffBanner
            signOff={lastSignOff}
            hash={claims.contentHash()}
            onChanges={() => {
              setPage('overview');
              focusAfterDrawing(['changed-since']);
            }}
            onReport={() => commands.run('report')}
          />
        )}
      </div>
      {page === 'overview' && (
        <OverviewPage
          report={report}
          reader={reader}
          claims={claims}
          all={desk.all}
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
      <main class="desk-columns" hidden={page === 'overview'}>
        <ReportColumn
          view={view}
          steps={claims.steps}
          desk={desk}
          language={content.language}
          current={page === 'claims' ? key : null}
          narrowed={filters > 0 || query !== '' ? desk.all.length : null}
          onView={setView}
          onWiden={() => {
            setFilter(NO_FILTER);
            setQuery('');
          }}
          onChoose={selection.choose}
        />
        <section class="desk-column desk-claim" aria-label={i18n.t('desk_claim')} tabIndex={-1}>
          {claim === null ? (
            <EmptyState icon="quote" title={i18n.t('desk_no_claims_title')}>
              <p>{i18n.t('desk_no_claims')}</p>
            </EmptyState>
          ) : (
            <ClaimColumn
              claim={claim}
              language={content.language}
              place={place < 0 ? null : place + 1}
              total={shownInOrder.length}
              onPage={
                group === undefined || group.key === 'all'
                  ? null
                  : { at: group.claims.indexOf(claim) + 1, of: group.claims.length }
              }
              passageAt={passageAt}
              onPassage={(at) => setPassage({ key: key ?? '', at })}
              reviewer={reviewer ?? ''}
              note={note.value}
              noteRef={noteField}
              onNote={note.write}
              onNoteDone={commands.leaveNote}
              onDecide={commands.decide}
              onAnswer={commands.answer}
            />
          )}
        </section>
        <section class="desk-column desk-page" aria-label={i18n.t('desk_page')} tabIndex={-1}>
          {shownView !== null && (
            <PageColumn
              reader={reader}
              view={shownView}
              whenClipped={whenClipped}
              onWhenClipped={setWhenClipped}
            />
          )}
        </section>
      </main>
      <DeskFooter onKeys={() => commands.ask({ kind: 'keys' })} />
      <p class="visually-hidden" role="status">
        {claim === null ? '' : commands.announcement}
      </p>
      {commands.dialog?.kind === 'report' && (
        <ReviewReportSheet
          acts={acts}
          reader={reader}
          report={report}
          claims={claims}
          all={desk.all}
          hintsReady={hints.ready || desk.all.length === 0}
          onClose={commands.close}
        />
      )}
      {commands.dialog !== null && (
        <DeskDialogs
          key={commands.dialog.kind}
          dialog={commands.dialog}
          tree={report.tree}
          claims={desk.all}
          language={content.language}
          pages={pages}
          filter={filter}
          reviewer={reviewer ?? ''}
          count={(next) => desk.all.filter((each) => passesFilter(each, next)).length}
          onFilter={(next) => {
            setFilter(next);
            commands.close();
          }}
          onReviewer={commands.nameReviewer}
          onConfirmClean={commands.confirmClean}
          onSign={commands.sign}
          onShow={(each) => {
            selection.choose(each);
            commands.close();
          }}
          onClose={commands.close}
        />
      )}
    </div>
  );
}
