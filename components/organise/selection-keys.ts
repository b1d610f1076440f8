import { focusByKey } from '@/components/ui/focus';
import { matchShortcut } from '@/utils/model/match-shortcut';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
import { CARD_SHORTCUTS, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';
import { contentOfList, listOfItem } from './drop-place';
import type { Selection } from './use-selection';

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
  readonly onDelete: (ids: readonly string[]) => void;
}

/**
 * Runs the shortcuts of a card that has the focus, or whose check box or grip has it. A command is
 * for the selection, or for the card alone if it is not selected. Returns true if the key was one of
 * these shortcuts.
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
  if (target === null || card === null) return false;
  if (target !== card && !target.matches('[data-check], [data-grip]')) return false;
  const at = acts.items.findIndex(({ id }) => id === card.dataset['item']);
  const item = acts.items[at];
  if (item === undefined) return false;
  const chosen = selection.selected.has(item.id) ? [...selection.selected] : [item.id];
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
      goTo(next.id, target, card);
      return true;
    }
    case 'select':
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
    case 'delete':
      acts.onDelete(chosen);
      return true;
    case 'select-none':
      return false;
    case null:
      return shiftSelected(event, item.id, [partKey(item.id, target, card)], acts);
  }
}

/** Moves a selection of several as one. The panel moves a single card. */
function shiftSelected(
  event: KeyboardEvent,
  id: string,
  focusKeys: readonly string[],
  { selection, onShift }: SelectionActs,
): boolean {
  const command = matchShortcut(event, PANEL_SHORTCUTS);
  if (command !== 'shift-up' && command !== 'shift-down') return false;
  if (selection.selected.size < 2 || !selection.selected.has(id)) return false;
  onShift(command === 'shift-up' ? -1 : 1, [...focusKeys, `item-${id}`]);
  return true;
}

/** Goes to the same part of the other card: from check box to check box, or from card to card. */
function goTo(id: string, from: HTMLElement, card: HTMLElement): void {
  if (!focusByKey(partKey(id, from, card))) focusByKey(`item-${id}`);
}

function partKey(id: string, from: HTMLElement, card: HTMLElement): string {
  const part = from === card ? 'item' : from.matches('[data-check]') ? 'check' : 'grip';
  return `${part}-${id}`;
}

function selectAround(item: ContentItem, { selection, tree, items }: SelectionActs): void {
  const shown = new Set(items.map(({ id }) => id));
  const list = contentOfList(tree, listOfItem(tree, item));
  const section = list.map(({ id }) => id).filter((id) => shown.has(id));
  const whole = section.every((id) => selection.selected.has(id));
  selection.add(whole ? [...shown] : section);
}
