import { useId, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { HintNotice } from '@/components/ui/ErrorNotice';
import './merge.css';
import type { ChangeKind } from '@/utils/model/change-kinds';
import type { KindChanges, MergePlan, ReportChanges } from '@/utils/model/merge-plan';
import { ChangeItem } from './ChangeItem';
import {
  type Declined,
  isDeclined,
  onlyAnswers,
  onlyFills,
  type Parted,
  partedIn,
} from './declined';

interface ChangesChoiceProps {
  readonly plan: MergePlan;
  /** Whether this plan replaces a plan that the user saw before. */
  readonly again: boolean;
  readonly declined: Declined;
  readonly onDecline: (report: ReportChanges, kind: ChangeKind, declines: boolean) => void;
}

/** Lists the changes that a file would make, by report and kind, with a check box for each kind. */
export function ChangesChoice({ plan, again, declined, onDecline }: ChangesChoiceProps) {
  const list = useRef<HTMLDivElement>(null);
  const tick = ({ report, missing }: Parted) => {
    onDecline(report, missing, false);
    // The notice with the button goes away. The focus moves to what the user ticked with it.
    const boxes = list.current?.querySelectorAll<HTMLInputElement>(`input[name="${missing}"]`);
    boxes?.item(plan.reports.filter((of) => has(of, missing)).indexOf(report))?.focus();
  };
  return (
    <div class="stack" ref={list}>
      {partedIn(plan, declined).map((parted) => (
        <PartedNotice key={parted.report.reportId} parted={parted} onTick={() => tick(parted)} />
      ))}
      {again && <HintNotice icon="warning">{i18n.t('failure_merge_changed')}</HintNotice>}
      <p>{i18n.t('changes_text')}</p>
      {plan.reports.map((report) => (
        <ReportPart
          key={report.reportId}
          report={report}
          declines={(kind) => isDeclined(declined, report.reportId, kind)}
          onDecline={(kind, declines) => onDecline(report, kind, declines)}
        />
      ))}
      <p class="muted">{i18n.t('changes_put_back')}</p>
      <p class="muted">{i18n.t('changes_undo_hint')}</p>
    </div>
  );
}

function has({ kinds }: ReportChanges, kind: ChangeKind): boolean {
  return kinds.some((of) => of.kind === kind);
}

/** Warns that of two changes which belong together only one is ticked. */
function PartedNotice({ parted, onTick }: { parted: Parted; onTick: () => void }) {
  const { missing, statements, objections } = parted;
  return (
    <HintNotice icon="warning">
      {statements > 0 && <p>{i18n.t('changes_parted_statements', statements)}</p>}
      {objections > 0 && <p>{i18n.t('changes_parted_objections', objections)}</p>}
      <Button onClick={onTick}>
        {i18n.t(missing === 'quotes' ? 'changes_tick_quotes' : 'changes_tick_words')}
      </Button>
    </HintNotice>
  );
}

interface ReportPartProps {
  readonly report: ReportChanges;
  readonly declines: (kind: ChangeKind) => boolean;
  readonly onDecline: (kind: ChangeKind, declines: boolean) => void;
}

function ReportPart({ report, declines, onDecline }: ReportPartProps) {
  const title = report.title.trim() || i18n.t('report_untitled');
  return (
    <fieldset class="changes-report">
      <legend class="changes-title" dir="auto">
        {i18n.t('changes_of_report', [title])}
      </legend>
      {report.kinds.map((of) => (
        <KindPart
          key={of.kind}
          of={of}
          answers={onlyAnswers(of, report)}
          declined={declines(of.kind)}
          onDecline={(declined) => onDecline(of.kind, declined)}
        />
      ))}
    </fieldset>
  );
}

/** A list of at most this many changes is open at first. Changes to evidence and clashes always are. */
const SHORT_LIST = 5;

const HINTS: Partial<
  Record<ChangeKind, 'changes_clashes_hint' | 'changes_quotes_hint' | 'changes_destroyed_hint'>
> = {
  clashes: 'changes_clashes_hint',
  quotes: 'changes_quotes_hint',
  destroyed: 'changes_destroyed_hint',
};

interface KindPartProps {
  readonly of: KindChanges;
  /** Whether these passages only answer the user's objections. */
  readonly answers: boolean;
  readonly declined: boolean;
  readonly onDecline: (declined: boolean) => void;
}

function KindPart({ of, answers, declined, onDecline }: KindPartProps) {
  const { kind, count, items } = of;
  const id = useId();
  const isOpen = HINTS[kind] !== undefined;
  const hint = onlyFills(of) ? undefined : HINTS[kind];
  const left = count - items.length;
  return (
    <div>
      <label class="changes-tick">
        <input
          type="checkbox"
          name={kind}
          checked={!declined}
          aria-describedby={hint === undefined ? undefined : id}
          onChange={(event) => onDecline(!event.currentTarget.checked)}
        />
        <span>
          {i18n.t(`changes_kind_${kind}`)} <span class="muted">({count})</span>
        </span>
      </label>
      {hint !== undefined && (
        <p id={id} class="changes-hint">
          {i18n.t(hint)} {answers && i18n.t('changes_quotes_answer')}
        </p>
      )}
      <details class="changes-list" open={count <= SHORT_LIST || isOpen}>
        <summary>{i18n.t('changes_count', count)}</summary>
        <ul>
          {items.map((item, at) => (
            <ChangeItem key={at.toString()} item={item} />
          ))}
        </ul>
        {left > 0 && <p class="muted">{i18n.t('changes_more', left)}</p>}
      </details>
    </div>
  );
}
