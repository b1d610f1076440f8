import { focusByKey } from '@/components/ui/focus';
import type { ContentItem, ReportTree } from '@/utils/model/report-tree';
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
 * Handles the keys of a card that has the focus, or whose check box or grip has it. The arrow keys
 * go to its neighbours, with Shift they also select. Space selects; Ctrl+A selects the section and,
 * pressed again, the whole report. M moves, T tags and Delete bins the selection or the card. Alt
 * and an arrow key move a selection together. Escape clears the selection. Returns true if the key
 * was one of these.
 */
export function selectionKey(event: KeyboardEvent, acts: SelectionActs): boolean {
  const { selection } = acts;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (event.key === 'Escape' && selection.selected.size > 0) {
    selection.clear();
    return true;
  }
  const card = target?.closest<HTMLElement>('[data-item]') ?? null;
  if (target === null || card === null) return false;
  if (target !== card && !target.matches('[data-check], [data-grip]')) return false;
  const at = acts.items.findIndex(({ id }) => id === card.dataset['item']);
  const item = acts.items[at];
  if (item === undefined) return false;
  if (event.altKey) return shiftKey(event, item.id, [partKey(item.id, target, card)], acts);
  const chosen = selection.selected.has(item.id) ? [...selection.selected] : [item.id];
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'a') return false;
    selectAround(item, acts);
    return true;
  }
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = acts.items[event.key === 'ArrowUp' ? at - 1 : at + 1];
      if (next === undefined) return true;
      if (event.shiftKey) {
        if (!selection.selected.has(item.id)) selection.toggle(item.id);
        selection.extendTo(next.id);
      }
      goTo(next.id, target, card);
      return true;
    }
    case ' ':
      if (target !== card) return false;
      selection.toggle(item.id);
      return true;
    case 'Delete':
      acts.onDelete(chosen);
      return true;
    default:
      return letterKey(event, chosen, acts);
  }
}

function letterKey(event: KeyboardEvent, chosen: readonly string[], acts: SelectionActs): boolean {
  const letter = event.key.toLowerCase();
  if (letter === 'm') acts.onMove(chosen);
  else if (letter === 't') acts.onTag(chosen);
  else return false;
  return true;
}

/** A card outside of a selection is moved by the panel's own keys. */
function shiftKey(
  event: KeyboardEvent,
  id: string,
  focusKeys: readonly string[],
  { selection, onShift }: SelectionActs,
): boolean {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return false;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (selection.selected.size < 2 || !selection.selected.has(id)) return false;
  onShift(event.key === 'ArrowUp' ? -1 : 1, [...focusKeys, `item-${id}`]);
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
