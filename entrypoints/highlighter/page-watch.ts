import { isHidden } from '@/utils/page/live-page';

/** The result of a search in the page. */
export interface Look {
  /** Its duration in milliseconds. */
  readonly cost: number;
  /** Whether it found more than the previous one. */
  readonly gained: boolean;
  /** Whether everything is found. */
  readonly complete: boolean;
}

/** The time from a change to the next search, in milliseconds, because changes come in series. */
const SOONEST = 400;
/** The longest time between two searches, in milliseconds, in a page that changes all the time. */
const LATEST = 60_000;
/** The largest part of a page's time that searching may take. */
const SHARE = 1 / 25;

/** Attributes that can reveal text. They are observed only while a clip is not found. */
const REVEALING = ['class', 'style', 'hidden', 'open'];

/** Events of a page that goes to another address without loading, or that becomes visible. */
const MOVES = ['popstate', 'hashchange', 'visibilitychange'] as const;

/**
 * Observes a page for changes and calls `look` after them: after a series of changes has ended,
 * more rarely if searching is slow or finds nothing, and never while the page is hidden.
 */
export class PageWatch {
  readonly #document: Document;
  readonly #look: () => void;
  readonly #observer = new MutationObserver(() => this.#soon());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pace = SOONEST;
  #listening: AbortController | null = null;

  constructor(document: Document, look: () => void) {
    this.#document = document;
    this.#look = look;
  }

  start(): void {
    if (this.#listening !== null) return;
    this.#listening = new AbortController();
    // Before the page's own listeners, which could keep an event from the window.
    const options = { capture: true, signal: this.#listening.signal };
    for (const move of MOVES) addEventListener(move, () => this.#soon(), options);
  }

  stop(): void {
    this.#listening?.abort();
    this.#listening = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#observer.disconnect();
  }

  /** Observes what the last search read, with an interval that depends on its result. */
  follow(roots: readonly ShadowRoot[], { cost, gained, complete }: Look): void {
    const least = Math.max(SOONEST, cost / SHARE);
    this.#pace = gained || complete ? least : Math.min(LATEST, Math.max(least, this.#pace * 1.5));
    this.#observer.disconnect();
    for (const root of [this.#document, ...roots]) {
      this.#observer.observe(root, {
        childList: true,
        characterData: true,
        subtree: true,
        ...(complete ? {} : { attributeFilter: REVEALING }),
      });
    }
  }

  #soon(): void {
    if (this.#timer !== undefined || isHidden(this.#document)) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, this.#pace);
  }
}
