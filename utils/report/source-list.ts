import { readStyle } from '@/utils/model/citation-styles';
import type { Citation, Statement } from '@/utils/model/report-content';
import type {
  ContentItem,
  ReportTree,
  SectionNode,
  StatementItem,
} from '@/utils/model/report-tree';
import { parseMarkdown } from './markup/parse-blocks';
import { isSourceListTitle } from './report-language';

const LABEL = /\[([^[\]]+)\]/gu;

/** The parts of a report that are left out because new lists or notes replace them. */
export interface ReplacedLists {
  has(item: StatementItem): boolean;
  /** Whether a section has nothing else, so that its heading is left out too. */
  hasSection(node: SectionNode): boolean;
}

/**
 * Finds the parts of a report that are replaced: with `lists`, every list of sources; with
 * `definitions`, the notes and definitions that citations of a file led to, which are unused when
 * the citations are spelled in another way. Notes that no citation names stay. Linear, with one
 * parse of each statement that begins like a definition.
 */
export function findReplacedLists(
  tree: ReportTree,
  replace: { readonly lists: boolean; readonly definitions: boolean },
): ReplacedLists {
  const named = new Set<string>();
  let hasLed = false;
  if (replace.definitions) {
    for (const { style, raw } of tree.citations.values()) {
      if (readStyle(style)?.isLed !== true) continue;
      hasLed = true;
      for (const [, label] of (raw ?? '').matchAll(LABEL)) {
        if (label !== undefined) named.add(label.toLowerCase());
      }
    }
  }
  const isReplacedAlone = ({ kind, text }: Statement, citations: readonly Citation[]): boolean => {
    const isUnused = hasLed && citations.length === 0;
    if (!isUnused && !(kind === 'sources' && replace.lists)) return false;
    const labels = definedLabels(text);
    // Notes of the text itself, and the addresses of links that are no citations, stay.
    return labels === null ? kind === 'sources' : labels.every((label) => named.has(label));
  };
  const inList = new Set<Statement['id']>();
  const visit = (node: SectionNode) => {
    if (replace.lists && isWrittenList(node)) {
      for (const { kind, id } of node.content) if (kind === 'statement') inList.add(id);
    }
    node.children.forEach(visit);
  };
  tree.sections.forEach(visit);

  const has = ({ statement, citations }: StatementItem): boolean =>
    inList.has(statement.id) || isReplacedAlone(statement, citations);
  return {
    has,
    hasSection: ({ content, children }) =>
      children.length === 0 &&
      content.some(isStatement) &&
      content.every((item) => isReplaced(item, has)),
  };
}

function isStatement(item: ContentItem): item is StatementItem {
  return item.kind === 'statement';
}

function isReplaced(item: ContentItem, has: ReplacedLists['has']): boolean {
  return item.kind === 'statement' ? has(item) : item.citedBy.length > 0;
}

/**
 * Recognises a list of sources that Pincite wrote: below a title of that kind, only items that
 * cite.
 */
function isWrittenList({ section, content }: SectionNode): boolean {
  if (!isSourceListTitle(section.title)) return false;
  const statements = content.filter(isStatement);
  return (
    statements.length > 0 &&
    statements.every(
      ({ statement, citations }) =>
        statement.kind === 'sources' || (statement.kind === 'item' && citations.length > 0),
    )
  );
}

/** Returns the labels that Markdown defines; null if it has anything else. `^1` is that of a note. */
function definedLabels(markdown: string): readonly string[] | null {
  if (!/^\s*\[[^\]]+\]:/u.test(markdown)) return null;
  const labels: string[] = [];
  for (const node of parseMarkdown(markdown).children) {
    if (node.type !== 'definition' && node.type !== 'footnoteDefinition') return null;
    const label = node.label?.toLowerCase() ?? node.identifier;
    labels.push(node.type === 'definition' ? label : `^${label}`);
  }
  return labels;
}
