import { findSection } from '@/components/state/section-options';
import type { SectionId } from '@/utils/model/ids';
import { type ContentItem, placeOfClip, type ReportTree } from '@/utils/model/report-tree';

/** The items that are being moved. */
export type DragSource =
  | {
      readonly kind: 'items';
      /** In the order that they will have there. */
      readonly ids: readonly string[];
    }
  | { readonly kind: 'section'; readonly id: SectionId };

/**
 * A list of statements and clips: the content of a section, or one of the two lists outside of
 * sections.
 */
export type ListId = SectionId | 'opening' | 'inbox';

export type DropPlace =
  | {
      readonly kind: 'items';
      readonly list: ListId;
      /** The statement or clip that follows the new position; null for the end. */
      readonly before: string | null;
    }
  | {
      readonly kind: 'section';
      readonly parentId: SectionId | null;
      readonly before: SectionId | null;
    };

export function samePlace(a: DropPlace | null, b: DropPlace | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function sectionOfList(list: ListId): SectionId | null {
  return list === 'opening' || list === 'inbox' ? null : list;
}

/** Returns the content of a list in order. Empty if the section does not exist. */
export function contentOfList(tree: ReportTree, list: ListId): readonly ContentItem[] {
  if (list === 'opening') return tree.opening;
  if (list === 'inbox') return tree.inbox;
  return findSection(tree.sections, list)?.content ?? [];
}

/** Returns the list that shows an item. */
export function listOfItem(tree: ReportTree, item: ContentItem): ListId {
  if (item.kind === 'statement') {
    const { sectionId } = item.statement;
    if (sectionId === null) return 'opening';
    return findSection(tree.sections, sectionId) === null ? 'inbox' : sectionId;
  }
  const sectionId = placeOfClip(item.clip, item.placement, tree.content)?.sectionId ?? null;
  return sectionId === null || findSection(tree.sections, sectionId) === null ? 'inbox' : sectionId;
}

/**
 * Returns whether a list takes items. Statements without a section are before the first heading,
 * clips without a section are in the inbox.
 */
export function listTakes(list: ListId, items: readonly ContentItem[]): boolean {
  if (list === 'opening') return items.every(({ kind }) => kind === 'statement');
  return list !== 'inbox' || items.every(({ kind }) => kind === 'clip');
}
