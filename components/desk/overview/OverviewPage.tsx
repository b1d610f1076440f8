import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { DECISION_LOOK } from '@/components/review/claim-look';
import { OthersObject } from '@/components/review/OthersObject';
import type { ReportClaims } from '@/components/review/use-claims';
import type { DeskClaim } from '@/components/review/use-desk-claims';
import { sourceTitle } from '@/components/state/clip-view';
import type { OpenReport } from '@/components/state/use-report';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { focusByKey } from '@/components/ui/focus';
import { hostOf } from '@/components/ui/format';
import { reportName, sectionName } from '@/components/ui/names';
import { VERDICT_LOOK } from '@/components/ui/verdict-look';
import { CHECK_STATES } from '@/utils/model/check-state';
import type { ClipId, ReportId, RunId, SectionId, SourceId } from '@/utils/model/ids';
import { changedSince } from '@/utils/review/changed-since';
import { type ClaimFilter, NO_FILTER } from '@/utils/review/filter-claims';
import { overview } from '@/utils/review/overview';
import type { ReportNumbers } from '@/utils/review/report-numbers';
import { type SignOffState, verifiedSignOff } from '@/utils/review/sign-off';
import type { LibraryReader } from '@/utils/storage/read';
import { ChangedSinceList } from './ChangedSinceList';
import { OverviewTable } from './OverviewTable';
import './overview.css';
import type { Check } from '@/utils/model/evidence';
import { StackedBar } from './StackedBar';

interface OverviewPageProps {
  readonly report: OpenReport;
  readonly reader: LibraryReader | null;
  readonly claims: ReportClaims;
  /** All claims, in reading order. */
  readonly all: readonly DeskClaim[];
  /** Ordered by weight; the most important sign-off comes first. */
  readonly signOffs: readonly SignOffState[];
  readonly numbers: ReportNumbers;
  /** Shows the claims that match a filter. */
  readonly onFilter: (filter: ClaimFilter) => void;
  readonly onShow: (claimKey: string) => void;
  readonly onReport: () => void;
  readonly onClose: () => void;
}

/**
 * The whole review on one page that can be printed: numbers for claims and clips, by section
 * and source, and what changed.
 */
export function OverviewPage(props: OverviewPageProps) {
  const { report, claims, all, onFilter } = props;
  const { tree, evidence } = report;
  const before = useChecksBefore(
    props.reader,
    report.replica.reportId,
    evidence.latestRun?.id ?? null,
  );
  const numbers = useMemo(() => overview(all, before), [all, before]);
  const changes = useMemo(
    () => changedSince(all, claims.reviews, verifiedSignOff(props.signOffs), tree, before),
    [all, claims, props.signOffs, tree, before],
  );
  const sectionTitle = useCallback(
    (id: SectionId | null) => {
      if (id === null) return i18n.t('before_headings');
      const section = tree.content.sections.find((each) => each.id === id);
      return sectionName(section?.title ?? '');
    },
    [tree],
  );
  const sources = useMemo(() => {
    const views = all.flatMap(({ item }) =>
      item.passages.flatMap(({ evidence: view }) => view ?? []),
    );
    return new Map(views.map((view) => [view.clip.sourceId, view]));
  }, [all]);
  const sourceName = useCallback(
    (id: SourceId | null) => {
      const view = id === null ? undefined : sources.get(id);
      return view === undefined ? i18n.t('desk_no_page') : sourceTitle(view);
    },
    [sources],
  );

  useLayoutEffect(() => {
    focusByKey('overview');
  }, []);
  return (
    <main
      class="desk-overview"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class="row row-wrap">
        <h2 class="grow ov-heading" tabIndex={-1} data-focus="overview">
          {i18n.t('ov_title')}
        </h2>
        <Button icon="left" onClick={props.onClose}>
          {i18n.t('ov_back')}
        </Button>
        <Button onClick={() => window.print()}>{i18n.t('ov_print')}</Button>
        <Button icon="download" onClick={props.onReport}>
          {i18n.t('rr_action')}
        </Button>
      </div>
      <p class="ov-printed">{reportName(tree.content.title)}</p>
      {all.length === 0 && (
        <EmptyState icon="quote" title={i18n.t('desk_no_claims_title')}>
          <p>{i18n.t('desk_no_claims')}</p>
        </EmptyState>
      )}
      <div class="ov-bars">
        <StackedBar
          title={i18n.t('ov_decisions')}
          parts={(['supported', 'partly', 'unsupported', 'unclear', 'waiting'] as const).map(
            (name) => ({
              key: name,
              label:
                name === 'waiting'
                  ? i18n.t('state_waiting')
                  : i18n.t(`decisions_${name}`, numbers.decisions[name]),
              count: numbers.decisions[name],
              tone: name === 'waiting' ? 'off' : DECISION_LOOK[name].tone,
            }),
          )}
        />
        <StackedBar
          title={i18n.t('ov_verdicts')}
          parts={CHECK_STATES.map((state) => ({
            key: state,
            label: i18n.t(`verdict_${state}`),
            count: props.numbers.states.get(state) ?? 0,
            tone: VERDICT_LOOK[state].tone,
          }))}
        />
      </div>
      <OthersObject claims={all} onShow={props.onShow} />
      <ChangedSinceList
        changes={changes}
        signOff={verifiedSignOff(props.signOffs) === null ? null : (props.signOffs[0] ?? null)}
        onShow={props.onShow}
      />
      <OverviewTable
        title={i18n.t('ov_sections')}
        nameTitle={i18n.t('section')}
        rows={numbers.sections}
        nameOf={sectionTitle}
        filterOf={(id) => ({ ...NO_FILTER, section: new Set([id]) })}
        onFilter={onFilter}
      />
      <OverviewTable
        title={i18n.t('ov_sources')}
        nameTitle={i18n.t('desk_page')}
        rows={numbers.sources}
        nameOf={sourceName}
        aboutOf={(id) => hostOf((id === null ? null : sources.get(id))?.source?.url ?? '')}
        filterOf={(id) => (id === null ? null : { ...NO_FILTER, sourceId: id })}
        onFilter={onFilter}
      />
    </main>
  );
}

type ChecksBefore = ReadonlyMap<ClipId, Check>;

const NONE: ChecksBefore = new Map();

/** Returns the last check of each clip before the last run. Empty until it is read. */
function useChecksBefore(
  reader: LibraryReader | null,
  reportId: ReportId,
  lastRun: RunId | null,
): ChecksBefore {
  const [before, setBefore] = useState<ChecksBefore>(NONE);
  useEffect(() => {
    let left = false;
    setBefore(NONE);
    if (reader === null || lastRun === null) return;
    void reader.checksBeforeLastRun(reportId).then((checks) => {
      if (left || !checks.ok) return;
      setBefore(new Map(checks.value.map((check) => [check.clipId, check])));
    });
    return () => {
      left = true;
    };
  }, [reader, reportId, lastRun]);
  return before;
}
