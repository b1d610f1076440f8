import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PanelCommands } from '@/components/report/panel-context';
import { liveItems } from '@/components/state/clip-views';
import { findSection } from '@/components/state/section-options';
import type { PageHistory } from '@/components/state/use-page-history';
import { giveFocus } from '@/components/ui/focus';
import { matchShortcut } from '@/utils/model/match-shortcut';
import type { ReportTree } from '@/utils/model/report-tree';
import { type CommandOf, LIBRARY_SHORTCUTS, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';

interface KeyPorts {
  readonly tree: ReportTree | null;
  readonly commands: PanelCommands | null;
  readonly history: PageHistory;
  /** The search field of the report; without an element if the page shows none. */
  readonly search: RefObject<HTMLInputElement | null>;
  /** Asks which sites may be read for a verification. Null: there is nothing to verify now. */
  readonly verify: (() => void) | null;
  /** Opens the review desk. Null: there is nothing to review now. */
  readonly review: (() => void) | null;
  readonly openLibrary: () => void;
  readonly openKeys: () => void;
}

type PanelShortcut = CommandOf<typeof PANEL_SHORTCUTS>;

/**
 * Listens for the shortcuts of the panel. Cards (organise/selection-keys.ts) and text fields have
 * their own.
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
      if (opensLibrary(event, target, now.search.current)) {
        event.preventDefault();
        return now.openLibrary();
      }
      if (target?.closest('dialog, [role=menu]')) return;
      const command = matchShortcut(event, PANEL_SHORTCUTS);
      if (command === null || !mayRun(command, target)) return;
      if (run(command, target, now)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Fields for text. A check box is not one. */
const FIELDS = 'input:not([type=checkbox]), textarea, select, [contenteditable]';

/**
 * Whether a key opens the library: the key of the library's search field, if the report has no
 * search field, or if its search field has the focus and is empty.
 */
function opensLibrary(
  event: KeyboardEvent,
  target: HTMLElement | null,
  field: HTMLInputElement | null,
): boolean {
  if (matchShortcut(event, LIBRARY_SHORTCUTS) !== 'field') return false;
  if (document.querySelector('dialog:modal') !== null) return false;
  if (field !== null) return target === field && field.value === '';
  return target?.closest('input, textarea, select, [contenteditable], [role=menu]') == null;
}

function mayRun(command: PanelShortcut, target: HTMLElement | null): boolean {
  // These keys also work in text fields, because they type no letter.
  if (command === 'export' || command === 'copy-report') return true;
  if (target?.closest(FIELDS) != null) return false;
  // A click outside of the controls of a dialog gives the focus to the page behind it.
  return document.querySelector('dialog:modal') === null;
}

/** Returns whether there was something to do. */
function run(
  command: PanelShortcut,
  target: HTMLElement | null,
  { tree, commands, history, search, verify, review, openKeys }: KeyPorts,
): boolean {
  switch (command) {
    case 'export':
      commands?.ask({ kind: 'export', sectionId: null });
      return commands !== null;
    case 'copy-report':
      commands?.copyReport();
      return commands !== null;
    // Also when no report is open, because the last one may just have been deleted.
    case 'undo':
      history.undo();
      return true;
    case 'redo':
      history.redo();
      return true;
    case 'verify':
      verify?.();
      return verify !== null;
    case 'review':
      review?.();
      return review !== null;
    case 'add-section':
      commands?.ask({ kind: 'new-section', parentId: null });
      return commands !== null;
    case 'keys':
      openKeys();
      return true;
    case 'search':
      if (tree === null || commands === null) return false;
      if (search.current !== null) giveFocus(search.current);
      return search.current !== null;
    case 'shift-up':
    case 'shift-down':
      if (tree === null || commands === null) return false;
      return shift(command === 'shift-up' ? 'up' : 'down', target, tree, commands);
  }
}

/** Moves the item or the section that has the focus. */
function shift(
  direction: 'up' | 'down',
  target: HTMLElement | null,
  tree: ReportTree,
  commands: PanelCommands,
): boolean {
  const card = target?.closest<HTMLElement>('[data-item]') ?? null;
  const item = liveItems(tree).find(({ id }) => id === card?.dataset['item']);
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
