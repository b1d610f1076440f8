import { readStyle } from '@/utils/model/citation-styles';
import type { Citation, Statement } from '@/utils/model/report-content';
import type {
  ContentItem,
  ReportTree,
  SectionNode,
  StatementItem,
} from '@/utils/model/report-tree';
import { parseMarkdown } from './markup/parse-blocks';
import { listTitle } from './read-wording';
import { isSourceListTitle } from './report-language';

const LABEL = /\[([^[\]]+)\]/gu;

/** The parts of a report that are left out because new lists or notes replace them. */
export interface ReplacedLists {
  has(item: StatementItem): boolean;
  /** Whether a section has nothing else, so that its heading is left out too. */
  hasSection(node: SectionNode): boolean;
}

/** What replaces parts of a report. */
export interface Replacements {
  /** Whether every list of sources is replaced. */
  readonly lists: boolean;
  /**
   * Whether the notes and definitions that citations of a file led to are replaced. They are unused
   * when the citations are spelled in another way.
   */
  readonly definitions: boolean;
  /** Whether the notes that stay are written at the end, with a title of their own. */
  readonly movesNotes: boolean;
}

/**
 * Finds the parts of a report that are replaced. Notes that no citation names stay. A title of a
 * list, as a heading or as a line of text, stays if something below it stays. Linear, with one parse
 * of each statement that begins like a definition.
 */
export function findReplacedLists(tree: ReportTree, replace: Replacements): ReplacedLists {
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
  const leftOut = new Set<Statement['id']>();
  const leftOutSections = new Set<SectionNode>();
  const isLeftOut = (item: ContentItem) =>
    item.kind === 'statement' ? leftOut.has(item.id) : item.citedBy.length > 0;
  const isGone = (item: ContentItem) =>
    isLeftOut(item) || (replace.movesNotes && item.kind === 'statement' && isNote(item));

  const readContent = (content: readonly ContentItem[], isList: boolean) => {
    // What was read so far, from the end, below the title or the line that comes next.
    let isEmpty = true;
    let stays = false;
    for (const item of [...content].reverse()) {
      const isTitle = item.kind === 'statement' && isTitleLine(item);
      const isReplaced = isTitle
        ? !stays && (!isEmpty || replace.lists || hasLed)
        : item.kind === 'statement' && isReplacedAlone(item.statement, item.citations);
      if (item.kind === 'statement' && (isList || isReplaced)) leftOut.add(item.id);
      // A line that separates a list from what follows ends the list.
      const isRule = item.kind === 'statement' && RULE.test(item.statement.text);
      isEmpty = isTitle;
      stays = !isTitle && !isRule && (stays || !isGone(item));
    }
  };
  const visit = (node: SectionNode) => {
    const { section, content, children } = node;
    readContent(content, replace.lists && isWrittenList(node));
    children.forEach(visit);
    const isList = listTitle(section.title) !== null;
    // The heading of a whole report stays, even if nothing else of the report does.
    const canBeLeftOut = children.length === 0 ? content.some(isStatement) : isList;
    const isDone = isList ? isGone : isLeftOut;
    if (
      canBeLeftOut &&
      content.every(isDone) &&
      children.every((one) => leftOutSections.has(one))
    ) {
      leftOutSections.add(node);
    }
  };
  readContent(tree.opening, false);
  tree.sections.forEach(visit);
  readContent(tree.inbox, false);
  return {
    has: ({ id }) => leftOut.has(id),
    hasSection: (node) => leftOutSections.has(node),
  };
}

/** A line between two parts of a text, in Markdown. */
const RULE = /^\s*([-*_])(?:[ \t]*\1){2,}\s*$/u;
/** Marks of Markdown around a title in a line of its own. */
const MARKS = /[*_#]+/gu;

/** Whether a statement is the title of a list of sources, `**Sources:**`. */
function isTitleLine({ statement, citations }: StatementItem): boolean {
  const { kind, marker, text } = statement;
  if (kind !== 'sources' || marker !== '' || citations.length > 0 || text.length > 100)
    return false;
  return listTitle(text.replace(MARKS, '').trim()) !== null;
}

/** Whether a statement is a note of the file and nothing else. */
function isNote({ statement: { text } }: StatementItem): boolean {
  return definedLabels(text)?.every((label) => label.startsWith('^')) === true;
}

function isStatement(item: ContentItem): item is StatementItem {
  return item.kind === 'statement';
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
