import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ReportTree } from '@/utils/model/report-tree';
import { liveItems } from './clip-views';
import type { PanelCommands } from './panel-context';
import { findSection } from './section-options';

/**
 * The panel's keys: Ctrl+Shift+E exports, Alt+Shift+E copies the report at once; `/` searches; Alt+↑ and Alt+↓ move the item or the section that holds the
 * focus; Delete bins the item that has it; Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y undo and redo.
 * Fields keep their own keys.
 */
export function usePanelKeys(
  tree: ReportTree | null,
  commands: PanelCommands | null,
  search: RefObject<HTMLInputElement | null>,
): void {
  const latest = useRef({ tree, commands });
  latest.current = { tree, commands };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const now = latest.current;
      if (now.tree === null || now.commands === null || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('dialog, [role=menu]')) return;
      if (exportKey(event, now.commands)) return event.preventDefault();
      if (isWriting(target)) return;
      // A click beside its controls leaves the focus with the page behind a dialog.
      if (document.querySelector('dialog:modal') !== null) return;
      if (handle(event, target, now.tree, now.commands, search)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [search]);
}

/** From fields too: no letter is typed with these. */
function exportKey(event: KeyboardEvent, commands: PanelCommands): boolean {
  // With Alt, the letter itself depends on the keyboard.
  if (!event.shiftKey || event.code !== 'KeyE') return false;
  const control = event.ctrlKey || event.metaKey;
  if (control === event.altKey) return false;
  if (control) commands.ask({ kind: 'export', sectionId: null });
  else commands.copyReport();
  return true;
}

function isWriting(target: HTMLElement | null): boolean {
  return target?.closest('input, textarea, select, [contenteditable]') !== null && target !== null;
}

/** Whether the key was one of ours. */
function handle(
  event: KeyboardEvent,
  target: HTMLElement | null,
  tree: ReportTree,
  commands: PanelCommands,
  search: RefObject<HTMLInputElement | null>,
): boolean {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (control && key === 'z') {
    if (event.shiftKey) commands.redo();
    else commands.undo();
    return true;
  }
  if (control && key === 'y') {
    commands.redo();
    return true;
  }
  if (event.key === '/' && !control && !event.altKey) {
    search.current?.focus();
    return search.current !== null;
  }
  const card = target?.closest<HTMLElement>('[data-item]') ?? null;
  const item = liveItems(tree).find(({ id }) => id === card?.dataset['item']);
  if (item !== undefined && event.key === 'Delete' && target === card) {
    commands.deleteItem(item);
    return true;
  }
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return false;
  const direction = event.key === 'ArrowUp' ? 'up' : 'down';
  if (item !== undefined) {
    commands.shiftItem(item, direction);
    return true;
  }
  const head = target?.closest<HTMLElement>('[data-section]')?.dataset['section'];
  const node = liveSections(tree).find(({ section }) => section.id === head);
  if (node === undefined) return false;
  commands.shiftSection(node.section, direction);
  return true;
}

function liveSections(tree: ReportTree) {
  return tree.content.sections.flatMap(({ id }) => findSection(tree.sections, id) ?? []);
}
