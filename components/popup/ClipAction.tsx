import { i18n } from '#i18n';
import type { ActivePage } from '@/components/acts';
import { Button } from '@/components/ui/Button';
import { ErrorNotice, HintNotice } from '@/components/ui/ErrorNotice';
import { Icon } from '@/components/ui/Icon';
import type { SavedClip } from '@/utils/messaging/protocol';
import type { Failure } from '@/utils/model/failure';
import './popup.css';

export type ClipState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working' }
  | { readonly kind: 'saved'; readonly saved: SavedClip }
  | { readonly kind: 'failed'; readonly failure: Failure };

interface ClipActionProps {
  /** Null while the browser has not told yet. */
  readonly page: ActivePage | null;
  readonly state: ClipState;
  readonly onClip: (clipPage: boolean) => void;
}

/** The button that clips, or why this page can't be; and what became of it. */
export function ClipAction({ page, state, onClip }: ClipActionProps) {
  if (page !== null && page.kind !== 'clippable') {
    return (
      <HintNotice icon="warning">
        {i18n.t(page.kind === 'pdf' ? 'failure_pdf_viewer' : 'failure_restricted_page')}
      </HintNotice>
    );
  }
  const whole = page !== null && !page.hasSelection;
  return (
    <div class="popup-clip">
      <Button
        look="primary"
        large
        icon={whole ? 'page' : 'quote'}
        disabled={page === null || state.kind === 'working'}
        onClick={() => onClip(whole)}
      >
        {i18n.t(state.kind === 'working' ? 'clipping' : whole ? 'clip_page' : 'clip_selection')}
      </Button>
      {whole && state.kind === 'ready' && <p class="muted popup-hint">{i18n.t('clip_hint')}</p>}
      <div role="status">{state.kind === 'saved' && <Saved saved={state.saved} />}</div>
      {state.kind === 'failed' && <ErrorNotice failure={state.failure} />}
    </div>
  );
}

function Saved({ saved }: { saved: SavedClip }) {
  const report = saved.reportTitle.trim() || i18n.t('report_untitled');
  return (
    <div class="popup-saved">
      <Icon name="check" />
      <div>
        <p>{i18n.t('saved_to_section', [report, saved.sectionTitle ?? i18n.t('inbox')])}</p>
        {saved.duplicate && <p class="muted">{i18n.t('saved_again')}</p>}
      </div>
    </div>
  );
}
