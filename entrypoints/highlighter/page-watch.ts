import { isHidden, listen, unlisten } from '@/utils/page/live-page';

/** What became of a look at the page. */
export interface Look {
  /** Milliseconds that it took. */
  readonly cost: number;
  /** It found more than the one before. */
  readonly gained: boolean;
  /** There is nothing left to find. */
  readonly complete: boolean;
}

/** Milliseconds from a change to the look at it: changes come in bursts. */
const SOONEST = 400;
/** A page that never rests is looked at this rarely in the end. */
const LATEST = 60_000;
/** Looking takes at most this part of a page's time. */
const SHARE = 1 / 25;

/** What may bring text to light; only watched while a clip has not been found. */
const REVEALING = ['class', 'style', 'hidden', 'open'];

/** Ways in which a page goes to another address without being loaded. */
const MOVES = ['popstate', 'hashchange'] as const;

/**
 * Watches a page for changes that are worth another look, and calls `look` for them: after the
 * burst, less and less often where looking is dear or finds nothing, and never while nobody
 * sees the page.
 */
export class PageWatch {
  readonly #document: Document;
  readonly #look: () => void;
  readonly #observer = new MutationObserver(() => this.#soon());
  readonly #hear = () => this.#soon();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pace = SOONEST;
  #started = false;

  constructor(document: Document, look: () => void) {
    this.#document = document;
    this.#look = look;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const move of MOVES) addEventListener(move, this.#hear);
    listen(this.#document, 'visibilitychange', this.#hear);
  }

  stop(): void {
    this.#started = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#observer.disconnect();
    for (const move of MOVES) removeEventListener(move, this.#hear);
    unlisten(this.#document, 'visibilitychange', this.#hear);
  }

  /** Observes what a look went through from now on, at the pace that the look allows. */
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
