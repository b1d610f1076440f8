import { readStyle } from '@/utils/model/citation-styles';
import type { StatementId } from '@/utils/model/ids';
import type { Citation } from '@/utils/model/report-content';
import type {
  ContentItem,
  ReportTree,
  SectionNode,
  StatementItem,
} from '@/utils/model/report-tree';
import { meantList, type NumberedEntries } from './citations/reference-table';
import { numbersIn, numbersMarked } from './citations/text-citations';
import { isNoteSentence } from './list-entry';
import { isNotesTitle, listTitle } from './read-wording';
import {
  definedLabels,
  isPlain,
  isTitleLine,
  listedStatements,
  type SourceEntry,
  titleOfLine,
} from './source-entries';

/*
 * To which entries of the report's lists the marks in its text lead. Below a title such as "Notes",
 * people also write what they have to say themselves. If no mark leads to such a list, it is no list
 * of sources, and a new list does not replace it.
 */

/** A list of the author's own notes. */
export interface OwnNotes {
  readonly numbers: ReadonlySet<number>;
  /**
   * Whether they keep their numbers: none of the list's entries goes, and neither a mark that stays
   * in the text nor another list of notes has one of these numbers.
   */
  readonly isNumbered: boolean;
}

/** What stands below one title of a list. */
interface TitledPart {
  readonly isNotes: boolean;
  readonly level: number;
  readonly numbers: Set<number>;
  /** Its statements that a new list of sources does not replace. */
  readonly statements: StatementItem['statement'][];
  /** Whether some of its entries only name sources, so that a new list has them. */
  isShortened: boolean;
  isLed: boolean;
}

