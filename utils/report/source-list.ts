import { readStyle } from '@/utils/model/citation-styles';
import type { Citation, Statement } from '@/utils/model/report-content';
import type {
  ContentItem,
  ReportTree,
  SectionNode,
  StatementItem,
} from '@/utils/model/report-tree';
import { findFurtherLists } from './further-lists';
import { findOwnNotes, namedInBrackets, type OwnNotes } from './mark-leads';
import { entryNumber } from './read-references';
import { listTitle } from './read-wording';
import { isSourceListTitle } from './report-language';
import {
  definedLabels,
  hasCitation,
  isPlain,
  isTitleLine,
  type ListedStatement,
  listedStatements,
  type SourceEntry,
  withoutPages,
} from './source-entries';

type Id = Statement['id'];

const LABEL = /\[([^[\]]+)\]/gu;

/** The parts of a report that are left out because new lists or notes replace them. */
export interface ReplacedLists {
  has(item: StatementItem): boolean;
  /** Whether a section has nothing else, so that its heading is left out too. */
  hasSection(node: SectionNode): boolean;
  /** The entries in a statement that is left out. A new list has them. */
  entriesIn(item: StatementItem): readonly SourceEntry[];
  /** Whether a statement is in a list for further reading. The links of such a list stay links. */
  isFurther(item: StatementItem): boolean;
  /** The numbers of notes that stay, which no entry of a new list may have. */
  readonly keptNumbers: readonly number[];
  /** How a statement is written if entries of its list are left out; null if it stays as it is. */
  restOf(item: StatementItem): RestOfList | null;
}

export interface RestOfList {
  readonly text: string;
  readonly marker: string;
}

/** What replaces parts of a report. */
export interface Replacements {
  /** Whether every list of sources is replaced. */
  readonly lists: boolean;
  /** Whether marks in brackets get other numbers if two entries without a link have the same. */
  readonly renumbers: boolean;
  /**
   * Whether the notes and definitions that citations of a file led to are replaced. They are unused
   * when the citations are spelled in another way.
   */
  readonly definitions: boolean;
  /** Whether the notes that stay are written at the end, with a title of their own. */
  readonly movesNotes: boolean;
}

