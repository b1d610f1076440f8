import { i18n } from '#i18n';
import { findSection } from '@/components/state/section-options';
import { sectionName } from '@/components/ui/names';
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

/** Returns the name of a list. */
function listName(tree: ReportTree, list: ListId): string {
  if (list === 'opening') return i18n.t('before_headings');
  const node = list === 'inbox' ? null : findSection(tree.sections, list);
  return node === null ? i18n.t('inbox') : sectionName(node.section.title);
}

/** Returns the name of the section that a position is in. */
function placeName(tree: ReportTree, place: DropPlace): string {
  if (place.kind === 'items') return listName(tree, place.list);
  const parent = findSection(tree.sections, place.parentId);
  return parent === null ? i18n.t('top_level') : sectionName(parent.section.title);
}

/** Returns the ids of the things among which a position is, in order. */
function idsAround(tree: ReportTree, place: DropPlace): readonly string[] {
  if (place.kind === 'items') return contentOfList(tree, place.list).map(({ id }) => id);
  const { parentId } = place;
  const siblings =
    parentId === null ? tree.sections : (findSection(tree.sections, parentId)?.children ?? []);
  return siblings.map(({ section }) => section.id);
}

/** Says what a drop did. `tree` is the report before it. */
export function movedWords(tree: ReportTree, source: DragSource, place: DropPlace): string {
  const [first] = source.kind === 'items' ? source.ids : [source.id];
  const around = idsAround(tree, place);
  const from = first === undefined ? -1 : around.indexOf(first);
  if (from === -1) return i18n.t('moved_to', [placeName(tree, place)]);
  const to = place.before === null ? around.length : around.indexOf(place.before);
  return i18n.t(to <= from ? 'moved_up' : 'moved_down');
}

/** Describes a drop position: section, 1-based index, total. */
export function placeWords(tree: ReportTree, source: DragSource, place: DropPlace): string {
  const moved: readonly string[] = source.kind === 'items' ? source.ids : [source.id];
  const all = idsAround(tree, place);
  const others = all.filter((id) => !moved.includes(id));
  const at = place.before === null ? others.length : others.indexOf(place.before);
  const count = others.length + moved.length;
  return i18n.t('place_words', [placeName(tree, place), at + 1, count]);
}
