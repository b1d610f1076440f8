import { Component, type ComponentChildren } from 'preact';
import { i18n } from '#i18n';

/** How long a toast stands when nobody touches it, in milliseconds. */
const STANDS = 8_000;

interface ToastFrameProps {
  readonly tone: 'saved' | 'failed' | 'asked';
  readonly message: string;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** Stays while the pointer or the focus is in it, then goes by itself; a question stays. */
export class ToastFrame extends Component<ToastFrameProps> {
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #hold = (): void => clearTimeout(this.#timer);
  /** @param held Whether the other of the two is still in it. */
  #release(held: boolean): void {
    clearTimeout(this.#timer);
    if (!held && this.props.tone !== 'asked') {
      this.#timer = setTimeout(this.props.onClose, STANDS);
    }
  }

  override componentDidMount(): void {
    this.#release(false);
  }

  override componentWillUnmount(): void {
    this.#hold();
  }

  render({ tone, message, onClose, children }: ToastFrameProps) {
    return (
      <section
        class={`toast ${tone}`}
        aria-label={i18n.t('toast_label')}
        onPointerEnter={this.#hold}
        onPointerLeave={({ currentTarget }) =>
          this.#release(currentTarget.matches(':focus-within'))
        }
        onFocusIn={this.#hold}
        onFocusOut={({ currentTarget }) => this.#release(currentTarget.matches(':hover'))}
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
