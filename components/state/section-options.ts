import type { SelectOption } from '@/components/ui/Field';
import { sectionName } from '@/components/ui/names';
import type { SectionId } from '@/utils/model/ids';
import type { SectionNode } from '@/utils/model/report-tree';

/** The sections as choices, indented by depth; `without` and what lies in it is left out. */
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

/** A section of the tree, wherever it stands. */
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

/** A section's siblings, itself among them; the top level for a section at the top. */
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
