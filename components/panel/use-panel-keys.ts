import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PanelCommands } from '@/components/report/panel-context';
import { liveItems } from '@/components/state/clip-views';
import { findSection } from '@/components/state/section-options';
import type { ReportTree } from '@/utils/model/report-tree';
import type { PageHistory } from './use-page-history';

interface KeyPorts {
  readonly tree: ReportTree | null;
  readonly commands: PanelCommands | null;
  readonly history: PageHistory;
  readonly search: RefObject<HTMLInputElement | null>;
}

/**
 * The panel's keys: Ctrl+Shift+E exports, Alt+Shift+E copies the report at once; `/` searches;
 * Alt+↑ and Alt+↓ move the item or the section that holds the focus; Ctrl+Z, Ctrl+Shift+Z and
 * Ctrl+Y undo and redo. Cards have keys of their own (organise/selection-keys.ts), and so do
 * fields.
 */
export function usePanelKeys(given: KeyPorts): void {
  const latest = useRef(given);
  latest.current = given;
  // With the drawing: a key that comes right after it is heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const now = latest.current;
      if (event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('dialog, [role=menu]')) return;
      if (now.commands !== null && exportKey(event, now.commands)) return event.preventDefault();
      if (isWriting(target)) return;
      // A click beside its controls leaves the focus with the page behind a dialog.
      if (document.querySelector('dialog:modal') !== null) return;
      if (undoKey(event, now.history) || handle(event, target, now)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
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

/** What is written in; a box is only ticked. */
const FIELDS = 'input:not([type=checkbox]), textarea, select, [contenteditable]';

function isWriting(target: HTMLElement | null): boolean {
  return target?.closest(FIELDS) != null;
}

/** Also where no report is open: the last one may just have been deleted. */
function undoKey(event: KeyboardEvent, history: PageHistory): boolean {
  if (!event.ctrlKey && !event.metaKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) history.redo();
  else if (key === 'z') history.undo();
  else return false;
  return true;
}

/** Whether the key was one of ours. */
function handle(
  event: KeyboardEvent,
  target: HTMLElement | null,
  { tree, commands, search }: KeyPorts,
): boolean {
  if (tree === null || commands === null) return false;
  const control = event.ctrlKey || event.metaKey;
  if (event.key === '/' && !control && !event.altKey) {
    search.current?.focus();
    return search.current !== null;
  }
  const card = target?.closest<HTMLElement>('[data-item]') ?? null;
  const item = liveItems(tree).find(({ id }) => id === card?.dataset['item']);
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
