import { focusByKey } from '@/components/ui/focus';
import type { StatementId } from '@/utils/model/ids';
import { matchShortcut } from '@/utils/model/match-shortcut';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
import { CARD_SHORTCUTS, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';
import { contentOfList, listOfItem } from './drop-place';
import type { Selection } from './use-selection';

const BELOW = Node.DOCUMENT_POSITION_FOLLOWING;

export interface SelectionActs {
  readonly selection: Selection;
  readonly tree: ReportTree;
  /** The visible items, in the report's order. */
  readonly items: readonly ContentItem[];
  readonly onMove: (ids: readonly string[]) => void;
  /**
   * Moves the selection together. Afterwards the first existing element of `focusKeys` gets the
   * focus.
   */
  readonly onShift: (step: -1 | 1, focusKeys: readonly string[]) => void;
  readonly onTag: (ids: readonly string[]) => void;
  readonly onEdit: (id: StatementId) => void;
  readonly onDelete: (ids: readonly string[]) => void;
}

/**
 * Runs the shortcuts of the card that has the focus, itself or in one of its buttons. A command is
 * for the whole selection, wherever the focus is, or for the card alone if nothing is selected. Returns
 * true if the key was one of these shortcuts.
 */
export function selectionKey(event: KeyboardEvent, acts: SelectionActs): boolean {
  const { selection } = acts;
  const target = event.target instanceof HTMLElement ? event.target : null;
  const command = matchShortcut(event, CARD_SHORTCUTS);
  if (command === 'select-none' && selection.selected.size > 0) {
    selection.clear();
    return true;
  }
  const card = target?.closest<HTMLElement>('[data-item]') ?? null;
  // After an undo removed the focused element, the whole report has the focus.
  if (target === document.body || target?.dataset['focus'] === 'main') {
    return enterCards(command, acts.items);
  }
  const heading = target?.closest<HTMLElement>('[data-section]') ?? null;
  if (heading !== null) return leaveHeading(command, heading, acts.items);
  if (target === null || card === null) return false;
  const at = acts.items.findIndex(({ id }) => id === card.dataset['item']);
  const item = acts.items[at];
  if (item === undefined) return false;
  const chosen = selection.selected.size > 0 ? [...selection.selected] : [item.id];
  switch (command) {
    case 'focus-up':
    case 'focus-down':
    case 'extend-up':
    case 'extend-down': {
      const next = acts.items[command.endsWith('-up') ? at - 1 : at + 1];
      if (next === undefined) return true;
      if (command === 'extend-up' || command === 'extend-down') {
        if (!selection.selected.has(item.id)) selection.toggle(item.id);
        selection.extendTo(next.id);
      }
      goTo(next.id, target);
      return true;
    }
    case 'select':
      // On a button or a check box, the space bar presses it.
      if (target !== card) return false;
      selection.toggle(item.id);
      return true;
    case 'select-all':
      selectAround(item, acts);
      return true;
    case 'move':
      acts.onMove(chosen);
      return true;
    case 'tag':
      acts.onTag(chosen);
      return true;
    case 'edit':
      // On a button, Enter presses it.
      if (target !== card || item.kind !== 'statement') return false;
      acts.onEdit(item.id);
      return true;
    case 'delete':
      acts.onDelete(chosen);
      return true;
    case 'select-none':
      return false;
    case null:
      return shiftSelected(event, item.id, target.dataset['focus'], acts);
  }
}

/**
 * Moves the focus from the search field to the first card that was found: with the arrow down, or
 * with Escape when the field is empty.
 */
export function searchKey(event: KeyboardEvent, { items }: SelectionActs): boolean {
  const command = matchShortcut(event, CARD_SHORTCUTS);
  const leaves = command === 'focus-down' || command === 'select-none';
  return leaves && enterCards('focus-down', items);
}

/** From nothing, the arrow keys go to the first card or to the last. */
function enterCards(command: string | null, items: readonly ContentItem[]): boolean {
  const item =
    command === 'focus-down' ? items[0] : command === 'focus-up' ? items.at(-1) : undefined;
  return item !== undefined && focusByKey(`item-${item.id}`);
}

/** From the heading of a section, the arrow keys go to the next card below it or above it. */
function leaveHeading(
  command: string | null,
  heading: HTMLElement,
  items: readonly ContentItem[],
): boolean {
  if (command !== 'focus-down' && command !== 'focus-up') return false;
  const isBelow = ({ id }: ContentItem) => {
    const card = document.querySelector(`[data-item="${CSS.escape(id)}"]`);
    return card !== null && heading.compareDocumentPosition(card) === BELOW;
  };
  const first = items.findIndex(isBelow);
  const below = first < 0 ? items.length : first;
  const next = items[command === 'focus-down' ? below : below - 1];
  return next !== undefined && focusByKey(`item-${next.id}`);
}

/** Moves a selection of several as one. The panel moves a single card. */
function shiftSelected(
  event: KeyboardEvent,
  id: string,
  focusKey: string | undefined,
  { selection, onShift }: SelectionActs,
): boolean {
  const command = matchShortcut(event, PANEL_SHORTCUTS);
  if (command !== 'shift-up' && command !== 'shift-down') return false;
  if (selection.selected.size < 2 || !selection.selected.has(id)) return false;
  onShift(command === 'shift-up' ? -1 : 1, [focusKey ?? '', `item-${id}`]);
  return true;
}

/** Goes from check box to check box, from grip to grip, otherwise to the card itself. */
function goTo(id: string, from: HTMLElement): void {
  const part = ['check', 'grip'].find((name) => from.matches(`[data-${name}]`));
  if (part === undefined || !focusByKey(`${part}-${id}`)) focusByKey(`item-${id}`);
}

function selectAround(item: ContentItem, { selection, tree, items }: SelectionActs): void {
  const shown = new Set(items.map(({ id }) => id));
  const list = contentOfList(tree, listOfItem(tree, item));
  const section = list.map(({ id }) => id).filter((id) => shown.has(id));
  const whole = section.every((id) => selection.selected.has(id));
  selection.add(whole ? [...shown] : section);
}
