import { i18n } from '#i18n';
import { findSection } from '@/components/state/section-options';
import { sectionName } from '@/components/ui/names';
import type { ReportTree } from '@/utils/model/report-tree';
import { contentOfList, type DragSource, type DropPlace, type ListId } from './drop-place';

/** Returns the name of a list. */
export function listName(tree: ReportTree, list: ListId): string {
  if (list === 'opening') return i18n.t('before_headings');
  const node = list === 'inbox' ? null : findSection(tree.sections, list);
  return node === null ? i18n.t('inbox') : sectionName(node.section.title);
}

/** Returns the name of the section that a position is in. */
export function placeName(tree: ReportTree, place: DropPlace): string {
  if (place.kind === 'items') return listName(tree, place.list);
  const parent = findSection(tree.sections, place.parentId);
  return parent === null ? i18n.t('top_level') : sectionName(parent.section.title);
}

/** Describes a drop position: section, 1-based index, total. */
export function placeWords(tree: ReportTree, source: DragSource, place: DropPlace): string {
  const moved: readonly string[] = source.kind === 'items' ? source.ids : [source.id];
  const all: readonly string[] =
    place.kind === 'items'
      ? contentOfList(tree, place.list).map(({ id }) => id)
      : (place.parentId === null
          ? tree.sections
          : (findSection(tree.sections, place.parentId)?.children ?? [])
        ).map(({ section }) => section.id);
  const others = all.filter((id) => !moved.includes(id));
  const at = place.before === null ? others.length : others.indexOf(place.before);
  const count = others.length + moved.length;
  return i18n.t('place_words', [placeName(tree, place), at + 1, count]);
}
