import { requestFromHighlighter } from '@/utils/messaging/client-highlighter';
import type { ClipId } from '@/utils/model/ids';
import { NoteCard } from './note-card';

/**
 * How long the pointer or the caret must stay on a passage before its card opens, in milliseconds.
 */
const REST = 300;
/** How long the pointer may take from the passage into the card, in milliseconds. */
const LEAVE = 300;
/** The maximum number of clips of the same words in a card. */
const MOST = 5;

type Passage = readonly [ClipId, Range];

/**
 * Shows the notes on a passage while the pointer or the caret rests on it, or after a click on it.
 * Highlights are not elements and get no events, so the page's events are observed. The layout is
 * asked for once a frame at most, and only over elements that hold a part of a passage.
 */
export class ClipNotes {
  readonly #card = new NoteCard();
  #passages: readonly Passage[] = [];
  #target: Node | null = null;
  /** The passages of which the event's target has a part. */
  #near: readonly Passage[] = [];
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The clips whose card is shown or will be shown. */
  #wanted = '';
  #leaving = false;
  #byKey = false;
  #listening: AbortController | null = null;

  /** Observes these passages. Without passages no event is observed. */
  follow(passages: readonly Passage[]): void {
    this.#passages = passages;
    this.#target = null;
    this.#near = [];
    const ids = new Set<string>(passages.map(([id]) => id));
    if (!this.#wanted.split(',').every((id) => id === '' || ids.has(id))) this.#hide();
    if (passages.length === 0) this.stop();
    else if (this.#listening === null) this.#start();
  }

  stop(): void {
    this.#passages = [];
    this.#hide();
    this.#card.remove();
    this.#listening?.abort();
    this.#listening = null;
  }

  #start(): void {
    this.#listening = new AbortController();
    const options = { capture: true, passive: true, signal: this.#listening.signal };
    for (const type of ['pointermove', 'click'] as const) {
      addEventListener(type, (event) => this.#moved(event), options);
    }
    addEventListener('pointerout', (event) => this.#left(event), options);
    addEventListener('keydown', (event) => this.#typed(event), options);
    for (const type of ['pointerdown', 'scroll']) {
      addEventListener(type, (event) => this.#disturbed(event), options);
    }
    addEventListener('selectionchange', () => this.#caretMoved(), options);
  }

  /** A click opens the card at once. A finger only clicks, because it cannot rest on a passage. */
  #moved(event: PointerEvent): void {
    const rest = event.type === 'click' ? 0 : REST;
    // Events that a page makes open no card.
    if (!event.isTrusted) return;
    if (rest > 0 && event.pointerType === 'touch') return;
    const [target] = event.composedPath();
    if (this.#card.holds(target)) {
      this.#stay();
      return;
    }
    if (!(target instanceof Node)) return;
    if (target !== this.#target) {
      this.#target = target;
      this.#near = this.#passages.filter(([, range]) => range.intersectsNode(target));
    }
    cancelAnimationFrame(this.#frame);
    const { x, y } = event;
    this.#frame = requestAnimationFrame(() => {
      let box: DOMRect | undefined;
      const under = this.#near.filter(([, range]) => {
        const own = [...range.getClientRects()].find(
          ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
        );
        box ??= own;
        return own;
      });
      this.#point(under, box, rest);
    });
  }

  /** Outside of the window no movement is reported. */
  #left({ relatedTarget }: PointerEvent): void {
    if (relatedTarget === null) this.#point([]);
  }

  /** Only for a caret that keys moved, because a selection by the pointer is not finished. */
  #caretMoved(): void {
    const { focusNode: node, focusOffset = 0 } = getSelection() ?? {};
    if (!this.#byKey || !node) return;
    const at = this.#passages.filter(([, range]) => range.isPointInRange(node, focusOffset));
    const caret = new Range();
    caret.setStart(node, focusOffset);
    const [box = at[0]?.[1].getBoundingClientRect()] = caret.getClientRects();
    this.#point(at, box);
  }

  #disturbed(event: Event): void {
    if (event.type !== 'scroll') this.#byKey = false;
    if (!this.#card.holds(event.composedPath()[0])) this.#hide();
  }

  #typed({ key, isTrusted }: KeyboardEvent): void {
    if (!isTrusted) return;
    this.#byKey = true;
    if (key === 'Escape') this.#hide(this.#wanted);
  }

  /** @param box The position of the passages in the window. */
  #point(passages: readonly Passage[], box?: DOMRect, rest = REST): void {
    const ids = passages.map(([id]) => id);
    const wanted = ids.join();
    if (wanted === this.#wanted) {
      this.#stay();
      return;
    }
    const leaving = box === undefined;
    if (leaving && this.#leaving) return;
    clearTimeout(this.#timer);
    this.#leaving = leaving;
    if (leaving) {
      // Leaves time for the pointer to reach the card.
      this.#timer = setTimeout(() => this.#hide(), this.#card.isOpen ? LEAVE : 0);
      return;
    }
    this.#wanted = wanted;
    this.#timer = setTimeout(() => void this.#show(ids.slice(0, MOST), box, wanted), rest);
  }

  #stay(): void {
    if (this.#leaving) clearTimeout(this.#timer);
    this.#leaving = false;
  }

  async #show(clipIds: ClipId[], box: DOMRect, wanted: string): Promise<void> {
    const reply = await requestFromHighlighter('highlights.notes', { url: location.href, clipIds });
    if (wanted !== this.#wanted) return;
    if (reply.ok && reply.value.notes.length > 0) this.#card.show(reply.value.notes, box);
    else this.#card.hide();
  }

  /** @param wanted The clips that the pointer is still on when the user closes the card. */
  #hide(wanted = ''): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#leaving = false;
    this.#wanted = wanted;
    this.#card.hide();
  }
}
