import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';
import type { Shown } from './list-places';

/** Statements and clips that are on the page, folded sections and a search left out, in order. */
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
