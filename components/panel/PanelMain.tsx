import { i18n } from '#i18n';
import { LibraryView } from '@/components/library/LibraryView';
import { BinView } from '@/components/report/BinView';
import { ReportBody } from '@/components/report/ReportBody';
import type { ReportChanges } from '@/components/report/report-changes';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { focusAfterDrawing } from '@/components/ui/focus';
import { UnreadableNotice } from '@/components/ui/UnreadableNotice';
import { useBrowserKeys } from '@/components/ui/use-browser-keys';
import type { BinItem } from '@/utils/model/report-tree';

import type { SidePanelState } from './use-side-panel';

/** What the panel shows between its header and its footer. */
export function PanelMain({ panel }: { panel: SidePanelState }) {
  const { acts, library, place, state, changes, questions, reportActs, say } = panel;
  const { page, turnTo } = place;
  const clipKey = useBrowserKeys(acts)?.['clip-selection'] ?? null;

  if (page === 'library' && library.reader !== null) {
    return (
      <LibraryView
        reader={library.reader}
        reports={library.reports}
        into={
          panel.report === null
            ? null
            : {
                id: panel.report.replica.reportId,
                has: (id) => panel.report?.views.get(id)?.binnedAt === null,
              }
        }
        words={place.query}
        onShow={({ reportId, clip }) => {
          place.showReport(reportId);
          panel.showLater({ reportId, clipId: clip.id });
        }}
        onBack={() => {
          turnTo('report');
          focusAfterDrawing(['library-open']);
        }}
        onSay={say}
        onFailure={panel.setFailure}
      />
    );
  }
  if (page === 'bin') {
    return (
      <BinView
        items={state.kind === 'open' ? state.report.tree.bin : []}
        views={state.kind === 'open' ? state.report.views : new Map()}
        reports={library.reports.flatMap(({ id, title, binnedAt }) =>
          binnedAt === null
            ? []
            : [
                {
                  id,
                  title,
                  binnedAt,
                  onRestore: () => {
                    reportActs.restoreReport(id);
                    turnTo('report');
                    focusAfterDrawing(['report-switch']);
                  },
                },
              ],
        )}
        onRestore={(item) => {
          if (changes === null) return;
          restoreItem(item, changes);
          say(i18n.t('bin_restored'));
        }}
        onPurge={() => questions.ask({ kind: 'purge' })}
        onBack={() => {
          turnTo('report');
          focusAfterDrawing(['report-menu']);
        }}
      />
    );
  }
  if (state.kind === 'open') {
    const { tree, evidence } = state.report;
    return (
      <>
        <UnreadableNotice counts={evidence.unreadable ?? {}} />
        <ReportBody
          tree={tree}
          shortcut={clipKey}
          onIntroduction={() => void acts.openWelcome()}
          onLibrary={library.reports.length > 1 ? panel.openLibrary : null}
          sought={{ words: place.query.trim() !== '', verdict: place.group !== null }}
          onShowAll={panel.showAll}
        />
      </>
    );
  }
  if (state.kind === 'failed') return <ErrorNotice failure={state.failure} />;
  if (state.kind === 'loading' || library.state === 'loading') {
    return (
      <p class="muted" role="status">
        {i18n.t('loading')}
      </p>
    );
  }
  return (
    <EmptyState icon="page" title={i18n.t('no_report_title')}>
      <p>
        {clipKey === null
          ? i18n.t('report_empty_text_no_key')
          : i18n.t('report_empty_text', [clipKey])}{' '}
        {i18n.t('no_report_text')}
      </p>
      <Button look="primary" icon="quote" onClick={() => void acts.openWelcome()}>
        {i18n.t('practice_open')}
      </Button>
      <button
        type="button"
        class="link-button"
        onClick={() => questions.ask({ kind: 'new-report' })}
      >
        {i18n.t('new_report')}
      </button>
      <button type="button" class="link-button" onClick={() => panel.setImporting('import')}>
        {i18n.t('import_action')}
      </button>
      <button type="button" class="link-button" onClick={() => void acts.openOptions('restore')}>
        {i18n.t('lost_restore')}
      </button>
    </EmptyState>
  );
}

function restoreItem(item: BinItem, changes: ReportChanges): void {
  if (item.kind === 'section') changes.restoreSection(item.section.id);
  else if (item.kind === 'statement') changes.restoreStatement(item.statement.id);
  else changes.restoreClip(item.clip);
}
