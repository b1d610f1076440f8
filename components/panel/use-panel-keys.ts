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
 * Alt+↑ and Alt+↓ move the item or the section with the focus; Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y undo
 * and redo. Cards (organise/selection-keys.ts) and text fields have their own keys.
 */
export function usePanelKeys(given: KeyPorts): void {
  const latest = useRef(given);
  latest.current = given;
  // A layout effect, so that a key right after the rendering is heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const now = latest.current;
      if (event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('dialog, [role=menu]')) return;
      if (now.commands !== null && exportKey(event, now.commands)) return event.preventDefault();
      if (isWriting(target)) return;
      // A click outside of the controls of a dialog gives the focus to the page behind it.
      if (document.querySelector('dialog:modal') !== null) return;
      if (undoKey(event, now.history) || handle(event, target, now)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** These keys also work in text fields, because they type no letter. */
function exportKey(event: KeyboardEvent, commands: PanelCommands): boolean {
  // With Alt, the typed letter depends on the keyboard.
  if (!event.shiftKey || event.code !== 'KeyE') return false;
  const control = event.ctrlKey || event.metaKey;
  if (control === event.altKey) return false;
  if (control) commands.ask({ kind: 'export', sectionId: null });
  else commands.copyReport();
  return true;
}

/** Fields for text. A check box is not one. */
const FIELDS = 'input:not([type=checkbox]), textarea, select, [contenteditable]';

function isWriting(target: HTMLElement | null): boolean {
  return target?.closest(FIELDS) != null;
}

/** Also when no report is open, because the last one may just have been deleted. */
function undoKey(event: KeyboardEvent, history: PageHistory): boolean {
  if (!event.ctrlKey && !event.metaKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) history.redo();
  else if (key === 'z') history.undo();
  else return false;
  return true;
}

/** Returns whether the key was one of the panel's. */
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
