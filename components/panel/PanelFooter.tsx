import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Menu } from '@/components/ui/Menu';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import './panel.css';
import { RunView } from '@/components/verify/RunView';

interface PanelFooterProps {
  readonly clips: number;
  /** The verification under way or resting, if any, and its progress once that is known. */
  readonly run: { readonly progress: RunProgress | null } | null;
  readonly onVerify: () => void;
  readonly onPause: (paused: boolean) => void;
  readonly onCancel: () => void;
  readonly onExport: () => void;
  readonly onCopy: () => void;
  readonly onDownload: () => void;
}

/** What a report is for: verify it, export it. */
export function PanelFooter(props: PanelFooterProps) {
  const { run } = props;
  return (
    <footer class="panel-footer">
      {run === null ? (
        <>
          <Button
            look="primary"
            grow
            focusKey="verify"
            disabled={props.clips === 0}
            onClick={props.onVerify}
          >
            {props.clips === 0 ? i18n.t('verify_clip') : i18n.t('verify_n', props.clips)}
          </Button>
          <Menu
            label={i18n.t('export')}
            focusKey="export"
            entries={[
              { label: i18n.t('export_open'), icon: 'page', onSelect: props.onExport },
              'line',
              { label: i18n.t('export_copy'), icon: 'copy', onSelect: props.onCopy },
              { label: i18n.t('export_download'), icon: 'download', onSelect: props.onDownload },
            ]}
          >
            {i18n.t('export')}
          </Menu>
        </>
      ) : (
        <RunView progress={run.progress} onPause={props.onPause} onCancel={props.onCancel} />
      )}
    </footer>
  );
}
