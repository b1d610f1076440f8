import type { SelectOption } from '@/components/ui/Field';
import { sectionName } from '@/components/ui/names';
import type { SectionId } from '@/utils/model/ids';
import type { SectionNode } from '@/utils/model/report-tree';

/**
 * Returns the sections as options, indented by depth, without the section `without` and its
 * subsections.
 */
export function sectionOptions(
  sections: readonly SectionNode[],
  without: SectionId | null = null,
): SelectOption[] {
  return sections.flatMap((node) =>
    node.section.id === without
      ? []
      : [
          {
            value: node.section.id,
            label: '   '.repeat(node.depth - 1) + sectionName(node.section.title),
          },
          ...sectionOptions(node.children, without),
        ],
  );
}

/** Finds a section in the tree. */
export function findSection(
  sections: readonly SectionNode[],
  id: SectionId | null,
): SectionNode | null {
  for (const node of sections) {
    if (node.section.id === id) return node;
    const below = findSection(node.children, id);
    if (below !== null) return below;
  }
  return null;
}

/** Returns a section and its siblings. */
export function siblingsOf(
  sections: readonly SectionNode[],
  id: SectionId,
): readonly SectionNode[] {
  if (sections.some((node) => node.section.id === id)) return sections;
  for (const node of sections) {
    const below = siblingsOf(node.children, id);
    if (below.length > 0) return below;
  }
  return [];
}