/**
 * Finds the parts of a report that are replaced. Notes that no citation names stay. Entries that
 * name no page stay, unless a new list has them. A title of a list, as a heading or as a line of
 * text, stays if something below it stays. Linear, with one parse of each statement that begins like
 * a definition.
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
  const further = findFurtherLists(tree);
  const ownNotes = replace.lists ? findOwnNotes(tree) : new Map<Id, OwnNotes>();
  const leftOut = new Set<Id>();
  const entries = new Map<Id, readonly SourceEntry[]>();
  const rests = new Map<Id, RestOfList>();
  /** The numbers of the plain entries that move to a new list. */
  const moved = new Set<number>();
  const canRenumber = replace.renumbers ? namedInBrackets(tree) : () => false;
  /** Finds the statements with entries that name no page and stay where they are. */
  const findKept = (content: readonly ContentItem[], listed: ReadonlyMap<Id, ListedStatement>) => {
    const kept = new Set<Id>();
    const keptEntries = new Set<SourceEntry>();
    for (const item of content) {
      const own = item.kind === 'statement' ? listed.get(item.id) : undefined;
      if (item.kind === 'clip' || own === undefined || item.statement.kind !== 'sources') continue;
      if (further.has(item.id) || definedLabels(item.statement.text) !== null) continue;
      const { entries: all, continues } = own;
      const stays =
        continues === null
          ? ownNotes.has(item.id) || staysHere(item, all)
          : keptEntries.has(continues);
      if (!stays) continue;
      kept.add(item.id);
      for (const entry of all) keptEntries.add(entry);
    }
    return kept;
  };
  const staysHere = ({ id, citations }: StatementItem, all: readonly SourceEntry[]): boolean => {
    if (!replace.lists) {
      return citations.length === 0 && all.some((entry) => isPlain(entry) || hasCitation(entry));
    }
    // Marks in the text lead to each of two entries with one number. A mark that is no number in
    // brackets gets no other number, so only one of the entries can move.
    const numbers = all.filter(isPlain).flatMap(({ number }) => (number === null ? [] : [number]));
    if (numbers.some((number) => moved.has(number) && !canRenumber(id, number))) return true;
    for (const number of numbers) moved.add(number);
    return false;
  };
  const leftOutSections = new Set<SectionNode>();
  const isLeftOut = (item: ContentItem) =>
    item.kind === 'statement' ? leftOut.has(item.id) : item.citedBy.length > 0;
  const isGone = (item: ContentItem) =>
    isLeftOut(item) || (replace.movesNotes && item.kind === 'statement' && isNote(item));
  /** Whether the title of a list stays above items. Definitions alone are not shown below it. */
  const keepsTitle = (below: readonly ContentItem[]) => {
    const staying = below.filter((item) => !isGone(item));
    if (!staying.every(isDefinition)) return true;
    return staying.length > 0 && !below.some((item) => isLeftOut(item) && !isDefinition(item));
  };

  const readContent = (content: readonly ContentItem[], isList: boolean, title = '') => {
    const listed = listedStatements(content);
    const kept = findKept(content, listed);
    // What was read so far, from the end, below the title or the line that comes next.
    let isEmpty = true;
    let below: ContentItem[] = [];
    for (const item of [...content].reverse()) {
      const isTitle = item.kind === 'statement' && isTitleLine(item);
      const isReplaced: boolean = isTitle
        ? !keepsTitle(below) && (!isEmpty || replace.lists || hasLed)
        : item.kind === 'statement' && isReplacedAlone(item.statement, item.citations);
      const goes = isReplaced || (isList && !isDefinition(item));
      if (item.kind === 'statement' && goes && !further.has(item.id)) {
        if (!kept.has(item.id)) {
          leftOut.add(item.id);
          entries.set(item.id, listed.get(item.id)?.entries ?? []);
        }
      }
      // A line that separates a list from what follows ends the list.
      const isRule = item.kind === 'statement' && RULE.test(item.statement.text);
      isEmpty = isTitle;
      if (isTitle || isRule) below = [];
      else below.push(item);
    }
    if (replace.lists || hasLed) writeRests(content, listed, kept, listTitle(title) !== null);
  };
  const writeRests = (
    content: readonly ContentItem[],
    listed: ReadonlyMap<Id, ListedStatement>,
    kept: ReadonlySet<Id>,
    isListSection: boolean,
  ) => {
    let run: { readonly item: StatementItem; readonly number: number }[] = [];
    /** Whether the list loses entries that stand between those of the run. */
    let isShortened = false;
    /** Whether the run is below a title of a list. */
    let isTitled = isListSection;
    const close = () => {
      // Markdown numbers a list on from its first item, so behind a gap the numbers would be wrong.
      const isCounted = run.every(
        ({ item, number }, at) =>
          number === at + 1 && (at > 0 || /^1\D/u.test(item.statement.marker)),
      );
      if (!isCounted && run.some(({ item }) => kept.has(item.id))) {
        for (const { item, number } of run) {
          const { text } = item.statement;
          const hasNumber = entryNumber(text) !== null;
          rests.set(item.id, { text: hasNumber ? text : `[${number}] ${text}`, marker: '-' });
        }
      }
      // No mark leads to a sentence between the entries, but its number can be one of the new list.
      for (const { item } of isShortened || (isTitled && replace.lists) ? run : []) {
        const { kind, text } = item.statement;
        if (kind !== 'item' || item.citations.length === 0) continue;
        rests.set(item.id, { text: text.slice(entryNumber(text)?.length ?? 0), marker: '-' });
      }
      run = [];
      isShortened = false;
    };
    for (const item of content.filter(isStatement)) {
      const { statement } = item;
      const own = listed.get(item.id);
      if (own === undefined) close();
      isTitled ||= isTitleLine(item);
      if (own === undefined || own.continues !== null) continue;
      const notes = ownNotes.get(item.id);
      if (notes !== undefined || further.has(item.id)) {
        // In a new list its number can be that of another source.
        const isNumbered = notes?.isNumbered ?? !replace.lists;
        if (!isNumbered && own.entries.some(({ number }) => number !== null)) {
          const { text } = statement;
          rests.set(item.id, { text: text.slice(entryNumber(text)?.length ?? 0), marker: '-' });
        }
        continue;
      }
      if (leftOut.has(item.id)) {
        isShortened ||= definedLabels(statement.text) === null;
        continue;
      }
      const [entry] = own.entries;
      const isItem = statement.kind === 'item' || /^\d/u.test(statement.marker);
      if (isItem && entry !== undefined && entry.number !== null) {
        run.push({ item, number: entry.number });
      } else if (statement.kind === 'sources' && definedLabels(statement.text) === null) {
        const text = withoutPages(statement);
        if (text !== statement.text) rests.set(item.id, { text, marker: statement.marker });
      }
    }
    close();
  };
  const visit = (node: SectionNode) => {
    const { section, content, children } = node;
    readContent(content, replace.lists && isWrittenList(node), section.title);
    children.forEach(visit);
    const isList = listTitle(section.title) !== null;
    // The heading of a whole report stays, even if nothing else of the report does.
    const isEmptied = content.some(isStatement) || (isList && node !== tree.sections[0] && isMoved);
    const canBeLeftOut = children.length === 0 ? isEmptied : isList;
    const isDone = isList ? !keepsTitle(content) : content.every(isLeftOut);
    if (canBeLeftOut && isDone && children.every((one) => leftOutSections.has(one))) {
      leftOutSections.add(node);
    }
  };
  /** Whether the notes or sources that an empty heading announces stand elsewhere and go away. */
  const isMoved = replace.lists || hasLed || (replace.movesNotes && hasNotes(tree));
  readContent(tree.opening, false);
  tree.sections.forEach(visit);
  readContent(tree.inbox, false);
  return {
    has: ({ id }) => leftOut.has(id),
    isFurther: ({ id }) => further.has(id),
    hasSection: (node) => leftOutSections.has(node),
    keptNumbers: [...ownNotes.values()].flatMap(({ numbers, isNumbered }) =>
      isNumbered ? [...numbers] : [],
    ),
    entriesIn: ({ id }) => entries.get(id) ?? [],
    restOf: ({ id }) => rests.get(id) ?? null,
  };
}

/** A line between two parts of a text, in Markdown. */
const RULE = /^\s*([-*_])(?:[ \t]*\1){2,}\s*$/u;
/** Whether a statement is a note of the file and nothing else. */
function isNote({ statement: { text } }: StatementItem): boolean {
  return definedLabels(text)?.every((label) => label.startsWith('^')) === true;
}

function isDefinition(item: ContentItem): boolean {
  return item.kind === 'statement' && definedLabels(item.statement.text) !== null;
}

function hasNotes({ content }: ReportTree): boolean {
  return content.statements.some(
    ({ text, binnedAt }) => binnedAt === null && /^\s*\[\^[^\]]+\]:/u.test(text),
  );
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
    statements.every((item) => {
      const { statement, citations } = item;
      if (statement.kind === 'sources') return !isTitleLine(item);
      return statement.kind === 'item' && citations.length > 0;
    })
  );
}
