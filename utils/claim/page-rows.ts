import type { TextRange } from '@/utils/text/text-model';
import { type ContentWord, contentWords } from './closest-sentence';

/** A row of a table, or an item of a list, with a label and figures. */
export interface PageRow extends TextRange {
  /** The words of its label, without numbers. */
  readonly words: readonly ContentWord[];
  /** Those of the first cell of its label, which names it. */
  readonly name: readonly ContentWord[];
  /** Whether its label and its figures are one line. */
  readonly isLine: boolean;
}

/** The longest line that can be a cell or a row, in UTF-16 units. */
const MOST_LINE = 160;
const SENTENCE_END = /[.!?…]["»”)\]]*\s*$/u;
/** What can separate a label on the line of its figures. */
const SEPARATOR = /\t|:\s|\s[|–—]\s|\s{2,}/u;

/** A unit that a cell of figures can have: "km", "M". */
const UNIT = /^\p{L}{1,2}$/u;

/** Whether a cell has figures and no words: "208", "16 %", "3.2 km". A dash stands for a missing one. */
function isFigures(cell: string): boolean {
  const [first, second] = cell.match(/\p{L}+/gu) ?? [];
  if (first === undefined) return true;
  if (second !== undefined) return /^\s*n\/a\s*$/iu.test(cell);
  const at = cell.indexOf(first);
  return UNIT.test(first) && /\d/u.test(cell.slice(0, at)) && !/\d/u.test(cell.slice(at));
}

type Line = TextRange & { readonly text: string };

/**
 * Finds the rows of a text: lines with a label and figures, and labels with figures on the lines
 * below. A table without a second row is not told from other lines. Linear.
 */
export function pageRows(text: string): PageRow[] {
  const rows: PageRow[] = [];
  let cells: Line[] = [];
  let together: PageRow[] = [];
  const closeCells = (): void => {
    for (const row of rowsOfCells(cells)) rows.push(row);
    cells = [];
  };
  const closeRows = (): void => {
    if (together.length > 1) for (const row of together) rows.push(row);
    together = [];
  };
  for (const { 0: words, index: start } of text.matchAll(/[^\n]+/gu)) {
    if (words.trim() === '') continue;
    const line = { text: words, start, end: start + words.length };
    const isShort = words.length <= MOST_LINE;
    const row = isShort ? rowOfLine(line) : null;
    if (row === null) closeRows();
    else together.push(row);
    if (row === null && isShort && (isFigures(words) || !SENTENCE_END.test(words)))
      cells.push(line);
    else closeCells();
  }
  closeCells();
  closeRows();
  return rows.sort((a, b) => a.start - b.start);
}

function labelOf(cells: readonly string[]): Pick<PageRow, 'words' | 'name'> {
  const [name = [], ...others] = cells.map((cell) =>
    contentWords(cell).filter(({ stem }) => !/\d/u.test(stem)),
  );
  return { words: [name, ...others].flat(), name };
}

/** Reads "Name: 208", and cells with a tab or a bar between them. */
function rowOfLine({ text, start, end }: Line): PageRow | null {
  if (!/\d/u.test(text) || SENTENCE_END.test(text)) return null;
  const parts = text.split(SEPARATOR);
  const labels = parts.filter((part) => !isFigures(part));
  const isRow = text.includes('\t')
    ? labels.length < parts.length
    : labels.length === 1 && parts.length > 1 && parts[0] === labels[0];
  if (!isRow) return null;
  return { start, end, ...labelOf(labels), isLine: true };
}

interface Group {
  readonly labels: readonly Line[];
  readonly figures: readonly Line[];
}

/** Reads rows of which each cell is a line. The lines follow each other. */
function rowsOfCells(lines: readonly Line[]): PageRow[] {
  const groups = groupsOf(lines);
  const size = labelsOfRow(groups.filter(({ figures }) => figures.length > 0));
  return tablesOf(groups, size).flatMap((table) => {
    const isTold = table.groups.length > 1 && hasFiguresBelow(table, size);
    const before = figuresBefore(table.groups);
    return table.groups.flatMap(({ labels, figures }) => {
      // The labels before those of the row are a heading, or rows without figures.
      const own = labels.slice(-size);
      const [first, name] = [own[0], own.at(-1)];
      if (first === undefined || name === undefined) return [];
      // A label whose figures are not known still shows that another row is not the only one.
      const last = isTold ? figures.at(figures.length - before - 1) : undefined;
      const end = figures.length > before ? (last ?? name).end : name.end;
      return [{ start: first.start, end, ...labelOf(own.map(({ text }) => text)), isLine: false }];
    });
  });
}

/** Splits lines into labels with the figures that follow them. Either can be missing at an end. */
function groupsOf(lines: readonly Line[]): Group[] {
  const groups: { labels: Line[]; figures: Line[] }[] = [];
  for (const line of lines) {
    const hasFigures = isFigures(line.text);
    const last = groups.at(-1);
    if (last === undefined || (!hasFigures && last.figures.length > 0))
      groups.push(hasFigures ? { labels: [], figures: [line] } : { labels: [line], figures: [] });
    else (hasFigures ? last.figures : last.labels).push(line);
  }
  return groups;
}

interface Table {
  readonly groups: Group[];
  /** The label behind its last figures. */
  after: Line | undefined;
}

/** Returns the tables of the groups. Where more labels than `size` follow each other, one starts. */
function tablesOf(groups: readonly Group[], size: number): Table[] {
  const tables: Table[] = [];
  for (const group of groups) {
    const table = tables.at(-1);
    const isNew = table === undefined || group.labels.length > size || group.figures.length === 0;
    if (!isNew) {
      table.groups.push(group);
      continue;
    }
    if (table !== undefined) table.after = group.labels[0];
    if (group.figures.length > 0) tables.push({ groups: [group], after: undefined });
  }
  return tables;
}

const labelsOfRow = (groups: readonly Group[]): number =>
  groups.reduce(
    (least, { labels }) => (labels.length === 0 ? least : Math.min(least, labels.length)),
    Number.POSITIVE_INFINITY,
  );

const figuresOfRow = (groups: readonly Group[]): number =>
  groups.reduce((most, { figures }) => Math.max(most, figures.length), 0);

/**
 * Whether the figures of a table stand below their label. If a label follows them, it can be that of
 * the last figures, as below the large figures of a page. It is not if the table has labels for its
 * columns and for its first row, and if this one looks like no label of a row.
 */
function hasFiguresBelow({ groups, after }: Table, size: number): boolean {
  if (after === undefined) return true;
  const figures = figuresOfRow(groups);
  if (figures < 2 || (groups[0]?.labels.length ?? 0) < size + figures + size) return false;
  return groups.every(({ labels }) =>
    labels.slice(-size).every(({ text }) => shapeOf(text) !== shapeOf(after.text)),
  );
}

/** Returns "A–A" for "Lund–Vik" and "A a a" for "How we count". */
const shapeOf = (label: string): string =>
  label
    .trim()
    .replace(/\p{Lu}[\p{L}\p{M}]*/gu, 'A')
    .replace(/\p{Ll}[\p{L}\p{M}]*/gu, 'a');

/**
 * Returns how many figures of a row stand before its label, such as its number. They follow the
 * figures of the row above, so the first group has only them, and the last one lacks them.
 */
function figuresBefore(groups: readonly Group[]): number {
  const most = figuresOfRow(groups);
  const [first, last] = [groups[0]?.figures.length ?? 0, groups.at(-1)?.figures.length ?? 0];
  return first < most && last < most ? first : 0;
}

/** How the words of a claim and the rows of a page are known. */
interface RowTraits {
  readonly isName: (word: ContentWord) => boolean;
  /** Whether the claim is about what stands near the row. */
  readonly isNear: (row: PageRow) => boolean;
}

/**
 * Returns the rows that are about what the words of a claim are about and, if the claim names a row,
 * the other rows of one line, which are about something else. A row does not count if another one
 * shares the same words and more with the claim, or if several share the same words and have other
 * words too. If no row has a name of the claim, a row counts if it stands near and is the only one
 * with its words. Linear in the rows, and quadratic in the different sets of words that they share
 * with the claim.
 */
export function rowsAbout(
  rows: readonly PageRow[],
  words: readonly ContentWord[],
  { isName, isNear }: RowTraits,
): { readonly named: readonly PageRow[]; readonly others: readonly PageRow[] } {
  const asked = new Set(words.map(({ stem }) => stem));
  const names = new Set(words.filter(isName).map(({ stem }) => stem));
  const matched = rows.flatMap((row): Match[] => {
    const stems = new Set(row.words.map(({ stem }) => stem));
    const shared = [...stems].filter((stem) => asked.has(stem)).sort();
    if (shared.length === 0) return [];
    const others = row.name.filter(({ stem }) => !asked.has(stem));
    // A row named "Lund–Vik" says nothing about "Lund–Brek".
    return [{ row, shared, isWhole: others.length === 0, isOther: others.some(isName) }];
  });
  const withName = matched.filter(({ shared }) => shared.some((stem) => names.has(stem)));
  const hasName = withName.length > 0;
  const sets = new Map<string, Match[]>();
  for (const match of hasName ? withName : matched) {
    const key = match.shared.join(' ');
    const known = sets.get(key);
    if (known === undefined) sets.set(key, [match]);
    else known.push(match);
  }
  const alike = [...sets.values()];
  const named = alike.flatMap((matches) => {
    const whole = matches.filter(({ isWhole }) => isWhole);
    const isLess = alike.some((others) =>
      others.some(
        (other) => (other.isWhole || whole.length === 0) && sharesMore(other, matches[0]),
      ),
    );
    if (isLess) return [];
    if (hasName && whole.length > 0) return whole.map(({ row }) => row);
    return matches.length === 1 ? matches.flatMap(({ row, isOther }) => (isOther ? [] : row)) : [];
  });
  if (!hasName) return { named: named.filter(isNear), others: [] };
  const known = new Set(named);
  return {
    named,
    others: named.length === 0 ? [] : rows.filter((row) => row.isLine && !known.has(row)),
  };
}

interface Match {
  readonly row: PageRow;
  /** The words that its label shares with the claim. */
  readonly shared: readonly string[];
  /** Whether its first cell has no other words. */
  readonly isWhole: boolean;
  /** Whether its first cell has another name. */
  readonly isOther: boolean;
}

/** Whether a row shares all words that another one shares with the claim, and more. */
const sharesMore = (one: Match, other: Match | undefined): boolean =>
  other !== undefined &&
  one.shared.length > other.shared.length &&
  other.shared.every((stem) => one.shared.includes(stem));
