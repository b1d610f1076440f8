import { findSection, siblingsOf } from '@/components/state/section-options';
import type { SectionId } from '@/utils/model/ids';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
import {
  contentOfList,
  type DropPlace,
  type ListId,
  listOfItem,
  listTakes,
  samePlace,
} from './drop-place';

/** The visible parts of a report. */
export interface Shown {
  readonly isOpen: (list: string) => boolean;
  readonly shows: (itemId: string) => boolean;
}

export interface Places {
  /** In the order of the report. */
  readonly places: readonly DropPlace[];
  /** The index of the current position. */
  readonly at: number;
}

/**
 * Returns the positions for statements and clips: between any two visible items, and at the end of
 * each list, including folded sections. Linear.
 */
export function itemPlaces(tree: ReportTree, items: readonly ContentItem[], shown: Shown): Places {
  const moved = new Set<string>(items.map(({ id }) => id));
  const places: DropPlace[] = [];
  const addList = (list: ListId, open: boolean) => {
    if (!listTakes(list, items)) return;
    const content = contentOfList(tree, list);
    for (const { id } of open ? content : []) {
      if (!moved.has(id) && shown.shows(id)) places.push({ kind: 'items', list, before: id });
    }
    places.push({ kind: 'items', list, before: null });
  };
  addList('opening', true);
  const visit = (node: SectionNode) => {
    const { id } = node.section;
    addList(id, shown.isOpen(id));
    if (shown.isOpen(id)) node.children.forEach(visit);
  };
  tree.sections.forEach(visit);
  addList('inbox', shown.isOpen('inbox'));

  const [first] = items;
  const here = first === undefined ? null : placeOfItem(tree, first, moved, shown);
  const at = places.findIndex((place) => samePlace(place, here));
  return { places, at: Math.max(0, at) };
}

/**
 * Returns the position of several items that move together one place up (-1) or down (1): past the
 * item next to the first or last of them. Items at the end of the list that are not adjacent are
 * moved together. Returns null if nothing would move, or if the list does not take all items.
 * @param items In the order of the report.
 */
export function shiftedPlace(
  tree: ReportTree,
  items: readonly ContentItem[],
  step: -1 | 1,
  shown: Pick<Shown, 'shows'>,
): DropPlace | null {
  const lead = step < 0 ? items[0] : items.at(-1);
  if (lead === undefined) return null;
  const list = listOfItem(tree, lead);
  if (!listTakes(list, items)) return null;
  const moved = new Set<string>(items.map(({ id }) => id));
  const all = contentOfList(tree, list).filter(({ id }) => moved.has(id) || shown.shows(id));
  const others = all.filter(({ id }) => !moved.has(id));
  const lies = all.findIndex(({ id }) => id === lead.id);
  const above = all.slice(0, lies).filter(({ id }) => !moved.has(id)).length;
  const to = Math.max(0, Math.min(others.length, above + step));
  const there = all.slice(to, to + items.length);
  if (there.length === items.length && there.every(({ id }) => moved.has(id))) return null;
  return { kind: 'items', list, before: others[to]?.id ?? null };
}

/** Before the next item that does not move too. */
function placeOfItem(
  tree: ReportTree,
  item: ContentItem,
  moved: ReadonlySet<string>,
  { isOpen, shows }: Shown,
): DropPlace {
  const list = listOfItem(tree, item);
  const content = contentOfList(tree, list);
  const from = content.findIndex(({ id }) => id === item.id);
  const next = content.slice(from + 1).find(({ id }) => !moved.has(id) && shows(id));
  const open = list === 'opening' || isOpen(list);
  return { kind: 'items', list, before: (open ? next?.id : null) ?? null };
}

/**
 * Returns the positions for a section: before any other section, and at the end of each, but not
 * inside itself. Linear.
 */
export function sectionPlaces(
  tree: ReportTree,
  id: SectionId,
  isOpen: (id: string) => boolean,
): Places {
  const places: DropPlace[] = [];
  let here: DropPlace | null = null;
  const visit = (nodes: readonly SectionNode[], parentId: SectionId | null) => {
    nodes.forEach((node, at) => {
      if (node.section.id === id) {
        here = { kind: 'section', parentId, before: nodes[at + 1]?.section.id ?? null };
        return;
      }
      places.push({ kind: 'section', parentId, before: node.section.id });
      visit(isOpen(node.section.id) ? node.children : [], node.section.id);
    });
    places.push({ kind: 'section', parentId, before: null });
  };
  visit(tree.sections, null);
  return {
    places,
    at: Math.max(
      0,
      places.findIndex((place) => samePlace(place, here)),
    ),
  };
}

