import { Component, type ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { SavedClip } from '@/utils/messaging/protocol';

/** How long a toast stands when nobody touches it, in milliseconds. */
const STANDS = 8_000;

interface FrameProps {
  readonly tone: 'saved' | 'failed';
  readonly message: string;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** Stays while the pointer or the focus is in it, then goes by itself. */
class Frame extends Component<FrameProps> {
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #hold = (): void => clearTimeout(this.#timer);
  readonly #release = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.props.onClose, STANDS);
  };

  override componentDidMount(): void {
    this.#release();
  }

  override componentWillUnmount(): void {
    this.#hold();
  }

  render({ tone, message, onClose, children }: FrameProps) {
    return (
      <section
        class={`toast ${tone}`}
        aria-label={i18n.t('toast_label')}
        onPointerEnter={this.#hold}
        onPointerLeave={this.#release}
        onFocusIn={this.#hold}
        onFocusOut={this.#release}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <div class="row">
          <svg class="mark" viewBox="0 0 12 12" aria-hidden="true">
            <path d={tone === 'saved' ? 'M2 6.5 5 9.5 10 3' : 'M6 2v5M6 9.2v.6'} />
          </svg>
          <p class="message" role={tone === 'saved' ? 'status' : 'alert'}>
            {message}
          </p>
          <button
            type="button"
            class="close"
            aria-label={i18n.t('dismiss')}
            title={i18n.t('dismiss')}
            onClick={onClose}
          >
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <path d="m2.5 2.5 7 7m0-7-7 7" />
            </svg>
          </button>
        </div>
        {children}
      </section>
    );
  }
}

interface SavedToastProps {
  readonly saved: SavedClip;
  readonly message: string;
  readonly quote: string | null;
  readonly warning: string | null;
  readonly onClose: () => void;
}

interface SavedToastState {
  /** What came of the last act; null: where the clip went. */
  readonly said: string | null;
  readonly undone: boolean;
  readonly note: string;
}

/** Where the clip went, with its words, a note and a way back. */
export class SavedToast extends Component<SavedToastProps, SavedToastState> {
  override state: SavedToastState = { said: null, undone: false, note: '' };

  async #act(
    name: 'clip.undo' | 'clip.redo' | 'clip.note',
    then: Partial<SavedToastState>,
  ): Promise<void> {
    const { clipId } = this.props.saved;
    const reply = await requestFromClipper(name, { clipId, note: this.state.note });
    this.setState(reply.ok ? then : { said: i18n.t(`failure_${reply.error.code}`) });
  }

  readonly #undo = () =>
    void (this.state.undone
      ? this.#act('clip.redo', { undone: false, said: null })
      : this.#act('clip.undo', { undone: true, said: i18n.t('toast_undone') }));

  readonly #keepNote = (event: Event) => {
    event.preventDefault();
    void this.#act('clip.note', { said: i18n.t('toast_note_saved') });
  };

  render(
    { saved, message, quote, warning, onClose }: SavedToastProps,
    { said, undone, note }: SavedToastState,
  ) {
    return (
      <Frame tone="saved" message={said ?? message} onClose={onClose}>
        {quote !== null && <blockquote class={undone ? 'undone' : ''}>{quote}</blockquote>}
        {warning !== null && <p class="warning">{warning}</p>}
        <form class="row" onSubmit={this.#keepNote}>
          {!undone && (
            <input
              type="text"
              value={note}
              maxLength={20_000}
              aria-label={i18n.t('toast_note')}
              placeholder={i18n.t('toast_note_hint')}
              onInput={(event) => this.setState({ note: event.currentTarget.value })}
            />
          )}
          {/* An older clip of the same passage is not this toast's to take back. */}
          {!saved.duplicate && (
            <button type="button" class="undo" onClick={this.#undo}>
              {i18n.t(undone ? 'redo' : 'undo')}
            </button>
          )}
        </form>
      </Frame>
    );
  }
}

export function FailedToast({
  message,
  onClose,
}: {
  readonly message: string;
  readonly onClose: () => void;
}) {
  return <Frame tone="failed" message={message} onClose={onClose} />;
}
