import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type SelectionActs, searchKey, selectionKey } from './selection-keys';

/** Elements with their own behaviour for a click or a key. */
const CONTROLS = 'a, button, input, label, textarea, select, summary, [contenteditable]';

/**
 * Selection by key (selection-keys.ts) and by pointer: Ctrl (Command on a Mac) and a click add or
 * remove a card, Shift and a click select all cards up to it.
 */
export function useOrganiseKeys(
  main: RefObject<HTMLElement | null>,
  acts: SelectionActs | null,
): void {
  const latest = useRef(acts);
  latest.current = acts;
  // A layout effect, so that a key right after the rendering is heard.
  useLayoutEffect(() => {
    const element = main.current;
    const onKeyDown = (event: KeyboardEvent) => {
      const now = latest.current;
      if (now === null || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('dialog, [role=menu]')) return;
      if (document.querySelector('dialog:modal') !== null) return;
      const isSearch = target?.matches('input[type=search]') === true;
      const field = 'textarea, select, [contenteditable], input:not([data-check])';
      if (!isSearch && target?.closest(field)) return;
      if (isSearch ? searchKey(event, now) : selectionKey(event, now)) event.preventDefault();
    };
    const cardOf = (event: MouseEvent): string | null => {
      if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return null;
      const target = event.target instanceof Element ? event.target : null;
      if (target === null || target.closest(CONTROLS) !== null) return null;
      return target.closest<HTMLElement>('[data-item]')?.dataset['item'] ?? null;
    };
    const onMouseDown = (event: MouseEvent) => {
      // Otherwise Shift would select the text in between.
      if (event.shiftKey && cardOf(event) !== null) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const id = cardOf(event);
      const selection = latest.current?.selection;
      if (id === null || selection === undefined) return;
      if (event.shiftKey) selection.extendTo(id);
      else selection.toggle(id);
    };
    document.addEventListener('keydown', onKeyDown);
    element?.addEventListener('mousedown', onMouseDown);
    element?.addEventListener('click', onClick);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      element?.removeEventListener('mousedown', onMouseDown);
      element?.removeEventListener('click', onClick);
    };
  }, [main]);
}
