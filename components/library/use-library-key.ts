import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { LIBRARY_SHORTCUTS } from '@/utils/model/shortcuts';

/**
 * Opens the library by the key of its search field if the report has no search field, or from that
 * field while it is empty. Text fields keep their keys.
 */
export function useLibraryKey(
  search: RefObject<HTMLInputElement | null>,
  onOpen: () => void,
): void {
  const open = useRef(onOpen);
  open.current = onOpen;
  // A layout effect, so that a key right after the rendering is heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (matchShortcut(event, LIBRARY_SHORTCUTS) !== 'field') return;
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
