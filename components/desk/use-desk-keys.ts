import { useLayoutEffect, useRef } from 'preact/hooks';
import { type DeskCommand, deskCommand } from './desk-keys';

/** Listens for the desk's keys. Fields keep their own, and so do dialogs and menus. */
export function useDeskKeys(run: (command: DeskCommand) => void): void {
  const latest = useRef(run);
  latest.current = run;
  // With the drawing: a key that comes right after it is heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('dialog, [role=menu], input, textarea, select, [contenteditable]'))
        return;
      // A click beside its controls leaves the focus with the page behind a dialog.
      if (document.querySelector('dialog:modal, [popover]:popover-open') !== null) return;
      const command = deskCommand(event);
      if (command === null) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
