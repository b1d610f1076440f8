import { requestFromHighlighter } from '@/utils/messaging/client-highlighter';
import type { ClipId } from '@/utils/model/ids';
import { listen } from '@/utils/page/live-page';
import { NoteCard } from './note-card';

/** Milliseconds that the pointer or the caret rests on a passage before its card comes. */
const REST = 300;
/** And in which the pointer can get from the passage into the card. */
const LEAVE = 300;
/** Clips of the same words; more would be a list to scroll in. */
const MOST = 5;

type Passage = readonly [ClipId, Range];

/**
 * Shows what was noted of a passage while the pointer rests on it, or the caret that keys move.
 * Highlights are no elements and hear no events, so the page's are looked at: an event over an
 * element without a passage costs a comparison, and a layout is asked for at most once a frame.
 */
export class ClipNotes {
  readonly #card = new NoteCard();
  #passages: readonly Passage[] = [];
  #target: Node | null = null;
  /** The passages that the target has a part of. */
  #near: readonly Passage[] = [];
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whose card is shown or waited for. */
  #wanted = '';
  #leaving = false;
  #byKey = false;
  #listening: AbortController | null = null;

  /** From now on it is these passages; none, and nothing is listened to. */
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
    addEventListener('pointermove', (event) => this.#moved(event), options);
    addEventListener('pointerout', (event) => this.#left(event), options);
    addEventListener('keydown', (event) => this.#typed(event), options);
    for (const type of ['pointerdown', 'scroll']) {
      addEventListener(type, (event) => this.#disturbed(event), options);
    }
    listen(document, 'selectionchange', () => this.#caretMoved(), options);
  }

  #moved(event: PointerEvent): void {
    // What a page makes up opens no card.
    if (!event.isTrusted || event.pointerType === 'touch') return;
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
    if (this.#near.length === 0) {
      this.#point([]);
      return;
    }
    cancelAnimationFrame(this.#frame);
    const { clientX, clientY } = event;
    this.#frame = requestAnimationFrame(() => this.#pointAt(clientX, clientY));
  }

  /** Out of the window, where no movement is heard of. */
  #left({ relatedTarget }: PointerEvent): void {
    if (relatedTarget === null) this.#point([]);
  }

  #pointAt(x: number, y: number): void {
    const boxes: DOMRect[] = [];
    const under = this.#near.filter(([, range]) => {
      const box = [...range.getClientRects()].find(
        ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
      );
      if (box) boxes.push(box);
      return box;
    });
    this.#point(under, boxes[0]);
  }

  /** Only a caret that keys moved: a selection by the pointer is about to be something else. */
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

  /** @param box Where in the window the passages are pointed at. */
  #point(passages: readonly Passage[], box?: DOMRect): void {
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
      // Until the pointer had the time to get into it.
      this.#timer = setTimeout(() => this.#hide(), this.#card.isOpen ? LEAVE : 0);
      return;
    }
    this.#wanted = wanted;
    this.#timer = setTimeout(() => void this.#show(ids.slice(0, MOST), box, wanted), REST);
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

  /** @param wanted What the pointer is still on, where the user sent the card away. */
  #hide(wanted = ''): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#leaving = false;
    this.#wanted = wanted;
    this.#card.hide();
  }
}
