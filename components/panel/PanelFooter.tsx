import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Menu } from '@/components/ui/Menu';
import { useBarHeight } from '@/components/ui/use-bar-height';
import { RunView } from '@/components/verify/RunView';
import { countStates } from '@/utils/model/check-state';
import { keysOf, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';
import { checkStateOf } from '@/utils/review/claim-item';
import { nextStep } from '@/utils/review/next-step';
import './panel.css';
import { useOpenClaims } from './use-open-claims';
import type { SidePanelState } from './use-side-panel';

/**
 * The three steps of a report: verify, review, export. The step that comes next is the main button
 * and has its number. A step that has nothing to work on is not shown, and neither is the footer of
 * an empty report.
 */
export function PanelFooter({ panel }: { panel: SidePanelState }) {
  const { acts, library, counted, verifiable, questions, report, reportActs, verification } = panel;
  const { startVerifying: verify, startReviewing: review } = panel;
  const { run, pause, cancel } = verification;
  const { ask } = questions;
  const claims = useOpenClaims(report, library.reader, acts);
  if (run !== null) {
    return (
      <Footer>
        <RunView progress={run.progress} onPause={pause} onCancel={cancel} />
      </Footer>
    );
  }
  if (report === null) return null;
  if (counted.length === 0 && review === null && report.tree.sections.length === 0) return null;
  const groups = countStates(verifiable.map(checkStateOf));
  const next = nextStep({
    clips: verifiable.length,
    unchecked: groups.never + groups.repinned,
    openClaims: claims,
  });
  const verifyLabel = i18n.t('verify_n', verifiable.length);
  const reviewLabel = claims ? i18n.t('review_n', claims) : i18n.t('review');
  return (
    <Footer>
      {verify !== null && (
        <Button
          look={next === 'verify' ? 'primary' : 'plain'}
          focusKey="verify"
          label={verifyLabel}
          shortcut={keysOf(PANEL_SHORTCUTS, 'verify')[0]}
          onClick={verify}
        >
          {next === 'verify' ? verifyLabel : i18n.t('verify_clip')}
        </Button>
      )}
      {review !== null && (
        <Button
          look={next === 'review' ? 'primary' : 'plain'}
          focusKey="review"
          label={reviewLabel}
          shortcut={keysOf(PANEL_SHORTCUTS, 'review')[0]}
          onClick={review}
        >
          {next === 'review' ? reviewLabel : i18n.t('review')}
        </Button>
      )}
      <Menu
        label={i18n.t('export')}
        focusKey="export"
        class={`button button-${next === 'export' ? 'primary' : 'plain'}`}
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
    </Footer>
  );
}

/** A footer that tells the style sheets how much of the window's foot it covers. */
function Footer({ children }: { children: ComponentChildren }) {
  const footer = useRef<HTMLElement>(null);
  useBarHeight(footer, '--foot-height');
  return (
    <footer class="panel-footer" ref={footer}>
      {children}
    </footer>
  );
}
