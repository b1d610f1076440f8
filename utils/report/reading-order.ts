import type { ContentItem, ReportTree, SectionNode } from '@/utils/model/report-tree';

/** A step of the way through a report: a heading, or one thing that stands in it. */
export type ReadingStep =
  | { readonly type: 'section'; readonly node: SectionNode }
  | { readonly type: 'item'; readonly item: ContentItem }
  | { readonly type: 'inbox' };

/** Sections and what they hold, in the order in which they are read; the inbox last, if asked for. */
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