const CODE = /`[^`\n]*`/gu;
/** `<a href="#n1">1</a>`, `[1](#n1)` */
const LINKED = /^(?:<[^<>]{1,200}>|[[\\(^])*(\d{1,4})(?!\d)/u;

/** An entry of a numbered list. */
interface NumberedEntry {
  readonly item: StatementItem;
  readonly part: TitledPart;
}

/** The marks of a statement, those that are numbers in brackets, and the list to which they lead. */
interface Marks {
  readonly id: StatementId;
  readonly numbers: readonly number[];
  readonly bracketed: ReadonlySet<number>;
  readonly list: number;
}

/** What the marks in a text lead to. */
interface Leads {
  readonly parts: readonly TitledPart[];
  readonly marks: readonly Marks[];
  /** The numbers that may stay in the text as they are. */
  readonly inMarks: ReadonlySet<number>;
  /** For each statement, the list whose entries its numbers name. An entry names its own list. */
  readonly listOf: ReadonlyMap<StatementId, number>;
  /** Returns the entry that a number names in a statement with these marks. */
  entryOf(beside: Pick<Marks, 'list'>, number: number): NumberedEntry | undefined;
}

const known = new WeakMap<ReportTree, Leads>();

/**
 * Reads the marks and the titled lists of a report. `meantList` says to which list a mark leads.
 * Linear; reads a tree once.
 */
function readLeads(tree: ReportTree): Leads {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const parts: TitledPart[] = [];
  /** The entries by their numbers. A list that begins again is another list. */
  const lists: NumberedEntries<NumberedEntry>[] = [];
  const marks: Marks[] = [];
  const inMarks = new Set<number>();
  const listOf = new Map<StatementId, number>();

  const readMarks = ({ statement, segments, citations }: StatementItem) => {
    if (statement.kind === 'code') return;
    const text = segments.map((each) => (each.type === 'text' ? each.text : '')).join(' ');
    const words = text.replace(CODE, '');
    const inText = numbersMarked(words, true);
    const ofCitations = citations.map(numbersOf);
    const ofGroups = ofCitations.filter(({ length }) => length > 1).flat();
    for (const number of [...inText, ...ofGroups]) inMarks.add(number);
    const numbers = [...inText, ...ofCitations.flat()];
    if (numbers.length === 0) return;
    const inBrackets = numbersMarked(words, false);
    // A number that is in brackets and elsewhere too is not only in brackets.
    const loose = new Map<number, number>();
    for (const number of inText) loose.set(number, (loose.get(number) ?? 0) + 1);
    for (const number of inBrackets) loose.set(number, (loose.get(number) ?? 0) - 1);
    const bracketed = [...inBrackets, ...ofGroups].filter((one) => (loose.get(one) ?? 0) <= 0);
    const { id } = statement;
    marks.push({ id, numbers, bracketed: new Set(bracketed), list: lists.length });
  };
  const readContent = (
    content: readonly ContentItem[],
    outer: TitledPart | null,
    level: number,
  ) => {
    const listed = listedStatements(content);
    let part = outer;
    for (const item of content) {
      if (item.kind !== 'statement') continue;
      listOf.set(item.id, lists.length);
      if (isTitleLine(item)) {
        part = open(titleOfLine(item.statement.text), level + 1);
        continue;
      }
      // The label of `[^1]: …` is no number of the list.
      if (definedLabels(item.statement.text) !== null) continue;
      const entries = listed.get(item.id)?.entries ?? [];
      if (part === null || entries.every(({ number }) => number === null)) {
        if (item.statement.kind !== 'sources') readMarks(item);
        continue;
      }
      const isNote = (entry: SourceEntry) => isPlain(entry) || isNoteSentence(entry.words);
      if (item.statement.kind === 'item' || entries.every(isNote))
        part.statements.push(item.statement);
      else part.isShortened = true;
      for (const entry of entries) {
        const { number } = entry;
        if (number === null) continue;
        let list = lists.at(-1);
        if (list === undefined || list.numbers.has(number)) {
          list = { numbers: new Map(), part, hasPages: false, hasSources: false };
          lists.push(list);
        }
        list.numbers.set(number, { item, part });
        listOf.set(item.id, lists.length - 1);
        list.hasPages ||= !isPlain(entry);
        list.hasSources ||= !isNote(entry);
        part.numbers.add(number);
      }
    }
  };
  const open = (title: string, level: number): TitledPart => {
    const part: TitledPart = {
      isNotes: isNotesTitle(title),
      level,
      numbers: new Set(),
      statements: [],
      isShortened: false,
      isLed: false,
    };
    parts.push(part);
    return part;
  };
  const visit = (
    { section, content, children }: SectionNode,
    outer: TitledPart | null,
    level: number,
  ) => {
    const part = listTitle(section.title) === null ? outer : open(section.title, level);
    readContent(content, part, level);
    for (const child of children) visit(child, part, level + 1);
  };
  readContent(tree.opening, null, 0);
  for (const node of tree.sections) visit(node, null, 1);
  readContent(tree.inbox, null, 0);

  const marked = new Set(marks.flatMap(({ numbers }) => numbers));
  const leads: Leads = {
    parts,
    marks,
    inMarks,
    listOf,
    entryOf: ({ list }, number) => meantList(lists, list, marked)?.numbers.get(number),
  };
  for (const each of marks) {
    for (const number of each.numbers) {
      const entry = leads.entryOf(each, number);
      if (entry !== undefined) entry.part.isLed = true;
    }
  }
  known.set(tree, leads);
  return leads;
}

/** Returns the statements of such lists that stay: sentences, and words without a link. */
export function findOwnNotes(tree: ReportTree): ReadonlyMap<StatementId, OwnNotes> {
  const { parts, inMarks } = readLeads(tree);
  const own = parts.filter(({ isNotes, isLed }) => isNotes && !isLed);
  const seen = new Set<number>();
  const repeated = new Set<number>();
  for (const number of own.flatMap((part) => [...part.numbers])) {
    if (seen.has(number) || inMarks.has(number)) repeated.add(number);
    seen.add(number);
  }
  return new Map(
    own.flatMap(({ numbers, statements, isShortened }) => {
      const isNumbered = !(isShortened || [...numbers].some((number) => repeated.has(number)));
      // Only an item can be written without its number.
      const staying = isNumbered ? statements : statements.filter(({ marker }) => marker !== '');
      return staying.map(({ id }) => [id, { numbers, isNumbered }] as const);
    }),
  );
}

/** Returns whether an entry without a link is named only by numbers in brackets, or by none. */
export function namedInBrackets(tree: ReportTree): (id: StatementId, number: number) => boolean {
  const leads = readLeads(tree);
  const others = new Set<string>();
  for (const each of leads.marks) {
    for (const number of each.numbers) {
      const entry = each.bracketed.has(number) ? undefined : leads.entryOf(each, number);
      if (entry !== undefined) others.add(`${entry.item.id} ${number}`);
    }
  }
  return (id, number) => !others.has(`${id} ${number}`);
}

/** The numbers that the marks of each statement get, by those that they have. */
export type Renumbered = ReadonlyMap<StatementId, ReadonlyMap<number, number>>;

/** Returns the new numbers of marks whose entries get others: by their statements and old numbers. */
export function renumberMarks(
  tree: ReportTree,
  numberOf: (id: StatementId, number: number) => number | undefined,
): Renumbered {
  const leads = readLeads(tree);
  const renumbered = new Map<StatementId, Map<number, number>>();
  for (const each of leads.marks) {
    for (const number of each.bracketed) {
      const entry = leads.entryOf(each, number);
      const own = entry && numberOf(entry.item.id, number);
      if (own === undefined || own === number) continue;
      const numbers = renumbered.get(each.id) ?? new Map<number, number>();
      renumbered.set(each.id, numbers.set(number, own));
    }
  }
  return renumbered;
}

/** Returns the statement with the entry that a number in a statement or entry names. */
export function namedEntry(
  tree: ReportTree,
  from: StatementId,
  number: number,
): StatementItem | undefined {
  const leads = readLeads(tree);
  const list = leads.listOf.get(from);
  return list === undefined ? undefined : leads.entryOf({ list }, number)?.item;
}

/** Returns the numbers of entries that a citation of a file names. */
function numbersOf({ style, raw }: Citation): readonly number[] {
  const names = readStyle(style)?.text?.names ?? '';
  const words = raw ?? '';
  if (names.endsWith('numbers')) return numbersIn(words.replace(/[†‡:].*|<[^<>]{1,200}>/gu, ''));
  return words.includes('#') ? (LINKED.exec(words)?.slice(1).map(Number) ?? []) : [];
}
