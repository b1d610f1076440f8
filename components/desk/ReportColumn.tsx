import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ClaimList } from '@/components/review/ClaimList';
import { ReportText } from '@/components/review/ReportText';
import { type SentencePlace, UncitedList } from '@/components/review/UncitedList';
import { useInSight } from '@/components/review/use-claim-selection';
import type { DeskClaims } from '@/components/review/use-desk-claims';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import './desk.css';

export const REPORT_VIEWS = ['text', 'list', 'uncited'] as const;
/** The report's text, its claims by page, or its sentences without a citation. */
export type ReportView = (typeof REPORT_VIEWS)[number];

interface ReportColumnProps {
  readonly view: ReportView;
  readonly steps: readonly ReadStep[];
  readonly desk: DeskClaims;
  /** BCP 47. */
  readonly language: string;
  /** The current claim. */
  readonly current: string | null;
  /** The number of shown claims if a filter or a search hides some; else null. */
  readonly narrowed: number | null;
  readonly onView: (view: ReportView) => void;
  readonly onWiden: () => void;
  readonly onChoose: (key: string) => void;
}

const TITLES = { text: 'report', list: 'desk_claims', uncited: 'desk_uncited_title' } as const;

/** Shows the report as text, or lists of its claims and sentences. */
export function ReportColumn(props: ReportColumnProps) {
  const { view, steps, desk, current } = props;
  const [asked, setAsked] = useState<{ place: SentencePlace; current: string | null } | null>(null);
  // Valid until the user goes to another claim.
  const sought = asked !== null && asked.current === current ? asked.place : null;
  useInSight(sought === null ? current : null, view);
  return (
    <section class="desk-column desk-report" aria-labelledby="report-column" tabIndex={-1}>
      <div class="row row-wrap desk-column-head">
        <h2 id="report-column" class="part-title grow">
          {i18n.t(TITLES[view])}
        </h2>
        <fieldset class="switch">
          <legend class="visually-hidden">{i18n.t('desk_view')}</legend>
          {REPORT_VIEWS.map((each) => (
            <button
              key={each}
              type="button"
              class={view === each ? 'is-on' : ''}
              aria-pressed={view === each}
              onClick={() => {
                setAsked(null);
                props.onView(each);
              }}
            >
              {i18n.t(`desk_view_${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {props.narrowed !== null && view !== 'uncited' && (
        <p class="muted desk-filtered">
          {i18n.t('desk_filtered', desk.shown.size, [desk.shown.size, props.narrowed])}{' '}
          <button type="button" class="link-button" onClick={props.onWiden}>
            {i18n.t('filter_clear')}
          </button>
        </p>
      )}
      {view === 'text' && (
        <ReportText
          steps={steps}
          byKey={desk.byKey}
          shown={desk.shown}
          current={current}
          sought={sought}
          onChoose={(key) => {
            setAsked(null);
            props.onChoose(key);
          }}
        />
      )}
      {view === 'list' && (
        <ClaimList
          groups={desk.groups}
          shown={desk.shown}
          current={current}
          onChoose={props.onChoose}
        />
      )}
      {view === 'uncited' && (
        <UncitedList
          steps={steps}
          language={props.language}
          onShow={(place) => {
            setAsked({ place, current });
            props.onView('text');
          }}
        />
      )}
    </section>
  );
}
