/** How long a toast must be fully visible before its buttons act, in milliseconds. */
const MOMENT = 500;
/** The interval between two visibility checks of the toast, in milliseconds. */
const LOOK_EVERY = 150;
/**
 * How old the last visibility check may be when a control is pressed, in milliseconds. A page that
 * covers the toast and then blocks its thread also delays these checks.
 */
const FRESH = 500;
/** The least width and height of a control in CSS pixels; users may not notice a smaller one. */
const LEAST = 16;

/** The options of `IntersectionObserver` version 2, which Firefox does not support. */
interface SightOptions extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}
interface SightEntry extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

/**
 * Observes whether the user can see the controls of a toast. The toast must have been in the window
 * for `MOMENT`, nothing may cover it, and neither the page nor a page around its frame may shrink
 * or fade it. Otherwise a page could make the user press a button that the user does not see.
 * Firefox does not report what is covered; there only the time and the size are checked.
 *
 * The browser reports only changes. Therefore each check observes the toast anew, so that the age
 * of the last check is known when a control is pressed.
 * https://w3c.github.io/IntersectionObserver/v2/
 */
export class ToastSight {
  readonly #toast: Element;
  readonly #observer: IntersectionObserver;
  readonly #looks: ReturnType<typeof setInterval>;
  /** The first and last of the successive checks that saw the toast; null if the last did not. */
  #seen: { readonly since: number; readonly last: number } | null = null;

  constructor(toast: Element) {
    this.#toast = toast;
    const options: SightOptions = { trackVisibility: true, delay: 100 };
    this.#observer = new IntersectionObserver((entries) => {
      const last: SightEntry | undefined = entries.at(-1);
      if (last !== undefined) this.#note(last.isIntersecting && last.isVisible !== false);
    }, options);
    this.#observer.observe(toast);
    this.#looks = setInterval(() => {
      this.#observer.unobserve(toast);
      this.#observer.observe(toast);
    }, LOOK_EVERY);
  }

  /** Whether a control of the toast may be pressed with the pointer. */
  isClear(control: Element): boolean {
    const { width, height } = control.getBoundingClientRect();
    const isFresh = this.#seen !== null && performance.now() - this.#seen.last <= FRESH;
    return isFresh && this.#toast.hasAttribute('data-clear') && Math.min(width, height) >= LEAST;
  }

  stop(): void {
    clearInterval(this.#looks);
    this.#observer.disconnect();
  }

  #note(isSeen: boolean): void {
    const now = performance.now();
    this.#seen = isSeen ? { since: this.#seen?.since ?? now, last: now } : null;
    const isClear = this.#seen !== null && now - this.#seen.since >= MOMENT;
    this.#toast.toggleAttribute('data-clear', isClear);
  }
}
