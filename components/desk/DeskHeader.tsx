import type { RefObject } from 'preact';
import { i18n } from '#i18n';
import { type ReportChoice, ReportSwitch } from '@/components/report/ReportSwitch';
import { Button } from '@/components/ui/Button';
import { SearchField } from '@/components/ui/Field';
import { focusByKey } from '@/components/ui/focus';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { VerdictBar } from '@/components/ui/VerdictBar';
import type { CheckGroup } from '@/utils/model/check-state';
import type { ReportId } from '@/utils/model/ids';
import type { ReportNumbers } from '@/utils/review/report-numbers';
import './desk.css';

interface DeskHeaderProps {
  readonly title: string;
  readonly reports: readonly ReportChoice[];
  readonly current: ReportId | null;
  readonly numbers: ReportNumbers;
  /** The group of check states whose claims are shown; null for all claims. */
  readonly group: CheckGroup | null;
  readonly claims: number;
  readonly decided: number;
  /** How many claims are checked so far. Null when all are. */
  readonly checking: number | null;
  readonly query: string;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** How many filters are active. */
  readonly filters: number;
  readonly menu: readonly MenuEntry[];
  readonly onQuery: (query: string) => void;
  readonly onChoose: (id: ReportId) => void;
  readonly onGroup: (group: CheckGroup | null) => void;
  readonly onFilters: () => void;
  readonly onSignOff: () => void;
}

/** Shows the report's title, the verdicts of its clips and the progress of the review. */
export function DeskHeader(props: DeskHeaderProps) {
  const { claims, decided } = props;
  return (
    <header class="desk-header">
      <h1 class="desk-name">
        <ReportSwitch
          title={props.title}
          current={props.current}
          reports={props.reports}
          onChoose={props.onChoose}
        />
      </h1>
      <div class="desk-verdicts">
        <VerdictBar
          counts={props.numbers.groups}
          clips={props.numbers.clips}
          chosen={props.group}
          onChoose={props.onGroup}
        />
      </div>
      <div class="desk-progress">
        <progress max={Math.max(claims, 1)} value={decided} aria-labelledby="desk-decided" />
        <span id="desk-decided" class="muted">
          {props.checking === null
            ? i18n.t('desk_decided', decided, [decided, claims])
            : i18n.t('desk_checking', [props.checking, claims])}
        </span>
      </div>
      <div class="desk-tools">
        <SearchField
          label={i18n.t('desk_search')}
          placeholder={i18n.t('key_search')}
          value={props.query}
          onChange={props.onQuery}
          inputRef={props.searchRef}
          onLeave={() => focusByKey('claim')}
        />
        <Button icon="filter" focusKey="filters" onClick={props.onFilters}>
          {props.filters === 0 ? i18n.t('desk_filters') : i18n.t('desk_filters_n', props.filters)}
        </Button>
        <Button look="primary" focusKey="sign-off" onClick={props.onSignOff}>
          {i18n.t('desk_sign_off')}
        </Button>
        <Menu label={i18n.t('desk_more')} focusKey="desk-menu" entries={props.menu} />
      </div>
    </header>
  );
}
