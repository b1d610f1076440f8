import { useLayoutEffect, useRef } from 'preact/hooks';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { REVIEW_DECISIONS } from '@/utils/model/review-records';
import { DESK_SHORTCUTS, type DeskCommand } from '@/utils/model/shortcuts';

/** Listens for the shortcuts of the desk. Text fields, dialogs and menus keep their own keys. */
export function useDeskKeys(run: (command: DeskCommand) => void): void {
  const latest = useRef(run);
  latest.current = run;
  // A layout effect, so that a key right after the rendering is heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('dialog, [role=menu], input, textarea, select, [contenteditable]'))
        return;
      // A click outside of the controls of a dialog gives the focus to the page behind it.
      if (document.querySelector('dialog:modal, [popover]:popover-open') !== null) return;
      const command = matchShortcut(event, DESK_SHORTCUTS);
      if (command === null) return;
      event.preventDefault();
      // A number that is held down, after it pinned a passage for instance, decides nothing.
      if (event.repeat && REVIEW_DECISIONS.some((decision) => decision === command)) return;
      latest.current(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
