import { requestFromHighlighter } from '@/utils/messaging/client-highlighter';
import type { ClipId } from '@/utils/model/ids';
import { NoteCard } from './note-card';

/** Milliseconds that the pointer or the caret rests on a passage before its card comes. */
const REST = 300;
/** And in which the pointer can get from the passage into the card. */
const LEAVE = 300;
/** Clips of the same words; more would be a list to scroll in. */
const MOST = 5;

type Passage = readonly [ClipId, Range];

/** What is pointed at: the clips, and the box of the window that they are pointed at in. */
interface Pointed {
  readonly ids: readonly ClipId[];
  readonly box: DOMRect;
}

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
    addEventListener('pointerdown', (event) => this.#pressed(event), options);
    addEventListener('keydown', (event) => this.#typed(event), options);
    addEventListener('scroll', (event) => this.#scrolled(event), options);
    document.addEventListener('selectionchange', () => this.#caretMoved(), options);
  }

  #moved(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
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
      this.#point(null);
      return;
    }
    cancelAnimationFrame(this.#frame);
    const { clientX, clientY } = event;
    this.#frame = requestAnimationFrame(() => this.#point(this.#under(clientX, clientY)));
  }

  /** Out of the window, where no movement is heard of. */
  #left({ relatedTarget }: PointerEvent): void {
    if (relatedTarget === null) this.#point(null);
  }

  #under(x: number, y: number): Pointed | null {
    const hits = this.#near.flatMap(([id, range]) => {
      const box = [...range.getClientRects()].find(
        ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
      );
      return box === undefined ? [] : [{ id, box }];
    });
    const [first] = hits;
    return first === undefined ? null : { ids: hits.map(({ id }) => id), box: first.box };
  }

  /** Only a caret that keys moved: a selection by the pointer is about to be something else. */
  #caretMoved(): void {
    const selection = getSelection();
    const node = selection?.focusNode ?? null;
    if (!this.#byKey || selection === null || node === null) return;
    const { focusOffset } = selection;
    const at = this.#passages.filter(([, range]) => range.isPointInRange(node, focusOffset));
    const [first] = at;
    if (first === undefined) {
      this.#point(null);
      return;
    }
    const caret = document.createRange();
    caret.setStart(node, focusOffset);
    const [box = first[1].getBoundingClientRect()] = caret.getClientRects();
    this.#point({ ids: at.map(([id]) => id), box });
  }

  #pressed(event: PointerEvent): void {
    this.#byKey = false;
    if (!this.#card.holds(event.composedPath()[0])) this.#hide();
  }

  #typed({ key }: KeyboardEvent): void {
    this.#byKey = true;
    if (key === 'Escape') this.#hide(this.#wanted);
  }

  #scrolled(event: Event): void {
    if (this.#wanted !== '' && !this.#card.holds(event.composedPath()[0])) this.#hide();
  }

  #point(pointed: Pointed | null): void {
    const wanted = pointed?.ids.join() ?? '';
    if (wanted === this.#wanted) {
      this.#stay();
      return;
    }
    if (pointed === null && this.#leaving) return;
    clearTimeout(this.#timer);
    this.#leaving = pointed === null;
    if (pointed === null) {
      // Until the pointer had the time to get into it.
      this.#timer = setTimeout(() => this.#hide(), this.#card.isOpen ? LEAVE : 0);
      return;
    }
    this.#wanted = wanted;
    this.#timer = setTimeout(() => void this.#show(pointed, wanted), REST);
  }

  #stay(): void {
    if (this.#leaving) clearTimeout(this.#timer);
    this.#leaving = false;
  }

  async #show({ ids, box }: Pointed, wanted: string): Promise<void> {
    const clipIds = ids.slice(0, MOST);
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
