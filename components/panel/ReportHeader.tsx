import type { Ref } from 'preact';
import { i18n } from '#i18n';
import { IconButton } from '@/components/ui/Button';
import { SearchField } from '@/components/ui/Field';
import { checkedWhen } from '@/components/ui/format';
import { Menu } from '@/components/ui/Menu';
import { VerdictBar } from '@/components/ui/VerdictBar';
import type { VerdictCounts } from '@/components/ui/verdict-look';
import type { ReportId } from '@/utils/model/ids';
import './panel.css';
import { type ReportChoice, ReportSwitch } from '@/components/report/ReportSwitch';

interface ReportHeaderProps {
  readonly title: string;
  readonly current: ReportId | null;
  readonly reports: readonly ReportChoice[];
  readonly counts: VerdictCounts;
  /** When anything in the report was last checked; null: never. */
  readonly checkedAt: string | null;
  readonly clips: number;
  readonly binned: number;
  readonly query: string;
  readonly found: number | null;
  readonly searchRef: Ref<HTMLInputElement>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onQuery: (query: string) => void;
  /** Opens the whole library, to look there for what was typed. */
  readonly onLibrary: () => void;
  readonly onChoose: (id: ReportId) => void;
  readonly onNew: () => void;
  /** A new report that begins like this one. */
  readonly onNewFrom: () => void;
  readonly onImport: () => void;
  /** Null where the report has none. */
  readonly onImportReport: (() => void) | null;
  /** Null if no merge can be undone. */
  readonly onUndoMerge: (() => void) | null;
  readonly onDetails: () => void;
  readonly onRecheck: () => void;
  /** Opens the review desk. */
  readonly onReview: () => void;
  readonly onBin: () => void;
  readonly onDelete: () => void;
  readonly onSettings: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** Which report this is, how it fares, and what can be done to it as a whole. */
export function ReportHeader(props: ReportHeaderProps) {
  const open = props.current !== null;
  return (
    <header class="panel-header">
      <div class="row">
        <h1 class="panel-title grow">
          <ReportSwitch
            title={props.title}
            current={props.current}
            reports={props.reports}
            more={[
              { label: i18n.t('new_report'), icon: 'plus', onSelect: props.onNew },
              { label: i18n.t('import_action'), icon: 'upload', onSelect: props.onImport },
            ]}
            onChoose={props.onChoose}
          />
        </h1>
        <IconButton
          icon="search"
          label={i18n.t('library_open')}
          focusKey="library-open"
          onClick={props.onLibrary}
        />
        <IconButton
          icon="undo"
          label={i18n.t('undo')}
          disabled={!props.canUndo}
          onClick={props.onUndo}
        />
        <IconButton
          icon="redo"
          label={i18n.t('redo')}
          disabled={!props.canRedo}
          onClick={props.onRedo}
        />
        <Menu
          label={i18n.t('report_actions')}
          focusKey="report-menu"
          entries={[
            {
              label: i18n.t('report_details'),
              icon: 'edit',
              disabled: !open,
              onSelect: props.onDetails,
            },
            {
              label: i18n.t('new_report_from'),
              icon: 'copy',
              disabled: !open,
              onSelect: props.onNewFrom,
            },
            {
              label: i18n.t('recheck_action'),
              icon: 'restore',
              disabled: !open,
              onSelect: props.onRecheck,
            },
            {
              label: i18n.t('review_action'),
              icon: 'check',
              disabled: !open,
              onSelect: props.onReview,
            },
            { label: i18n.t('import_action'), icon: 'upload', onSelect: props.onImport },
            ...(props.onImportReport === null
              ? []
              : [
                  {
                    label: i18n.t('import_report_action'),
                    icon: 'warning' as const,
                    onSelect: props.onImportReport,
                  },
                ]),
            ...(props.onUndoMerge === null
              ? []
              : [
                  {
                    label: i18n.t('merge_undo_action'),
                    icon: 'undo' as const,
                    onSelect: props.onUndoMerge,
                  },
                ]),
            {
              label: `${i18n.t('bin')} (${props.binned.toString()})`,
              icon: 'bin',
              onSelect: props.onBin,
            },
            { label: i18n.t('settings'), icon: 'gear', onSelect: props.onSettings },
            'line',
            {
              label: i18n.t('delete_report'),
              icon: 'bin',
              danger: true,
              disabled: !open,
              onSelect: props.onDelete,
            },
          ]}
        />
      </div>
      {props.clips > 0 && (
        <>
          <div class="panel-verdicts">
            <VerdictBar counts={props.counts} />
            {props.checkedAt !== null && (
              <span class="panel-checked">{checkedWhen(props.checkedAt, 'short')}</span>
            )}
          </div>
          <SearchField
            label={i18n.t('search_label')}
            placeholder={i18n.t('search_clips', props.clips)}
            value={props.query}
            onChange={props.onQuery}
            inputRef={props.searchRef}
          />
          {props.query.trim() !== '' && (
            <button type="button" class="link-button" onClick={props.onLibrary}>
              {i18n.t('library_search_all')}
            </button>
          )}
          <p class="visually-hidden" role="status">
            {props.found !== null && i18n.t('search_found', props.found)}
          </p>
        </>
      )}
    </header>
  );
}
