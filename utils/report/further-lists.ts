import { readStyle } from '@/utils/model/citation-styles';
import type { StatementId } from '@/utils/model/ids';
import type { Citation } from '@/utils/model/report-content';
import type {
  ContentItem,
  ReportTree,
  SectionNode,
  StatementItem,
} from '@/utils/model/report-tree';
import { pageOf } from './read-address';
import { isFurtherTitle, listTitle } from './read-wording';
import { readingOrder } from './reading-order';
import { isPlain, isTitleLine, listedStatements, titleOfLine } from './source-entries';

/*
 * A list for further reading is no list of sources: nothing in the text leads to it, and a new list
 * of sources does not replace it.
 */

/**
 * Returns the statements with the entries of such lists. Their title says so; or it is a heading
 * that announces no sources, with nothing else below it; or the text cites none of their entries,
 * but has notes or numbers that lead elsewhere. Linear.
 */
export function findFurtherLists(tree: ReportTree): ReadonlySet<StatementId> {
  const further = new Set<StatementId>();
  const cited = new Set<string>();
  let hasLed = false;
  for (const step of readingOrder(tree, true)) {
    if (step.type !== 'item' || step.item.kind !== 'statement') continue;
    const { statement, citations } = step.item;
    if (statement.kind === 'sources') continue;
    for (const citation of citations) {
      hasLed ||= isLed(citation);
      cited.add(pageKey(citation));
    }
  }

  const readPart = (title: string, content: readonly ContentItem[], isInList: boolean) => {
    const list = content.filter(isEntry);
    const pages = list.flatMap(({ citations }) => citations.filter((one) => !isLed(one)));
    if (pages.length === 0) return;
    const isCited = (citation: Citation) => cited.has(pageKey(citation));
    const announces = listTitle(title);
    const isOther = announces === null && title !== '' && !isInList;
    const isAlone = content.every((item) => item.kind === 'statement' && isListed(item));
    const isFurther =
      isFurtherTitle(title) ||
      (isOther && isAlone && !pages.every(isCited)) ||
      (announces === 'sources' && hasLed && !pages.some(isCited));
    if (!isFurther) return;
    // Marks in the text may lead to numbers.
    const listed = listedStatements(content);
    const numbered = list.filter(({ id }) =>
      listed.get(id)?.entries.some(({ number }) => number !== null),
    );
    if (numbered.some(({ statement }) => statement.marker === '')) return;
    if (numbered.some(({ citations: own }) => own.length === 0 || own.some(isCited))) return;
    const hasPlain = [...listed.values()].some(({ entries }) =>
      entries.some((entry) => entry.number !== null && isPlain(entry)),
    );
    if (hasPlain) return;
    for (const { id } of list) further.add(id);
  };
  const readContent = (title: string, content: readonly ContentItem[], isInList: boolean) => {
    let from = 0;
    let above = title;
    for (const [at, item] of content.entries()) {
      if (item.kind !== 'statement' || !isTitleLine(item)) continue;
      readPart(above, content.slice(from, at), isInList);
      above = titleOfLine(item.statement.text);
      from = at + 1;
    }
    readPart(above, content.slice(from), isInList);
  };
  const visit = ({ section, content, children }: SectionNode, outer: string, isInList: boolean) => {
    const title = isFurtherTitle(outer) ? outer : section.title;
    readContent(title, content, isInList);
    for (const child of children) visit(child, title, isInList || listTitle(title) !== null);
  };
  readContent('', tree.opening, false);
  for (const node of tree.sections) visit(node, '', false);
  readContent('', tree.inbox, false);
  return further;
}

/** Whether a citation leads to a note, a definition or an entry elsewhere. */
export function isLed({ style }: Citation): boolean {
  return readStyle(style)?.isLed === true;
}

function pageKey({ href, clipId }: Citation): string {
  return href === null ? clipId : pageOf(href);
}

const DEFINITION = /^\s*\[[^\]]+\]:/u;

function isListed({ statement: { kind, text } }: StatementItem): boolean {
  return kind === 'sources' || (kind === 'item' && !DEFINITION.test(text));
}

function isEntry(item: ContentItem): item is StatementItem {
  return (
    item.kind === 'statement' &&
    item.statement.kind === 'sources' &&
    !DEFINITION.test(item.statement.text)
  );
}
