/** Milliseconds for which a toast is in clear sight before its buttons act. */
const MOMENT = 500;
/** Milliseconds from one look at the toast to the next. */
const LOOK_EVERY = 150;
/**
 * How old the last look may be when something is pressed, in milliseconds. A page that covers the
 * toast and then keeps its own thread busy keeps the browser from looking, too.
 */
const FRESH = 500;
/** CSS pixels: a control that is drawn smaller is not pressed knowingly. */
const LEAST = 16;

/** `IntersectionObserver`, version 2; Firefox does not know what it adds. */
interface SightOptions extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}
interface SightEntry extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

/**
 * Whether the user can see what they press in a toast: it has been in the window for a moment,
 * nothing covers it, neither the page nor a page around its frame shrinks or fades it. A page
 * could otherwise have the user press a button that they don't see. Where the browser doesn't tell
 * what is covered (Firefox), the moment and the size are what there is.
 *
 * The browser tells of changes only. Each look is asked for, so that its age is known when
 * something is pressed.
 * https://w3c.github.io/IntersectionObserver/v2/
 */
export class ToastSight {
  readonly #toast: Element;
  readonly #observer: IntersectionObserver;
  readonly #looks: ReturnType<typeof setInterval>;
  /** When it was first seen in a row of looks, and last; null where the last look did not see it. */
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
