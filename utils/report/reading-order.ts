import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';

/** A step through a report: a heading, or an item under it. */
export type ReadingStep =
  | { readonly type: 'section'; readonly node: SectionNode }
  | { readonly type: 'item'; readonly item: ContentItem }
  | { readonly type: 'inbox' };

/** Yields sections and their content in reading order; the inbox comes last, if requested. */
export function* readingOrder(tree: ReportTree, inbox: boolean): Generator<ReadingStep> {
  for (const item of tree.opening) yield { type: 'item', item };
  const waiting = [...tree.sections].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield { type: 'section', node };
    for (const item of node.content) yield { type: 'item', item };
    waiting.push(...[...node.children].reverse());
  }
  if (!inbox || tree.inbox.length === 0) return;
  yield { type: 'inbox' };
  for (const item of tree.inbox) yield { type: 'item', item };
}
