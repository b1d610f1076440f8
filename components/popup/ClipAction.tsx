import { i18n } from '#i18n';
import { savedWords } from '@/components/clip/saved-words';
import type { ActivePage } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import { ErrorNotice, HintNotice } from '@/components/ui/ErrorNotice';
import { Icon } from '@/components/ui/Icon';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import type { Failure } from '@/utils/model/failure';
import './popup.css';
import { PrivateQuestion } from './PrivateQuestion';

export type ClipState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'working' }
  | { readonly kind: 'saved'; readonly clipped: ClippedPassages }
  /**
   * The popup asks about a clip of a private window: null for a clip, or the clips that a
   * screenshot belongs to.
   */
  | { readonly kind: 'asked'; readonly screenshotFor?: ClippedPassages | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

interface ClipActionProps {
  /** Null until the browser has told the page. */
  readonly page: ActivePage | null;
  readonly state: ClipState;
  /** The key that clips, or null if none is assigned. */
  readonly shortcut: string | null;
  readonly onClip: (clipPage: boolean, privateAnswer?: PrivateAnswer) => void;
  /** Called when the user discards the clips of a private window. */
  readonly onDrop: () => void;
}

/** The button that clips the page, or the reason why it cannot be clipped; and the result. */
export function ClipAction({ page, state, shortcut, onClip, onDrop }: ClipActionProps) {
  const whole = page?.hasSelection === false;
  const problem = problemOf(state);
  const asked = state.kind === 'asked' && (
    <PrivateQuestion
      question={i18n.t('private_question')}
      focusKey="private-keep"
      host={state.screenshotFor === undefined ? hostOf(page) : ''}
      onKeep={(answer) => onClip(whole, answer)}
      onDrop={onDrop}
    />
  );
  if (page !== null && page.kind !== 'clippable') {
    const why = i18n.t(page.kind === 'pdf' ? 'failure_pdf_viewer' : 'failure_restricted_page');
    // A clip by the keyboard fails for the reason that is already shown.
    const told = state.kind === 'ready' && page.told?.title !== why ? page.told : null;
    return (
      <>
        {/* Who has just clipped there knows how. What failed on the page before is no fault of this one. */}
        {told?.kind !== 'saved' && !isOfLeftPage(told) && (
          <HintNotice icon="warning">{why}</HintNotice>
        )}
        {/* Of a screenshot, or of words that the context menu handed over. */}
        <div role="status">
          {state.kind === 'saved' && <Saved clipped={state.clipped} />}
          {told && <ToldResult {...told} />}
        </div>
        {asked}
        {problem !== null && <ErrorNotice failure={problem} />}
      </>
    );
  }
  const left = state.kind === 'ready' && page !== null && isOfLeftPage(page.told) && page.told;
  return (
    <div class="popup-clip">
      {left && (
        <div role="status">
          <ToldResult {...left} />
        </div>
      )}
      {page?.selected && (
        <blockquote class="popup-selection" dir="auto">
          {page.selected}
        </blockquote>
      )}
      <Button
        look="primary"
        large
        focusKey="clip"
        icon={whole ? 'page' : 'quote'}
        disabled={page === null || state.kind === 'working'}
        onClick={() => onClip(whole)}
      >
        {i18n.t(state.kind === 'working' ? 'clipping' : whole ? 'clip_page' : 'clip_selection')}
        {/* The key clips only a selection, not a whole page. */}
        {shortcut !== null && !whole && (
          <span class="popup-key" aria-hidden="true" data-key={shortcut} />
        )}
      </Button>
      {page?.hasSelection === null && (
        <HintNotice icon="question">{i18n.t('page_unanswered')}</HintNotice>
      )}
      {whole && state.kind === 'ready' && <p class="muted popup-hint">{i18n.t('clip_hint')}</p>}
      <div role="status">{state.kind === 'saved' && <Saved clipped={state.clipped} />}</div>
      {asked}
      {problem !== null && <ErrorNotice failure={problem} />}
    </div>
  );
}

/** Whether a clip failed because its page was left, or Pincite stopped. No toast said so. */
function isOfLeftPage(told: ActivePage['told']): boolean {
  const messages = [i18n.t('failure_page_navigated'), i18n.t('failure_clip_interrupted')];
  return told?.kind === 'failed' && messages.some((message) => told.title.includes(message));
}

/** Returns the host of a page; '' for a file or an invalid address. */
function hostOf(page: ActivePage | null): string {
  const url = page?.url ?? '';
  return URL.canParse(url) ? new URL(url).host : '';
}

function problemOf(state: ClipState): Failure | null {
  if (state.kind === 'saved') return state.clipped.problem;
  return state.kind === 'failed' ? state.failure : null;
}

function ToldResult({ kind, title }: NonNullable<ActivePage['told']>) {
  const [first = '', ...more] = title.split('\n');
  if (kind === 'failed') return <HintNotice icon="warning">{title}</HintNotice>;
  return <SavedLines first={first} more={more.join(' ') || null} />;
}

function Saved({ clipped }: { clipped: ClippedPassages }) {
  const { where, again } = savedWords(clipped, i18n);
  return <SavedLines first={where} more={again} />;
}

function SavedLines({ first, more }: { first: string; more: string | null }) {
  return (
    <div class="popup-saved">
      <Icon name="check" tone="pass" />
      <div>
        <p>{first}</p>
        {more !== null && <p class="muted">{more}</p>}
      </div>
    </div>
  );
}
