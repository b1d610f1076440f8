import { type ComponentChild, render } from 'preact';
import tokens from '@/components/ui/toast-tokens.css?inline';
import { createToastHost } from '@/utils/page/create-toast-host';
import { appendTo, createElementIn, documentOf } from '@/utils/page/live-page';
import { liveTree } from '@/utils/page/live-tree';
import css from './toast.css?inline';

let host: HTMLElement | null = null;
let root: ShadowRoot | null = null;

/** Puts a toast into the page and removes the previous one. */
export function openToast(content: ComponentChild): void {
  if (host === null || root === null || !host.isConnected) {
    host?.remove();
    ({ host, root } = createToastHost(document));
    // An HTML element, whatever the type of the page's document.
    const style = createElementIn(documentOf(host), 'style');
    style.textContent = tokens + css;
    const place = createElementIn(documentOf(host), 'div');
    root.append(style, place);
    // Keeps the typed keys from the page's shortcuts. A page that captures events can still read
    // them.
    for (const type of ['keydown', 'keyup', 'keypress'] as const) {
      host.addEventListener(type, (event) => event.stopPropagation());
    }
    const page = liveTree.documentElementOf(document);
    if (page !== null) appendTo(page, host);
    // In the top layer, so that no dialog of the page covers the toast.
    host.popover = 'manual';
    host.showPopover();
    addEventListener('pagehide', closeToast);
  }
  const place = root.lastElementChild;
  if (place !== null) render(content, place);
}

export function closeToast(): void {
  const place = root?.lastElementChild;
  if (place) render(null, place);
  host?.remove();
  host = null;
  root = null;
}

/**
 * Opens the fields of the open toast and moves the focus to the note, or moves it to the button of a
 * toast without fields. False if there is neither.
 */
export function focusToastNote(): boolean {
  const note = root?.querySelector<HTMLElement>('.fields:not([hidden]) input, .end button');
  if (!note) return false;
  note.closest('.toast')?.toggleAttribute('data-open', true);
  note.focus();
  return root?.activeElement === note;
}

/** Whether a field of the open toast has the focus. */
export const isToastEdited = (): boolean => !!root?.activeElement?.closest('.fields');
