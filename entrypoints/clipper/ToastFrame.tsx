import { Component, type ComponentChildren } from 'preact';
import { i18n } from './kept-catalogue';
import { ToastSight } from './toast-sight';

/** How long an untouched toast stays, in milliseconds. */
const STANDS = 8_000;

/**
 * Shows text of the library in a page. The style sheet draws the text from an attribute, so that
 * the text is not part of the page's document. `window.find` and selections reach text even in a
 * closed shadow root, but not text that a style sheet draws. Screen readers read such text.
 */
function DrawnText({ text }: { readonly text: string }) {
  return <span data-drawn={text} />;
}

interface ToastFrameProps {
  readonly tone: 'saved' | 'failed' | 'asked';
  readonly message: string;
  /** Whether the message contains names from the library; its size then does not depend on them. */
  readonly isPrivate?: boolean;
  /** The buttons beside the message. */
  readonly actions?: ComponentChildren;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

interface ToastFrameState {
  /** Whether a control was pressed that the user may not have seen. */
  readonly isRefused: boolean;
}

/** Matches every control that can be pressed. */
const CONTROLS = 'button, select, input';

/**
 * A toast that closes by itself after the pointer and the focus have left it. A toast that asks a
 * question stays. The pointer presses only controls that the user can see. Keys always act, because
 * only the user can move the focus into the toast, with Tab or by pressing the clip key again.
 * A refused press does not move the focus, and no page can move it or make a trusted click.
 */
export class ToastFrame extends Component<ToastFrameProps, ToastFrameState> {
  override state: ToastFrameState = { isRefused: false };
  #toast: HTMLElement | null = null;
  #sight: ToastSight | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGone = false;

  readonly #hold = (): void => clearTimeout(this.#timer);
  /** @param held Whether the pointer or the focus is still in the toast. */
  #release(held: boolean): void {
    clearTimeout(this.#timer);
    // A removed toast gets a focusout event, and its timer would close the next toast.
    if (!held && !this.#isGone && this.props.tone !== 'asked') {
      this.#timer = setTimeout(this.props.onClose, STANDS);
    }
  }

  /** Refuses a press, and the focus, for a control that the user cannot see. */
  readonly #guard = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const control = target?.closest(CONTROLS) ?? null;
    // A click made by a key has the detail 0.
    if (control === null || (event.type === 'click' && event.isTrusted && event.detail === 0)) {
      return;
    }
    if (event.isTrusted && this.#sight?.isClear(control) === true) {
      if (this.state.isRefused) this.setState({ isRefused: false });
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'click' && event.isTrusted) this.setState({ isRefused: true });
  };

  override componentDidMount(): void {
    if (this.#toast !== null) this.#sight = new ToastSight(this.#toast);
    this.#release(false);
  }

  override componentWillUnmount(): void {
    this.#isGone = true;
    this.#sight?.stop();
    this.#hold();
  }

  render(
    { tone, message, isPrivate = false, actions, onClose, children }: ToastFrameProps,
    { isRefused }: ToastFrameState,
  ) {
    return (
      <section
        ref={(toast) => {
          this.#toast = toast;
        }}
        class={`toast toast-${tone}`}
        aria-label={i18n.t('toast_label')}
        onPointerEnter={this.#hold}
        onPointerLeave={({ currentTarget }) =>
          this.#release(currentTarget.matches(':focus-within'))
        }
        onFocusIn={this.#hold}
        onFocusOut={({ currentTarget }) => this.#release(currentTarget.matches(':hover'))}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && event.isTrusted) onClose();
        }}
        onMouseDownCapture={this.#guard}
        onClickCapture={this.#guard}
      >
        <div class="row">
          <svg class="mark" viewBox="0 0 12 12" aria-hidden="true">
            <path d={tone === 'saved' ? 'M2 6.5 5 9.5 10 3' : 'M6 2v5M6 9.2v.6'} />
          </svg>
          <p
            class={`message${isPrivate ? ' private' : ''}`}
            role={tone === 'saved' ? 'status' : 'alert'}
          >
            {isPrivate ? <DrawnText text={message} /> : message}
          </p>
          {actions}
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
        {isRefused && (
          <p class="warning unseen" role="alert">
            {i18n.t('toast_unseen')}
          </p>
        )}
      </section>
    );
  }
}
