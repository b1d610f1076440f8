import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * `/` opens the library where the report has no search field of its own, and from that field
 * while it is empty. Fields keep their keys.
 */
export function useLibraryKey(
  search: RefObject<HTMLInputElement | null>,
  onOpen: () => void,
): void {
  const open = useRef(onOpen);
  open.current = onOpen;
  // With the drawing: a key that comes right after it is heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || document.querySelector('dialog:modal') !== null) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const field = search.current;
      const fromField = field !== null && target === field && field.value === '';
      const isWriting =
        target?.closest('input, textarea, select, [contenteditable], [role=menu]') != null;
      if (!fromField && (field !== null || isWriting)) return;
      event.preventDefault();
      open.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [search]);
}
