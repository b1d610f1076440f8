import { findSection, siblingsOf } from '@/components/state/section-options';
import type { SectionId } from '@/utils/model/ids';
import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
import { contentOfList, type DropPlace, type ListId, listOfItem, listTakes } from './drop-place';
import type { Shown } from './list-places';

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
