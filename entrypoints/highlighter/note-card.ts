import { requestFromHighlighter } from '@/utils/messaging/client-highlighter';
import type { ClipNote } from '@/utils/messaging/protocol/highlight-calls';
import { createToastHost } from '@/utils/page/create-toast-host';
import { appendTo, createElementIn, listen } from '@/utils/page/live-page';
import { liveTree } from '@/utils/page/live-tree';
import css from './note-card.css?inline';

/**
 * The distance between a passage and its card, and between the card and the window's edge, in
 * pixels.
 */
const GAP = 6;

/** A small card over the page with the notes on the clips under the pointer, as text. */
export class NoteCard {
  readonly #host: HTMLElement;
  readonly #card = line('section', '');

  constructor() {
    const { host, root } = createToastHost(document);
    this.#host = host;
    host.popover = 'manual';
    const style = createElementIn(document, 'style');
    style.textContent = css;
    this.#card.setAttribute('role', 'status');
    root.append(style, this.#card);
  }

  get isOpen(): boolean {
    return this.#host.matches(':popover-open');
  }

  /** Whether the innermost target of an event that the page can see is the card. */
  holds(target: EventTarget | undefined): boolean {
    return target === this.#host;
  }

  /** Opens the card below a box of the window, or above it if there is no room below. */
  show(notes: readonly ClipNote[], box: DOMRect): void {
    // The host stays in the page, closed, so that observers of the page see one change and not one
    // for each card.
    const page = liveTree.documentElementOf(document);
    if (!this.#host.isConnected && page !== null) appendTo(page, this.#host);
    this.#card.replaceChildren(...notes.map(entry));
    this.#host.showPopover();
    const { width, height } = this.#card.getBoundingClientRect();
    const below = box.bottom + GAP;
    const fits = below + height + GAP <= innerHeight;
    const { style } = this.#card;
    style.top = `${Math.max(GAP, fits ? below : box.top - GAP - height)}px`;
    style.left = `${Math.max(GAP, Math.min(box.left, innerWidth - width - GAP))}px`;
  }

  hide(): void {
    if (this.isOpen) this.#host.hidePopover();
  }

  remove(): void {
    this.#host.remove();
  }
}

function entry({ clipId, note, tags, place, panel }: ClipNote): HTMLElement {
  const article = line('article', '');
  const list = line('ul', '');
  list.append(...tags.map((tag) => line('li', tag)));
  if (note !== '') article.append(line('p', note));
  if (tags.length > 0) article.append(list);
  const way = line(import.meta.env.FIREFOX ? 'span' : 'button', panel);
  // Firefox opens its sidebar by a key of its own, which the card names.
  if (!import.meta.env.FIREFOX) {
    listen(way, 'click', () => {
      void requestFromHighlighter('highlights.panel', { url: location.href, clipId });
    });
  }
  article.append(line('footer', place), way);
  return article;
}

/** Creates an element whose text the style sheet draws, like `DrawnText` of the clipper. */
function line(name: string, text: string): HTMLElement {
  const element = createElementIn(document, name);
  if (text !== '') element.setAttribute('data-drawn', text);
  return element;
}
