import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Menu } from '@/components/ui/Menu';
import './panel.css';
import { RunView } from '@/components/verify/RunView';
import type { SidePanelState } from './use-side-panel';

/** The buttons to verify and to export the report. */
export function PanelFooter({ panel }: { panel: SidePanelState }) {
  const { live, questions, reportActs, verification } = panel;
  const { run, pause, cancel } = verification;
  const { ask } = questions;
  return (
    <footer class="panel-footer">
      {run === null ? (
        <>
          <Button
            look="primary"
            grow
            focusKey="verify"
            disabled={live.length === 0}
            onClick={() => ask({ kind: 'verify', clipIds: null })}
          >
            {live.length === 0 ? i18n.t('verify_clip') : i18n.t('verify_n', live.length)}
          </Button>
          <Menu
            label={i18n.t('export')}
            focusKey="export"
            entries={[
              {
                label: i18n.t('export_open'),
                icon: 'page',
                onSelect: () => ask({ kind: 'export', sectionId: null }),
              },
              'line',
              { label: i18n.t('export_copy'), icon: 'copy', onSelect: reportActs.copy },
              { label: i18n.t('export_download'), icon: 'download', onSelect: reportActs.download },
            ]}
          >
            {i18n.t('export')}
          </Menu>
        </>
      ) : (
        <RunView progress={run.progress} onPause={pause} onCancel={cancel} />
      )}
    </footer>
  );
}