/**
 * A card or a heading under the pointer, and the pointer's position in it: 0 at the top, 1 at the
 * bottom.
 */
export interface Hit {
  readonly kind: 'item' | 'section';
  readonly id: string;
  readonly depth: number;
}

/** Returns the position for statements and clips that are dropped there; null if they cannot be. */
export function itemPlaceAt(
  tree: ReportTree,
  items: readonly ContentItem[],
  hit: Hit,
  target: ContentItem | null,
  shown: Shown,
): DropPlace | null {
  const moved = new Set<string>(items.map(({ id }) => id));
  if (hit.kind === 'section') {
    const list = hit.id as ListId;
    if (!listTakes(list, items)) return null;
    const open = shown.isOpen(list);
    const first = contentOfList(tree, list).find(({ id }) => !moved.has(id) && shown.shows(id));
    return { kind: 'items', list, before: open ? (first?.id ?? null) : null };
  }
  if (target === null) return null;
  const list = listOfItem(tree, target);
  if (!listTakes(list, items)) return null;
  const content = contentOfList(tree, list).filter(({ id }) => shown.shows(id));
  const from = content.findIndex(({ id }) => id === target.id) + (hit.depth < 0.5 ? 0 : 1);
  const next = content.slice(from).find(({ id }) => !moved.has(id));
  return { kind: 'items', list, before: next?.id ?? null };
}

/**
 * Returns the position for a section that is dropped on another heading: before it in the upper
 * third, after it in the lower third, at its end in the middle third. Returns null for the section
 * itself and its subsections.
 */
export function sectionPlaceAt(tree: ReportTree, id: SectionId, hit: Hit): DropPlace | null {
  const moved = findSection(tree.sections, id);
  const over = findSection(tree.sections, hit.id as SectionId);
  if (hit.kind !== 'section' || moved === null || over === null || holds(moved, over)) return null;
  if (hit.depth > 1 / 3 && hit.depth < 2 / 3) {
    return { kind: 'section', parentId: over.section.id, before: null };
  }
  const siblings = siblingsOf(tree.sections, over.section.id).filter((node) => node !== moved);
  const at = siblings.indexOf(over) + (hit.depth < 0.5 ? 0 : 1);
  const parentId = parentOf(tree.sections, over.section.id, null);
  return { kind: 'section', parentId, before: siblings[at]?.section.id ?? null };
}

/**
 * Returns the position for a section that is dropped on a card. `around`: the sections that contain
 * the card, the innermost first. The section goes before or after the one of them that has the same
 * parent as itself, or else before or after the innermost.
 */
export function sectionPlaceAround(
  tree: ReportTree,
  id: SectionId,
  around: readonly Hit[],
): DropPlace | null {
  const siblings = siblingsOf(tree.sections, id);
  const beside = around.find((hit) => siblings.some(({ section }) => section.id === hit.id));
  const hit = beside ?? around[0];
  return hit === undefined ? null : sectionPlaceAt(tree, id, hit);
}

function holds(outer: SectionNode, inner: SectionNode): boolean {
  return outer === inner || outer.children.some((child) => holds(child, inner));
}

/** Returns the parent of a section as it is shown; null at the top level. */
function parentOf(
  nodes: readonly SectionNode[],
  id: SectionId,
  parentId: SectionId | null,
): SectionId | null {
  for (const node of nodes) {
    if (node.section.id === id) return parentId;
    const below = parentOf(node.children, id, node.section.id);
    if (below !== null) return below;
  }
  return null;
}

/**
 * Returns the visible statements and clips in order, without those in folded sections or hidden by
 * a search.
 */
export function shownItems(tree: ReportTree, { isOpen, shows }: Shown): ContentItem[] {
  const items = [...tree.opening];
  const visit = (node: SectionNode) => {
    if (!isOpen(node.section.id)) return;
    items.push(...node.content);
    node.children.forEach(visit);
  };
  tree.sections.forEach(visit);
  if (isOpen('inbox')) items.push(...tree.inbox);
  return items.filter(({ id }) => shows(id));
}
