import { i18n } from '#i18n';
import { ShareLine } from '@/components/export/ShareLine';
import type { ClipView } from '@/components/state/clip-view';
import { IconButton } from '@/components/ui/Button';
import { SearchField } from '@/components/ui/Field';
import { focusAfterDrawing } from '@/components/ui/focus';
import { checkedWhen } from '@/components/ui/format';
import { Menu } from '@/components/ui/Menu';
import { reportName } from '@/components/ui/names';
import { useBarHeight } from '@/components/ui/use-bar-height';
import { usePassingTime } from '@/components/ui/use-passing-time';
import { VerdictBar } from '@/components/ui/VerdictBar';
import type { Check } from '@/utils/model/evidence';
import type { SidePanelState } from './use-side-panel';
import './panel.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { INBOX } from '@/components/report/ReportBody';
import { ReportSwitch } from '@/components/report/ReportSwitch';
import { followChanges } from '@/utils/messaging/client';
import type { ReportId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import { reportNumbers } from '@/utils/review/report-numbers';
import type { LastMerge, LibraryReader } from '@/utils/storage/read';
import { isAdoptable } from '@/utils/verify/adoptable';

/** Shows the report's title and its verdicts, and offers the commands on the whole report. */
export function ReportHeader({ panel }: { panel: SidePanelState }) {
  const { acts, library, place, report, counted, questions, history, found, reportActs } = panel;
  const { reportId, page, query, turnTo } = place;
  const { ask } = questions;
  const open = reportId !== null;
  const numbers = useMemo(() => reportNumbers(report?.views ?? new Map()), [report?.views]);
  const clips = page === 'report' ? numbers.clips : 0;
  const adoptable = counted.filter(({ check }) => check !== null && isAdoptable(check)).length;
  const checkedAt = latestCheck(counted)?.checkedAt ?? null;
  const binned = library.reports.filter((each) => each.binnedAt !== null).length;
  const lastMerge = useLastMerge(library.reader, reportId);
  const foldable = report === null ? [] : foldableIds(report.tree);
  const unfolded = report !== null && isUnfolded(report.tree, place.isOpen);
  const openImport = () => panel.setImporting('import');
  const { state } = panel.shared;
  const owned = state?.role === 'owner' ? state : null;
  usePassingTime();
  const header = useRef<HTMLElement>(null);
  useBarHeight(header, '--head-height');
  return (
    <header class="panel-header" ref={header}>
      <div class="row">
        <h1 class="panel-title grow">
          <ReportSwitch
            title={report ? reportName(report.tree.content.title) : i18n.t('reports')}
            current={reportId}
            reports={library.reports.filter((each) => each.binnedAt === null)}
            more={[
              {
                label: i18n.t('new_report'),
                icon: 'plus',
                onSelect: () => ask({ kind: 'new-report' }),
              },
              { label: i18n.t('import_action'), icon: 'upload', onSelect: openImport },
            ]}
            onChoose={place.showReport}
          />
        </h1>
        <IconButton
          icon="search"
          label={i18n.t('library_open')}
          focusKey="library-open"
          onClick={panel.openLibrary}
        />
        <IconButton
          icon="undo"
          label={i18n.t('undo')}
          disabled={!history.canUndo}
          onClick={history.undo}
        />
        <IconButton
          icon="redo"
          label={i18n.t('redo')}
          disabled={!history.canRedo}
          onClick={history.redo}
        />
        <Menu
          label={i18n.t('report_actions')}
          focusKey="report-menu"
          entries={[
            {
              label: i18n.t('report_details'),
              icon: 'edit',
              disabled: !open,
              onSelect: () => ask({ kind: 'report-details' }),
            },
            {
              label: i18n.t('new_report_from'),
              icon: 'copy',
              disabled: !open,
              onSelect: () => {
                if (reportId !== null) ask({ kind: 'new-report', from: reportId });
              },
            },
            {
              label: i18n.t(unfolded ? 'sections_fold' : 'sections_unfold'),
              icon: 'section',
              disabled: foldable.length === 0 || found !== null,
              onSelect: () => {
                for (const id of foldable) place.setOpen(id, !unfolded);
              },
            },
            {
              label: i18n.t('verify_action'),
              icon: 'restore',
              disabled: panel.startVerifying === null,
              onSelect: () => panel.startVerifying?.(),
            },
            {
              label: i18n.t('recheck_action'),
              icon: 'restore',
              disabled: !open,
              onSelect: () => ask({ kind: 'recheck' }),
            },
            {
              label: i18n.t('review_action'),
              icon: 'check',
              disabled: panel.openDesk === null,
              onSelect: () => panel.openDesk?.(),
            },
            {
              label: i18n.t('share_action'),
              icon: 'open',
              disabled: !open,
              onSelect: () => ask({ kind: 'share' }),
            },
            { label: i18n.t('import_action'), icon: 'upload', onSelect: openImport },
            ...((report?.tree.content.repairs.length ?? 0) === 0
              ? []
              : [
                  {
                    label: i18n.t('import_report_action'),
                    icon: 'warning' as const,
                    onSelect: () => panel.setImporting('repairs'),
                  },
                ]),
            ...(lastMerge === null
              ? []
              : [
                  lastMerge.isUndone
                    ? {
                        label: i18n.t('merge_redo_action'),
                        icon: 'redo' as const,
                        onSelect: reportActs.redoMerge,
                      }
                    : {
                        label: i18n.t('merge_undo_action'),
                        icon: 'undo' as const,
                        onSelect: () => ask({ kind: 'undo-merge', at: lastMerge.at }),
                      },
                ]),
            {
              label: `${i18n.t('bin')} (${((report?.tree.bin.length ?? 0) + binned).toString()})`,
              icon: 'bin',
              onSelect: () => {
                turnTo('bin');
                focusAfterDrawing(['bin-back']);
              },
            },
            {
              label: i18n.t('keys_title'),
              icon: 'keyboard',
              onSelect: () => ask({ kind: 'keys' }),
            },
            { label: i18n.t('settings'), icon: 'gear', onSelect: () => void acts.openOptions() },
            'line',
            ...(owned === null
              ? []
              : [
                  {
                    label: i18n.t('share_delete_action'),
                    icon: 'bin' as const,
                    danger: true,
                    onSelect: () => ask({ kind: 'delete-shared', team: owned.team }),
                  },
                ]),
            {
              label: i18n.t('delete_report'),
              icon: 'bin',
              danger: true,
              disabled: !open,
              onSelect: reportActs.deleteReport,
            },
          ]}
        />
      </div>
      {reportId !== null && page !== 'library' && (
        <ShareLine
          reportId={reportId}
          shared={panel.shared}
          content={report?.tree.content ?? null}
          onShow={(id) => panel.view?.commands.showStatement(id)}
          onSettings={() => void acts.openOptions('teams')}
        />
      )}
      {clips > 0 && (
        <>
          <VerdictBar
            counts={numbers.groups}
            clips={numbers.clips}
            chosen={place.group}
            onChoose={place.showGroup}
          />
          {panel.left > 0 && (
            <div class="panel-checked">
              <span role="status">{i18n.t('verdict_left', panel.left)}</span>
              {found !== null && found.size > 0 && (
                <button type="button" class="link-button" onClick={panel.showAll}>
                  {i18n.t('verdicts_all')}
                </button>
              )}
            </div>
          )}
          {(adoptable > 0 || checkedAt !== null) && (
            <div class="panel-checked">
              {adoptable > 0 && (
                <button
                  type="button"
                  class="link-button"
                  data-focus="adopt"
                  onClick={() => ask({ kind: 'adopt' })}
                >
                  {i18n.t('adopt_action', adoptable)}
                </button>
              )}
              {checkedAt !== null && <span>{checkedWhen(checkedAt, 'short')}</span>}
            </div>
          )}
          <SearchField
            label={i18n.t('report_search')}
            value={query}
            onChange={place.seek}
            inputRef={panel.search}
            focusKey="search-report"
          />
          {query.trim() !== '' && (
            <button type="button" class="link-button" onClick={panel.openLibrary}>
              {i18n.t('library_search_all')}
            </button>
          )}
          <p class="visually-hidden" role="status">
            {found !== null && i18n.t('report_found', found.size)}
          </p>
        </>
      )}
    </header>
  );
}

/** Returns the ids of what can be folded: all sections, and the inbox. */
function foldableIds({ content, inbox }: ReportTree): string[] {
  const ids: string[] = content.sections.map(({ id }) => id);
  return inbox.length === 0 ? ids : [...ids, INBOX];
}

/** Returns whether any section is unfolded. Sections inside a folded one do not count. */
function isUnfolded({ sections, inbox }: ReportTree, isOpen: (id: string) => boolean): boolean {
  const open = sections.some(({ section }) => isOpen(section.id));
  return open || (inbox.length > 0 && isOpen(INBOX));
}

function latestCheck(views: readonly ClipView[]): Check | null {
  return views.reduce<Check | null>((latest, { check }) => {
    return check !== null && (latest === null || isLater(check, latest)) ? check : latest;
  }, null);
}

/** Compares by order number. Checks without a number, made by older versions, compare by time. */
function isLater(a: Check, b: Check): boolean {
  const [orderA, orderB] = [a.order ?? 0, b.order ?? 0];
  return orderA === orderB ? a.checkedAt > b.checkedAt : orderA > orderB;
}

/** Returns the last merge into a report; null if it can be neither undone nor applied again. */
function useLastMerge(reader: LibraryReader | null, reportId: ReportId | null): LastMerge | null {
  const [merge, setMerge] = useState<LastMerge | null>(null);
  useEffect(() => {
    let left = false;
    setMerge(null);
    if (reader === null || reportId === null) return;
    const read = () =>
      void reader.lastMerge(reportId).then((found) => {
        if (!left) setMerge(found.ok ? found.value : null);
      });
    const stop = followChanges(({ kind }) => {
      // These messages come after a merge and after its undo.
      if (kind === 'library' || kind === 'reports') read();
    });
    read();
    return () => {
      left = true;
      stop();
    };
  }, [reader, reportId]);
  return merge;
}
