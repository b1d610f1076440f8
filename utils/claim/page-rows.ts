import { isFigures } from '@/utils/text/table-rows';
import type { TextRange } from '@/utils/text/text-model';
import { type ContentWord, contentWords } from './closest-sentence';
import type { FoundDate } from './find-dates';
import { readNumbers, within } from './read-numbers';
import { scanText } from './scan-text';
import { askedTimes, isTimeWord, type TimeWord, timeWordsOf, yearOf } from './time-words';

/** A row with its figures, to show as a passage. */
export interface RowPassage extends TextRange {
  /**
   * Whether the figures certainly belong to the label above them. If they can also belong to the label
   * below, there is a passage for each of the two.
   */
  readonly isSure: boolean;
}

/** A row of a table, or an item of a list, with a label and figures. */
export interface PageRow extends TextRange {
  /** The row with its figures, to show as a passage. Empty if the row has no figures. */
  readonly passages: readonly RowPassage[];
  /** The words and the dates of its label, such as "2025" and "Q2 2026", without other numbers. */
  readonly words: readonly ContentWord[];
  /** The words of the first cell of its label, which names it; its date if it has only a date. */
  readonly name: readonly ContentWord[];
  /** Whether its label and its figures are one line. */
  readonly isLine: boolean;
}

/** The longest line that can be a cell or a row, in UTF-16 units. */
const MOST_LINE = 160;
const SENTENCE_END = /[.!?…]["»”)\]]*\s*$/u;
/** What can separate a label on the line of its figures. */
const SEPARATOR = /\t|:\s|\s[|–—]\s|\s{2,}/u;

interface Line extends TextRange {
  readonly text: string;
  readonly periods: readonly TimeWord[];
  /** Whether it is only a date, such as "2025" or "Q2 2026". */
  readonly isPeriod: boolean;
}

/** Returns a function that reads a cell of a text. `dates` are all dates of the text. */
function lineReader(dates: readonly FoundDate[]) {
  return (text: string, start: number): Line => {
    const end = start + text.length;
    const found = within(dates, { start, end });
    const periods = timeWordsOf(found);
    if (periods.length === 0) return { text, start, end, periods, isPeriod: false };
    let rest = '';
    let from = 0;
    for (const date of found) {
      rest += `${text.slice(from, date.start)} `;
      from = date.end;
    }
    return {
      text,
      start,
      end,
      periods,
      isPeriod: contentWords(rest + text.slice(from)).length === 0,
    };
  };
}

type ReadLine = ReturnType<typeof lineReader>;

/** Returns the rows of a text with their figures, to show as passages. Linear. */
export function rowPassages(text: string): RowPassage[] {
  const { dates } = readNumbers(scanText(text));
  return pageRows(text, dates).flatMap(({ passages }) => passages);
}

/**
 * Finds the rows of a text: lines with a label and figures, and labels with figures on the lines
 * below. A table without a second row is not told from other lines. Linear.
 *
 * @param dates All dates of the text, in order.
 */
export function pageRows(text: string, dates: readonly FoundDate[]): PageRow[] {
  const readLine = lineReader(dates);
  const rows: PageRow[] = [];
  let cells: Line[] = [];
  let together: PageRow[] = [];
  const closeCells = (): void => {
    for (const row of rowsOfLines(cells)) rows.push(row);
    cells = [];
  };
  const closeRows = (): void => {
    if (together.length > 1) for (const row of together) rows.push(row);
    together = [];
  };
  for (const { 0: words, index: start } of text.matchAll(/[^\n]+/gu)) {
    if (words.trim() === '') continue;
    const isShort = words.length <= MOST_LINE;
    const row = isShort ? rowOfLine(words, start, readLine) : null;
    if (row === null) closeRows();
    else together.push(row);
    if (row === null && isShort && (isFigures(words) || !SENTENCE_END.test(words)))
      cells.push(readLine(words, start));
    else closeCells();
  }
  closeCells();
  closeRows();
  return rows.sort((a, b) => a.start - b.start);
}

function labelOf(cells: readonly Line[]): Pick<PageRow, 'words' | 'name'> {
  const [first] = cells;
  const words = cells.map(({ text, periods }) => [
    ...contentWords(text).filter(({ stem }) => !/\d/u.test(stem)),
    ...periods,
  ]);
  const name = first?.isPeriod
    ? first.periods
    : (words[0] ?? []).filter((word) => !isTimeWord(word));
  return { words: words.flat(), name };
}

/** Whether a number is no date. The years above the columns of a table are no row. */
const hasFigure = (cells: readonly Line[]): boolean =>
  cells.some(({ text, isPeriod }) => !isPeriod && /\d/u.test(text));

/** Reads "Name: 208", and cells with a tab or a bar between them. */
function rowOfLine(text: string, start: number, readLine: ReadLine): PageRow | null {
  if (!/\d/u.test(text) || SENTENCE_END.test(text)) return null;
  const parts: Line[] = [];
  let at = 0;
  for (const part of text.split(SEPARATOR)) {
    const from = text.indexOf(part, at);
    parts.push(readLine(part, start + from));
    at = from + part.length;
  }
  const hasTabs = text.includes('\t');
  const labels = parts.filter((part) => !isFigures(part.text));
  if (labels.length === 0) {
    const period = parts.find((part, index) => part.isPeriod && (hasTabs || index === 0));
    if (period !== undefined && hasFigure(parts)) labels.push(period);
  }
  const isRow = hasTabs
    ? labels.length > 0 && labels.length < parts.length
    : labels.length === 1 && parts.length > 1 && parts[0] === labels[0];
  if (!isRow) return null;
  const range = { start, end: start + text.length };
  return { ...range, ...labelOf(labels), isLine: true, passages: [{ ...range, isSure: true }] };
}

/** Reads rows in which each cell is a line of its own. The lines follow each other. */
function rowsOfLines(lines: readonly Line[]): PageRow[] {
  const rows: PageRow[] = [];
  let from = 0;
  for (const table of tablesOfPeriods(lines)) {
    for (const row of rowsOfCells(lines.slice(from, table.from))) rows.push(row);
    for (const row of table.rows) rows.push(row);
    from = table.end;
  }
  for (const row of rowsOfCells(lines.slice(from))) rows.push(row);
  return rows;
}

interface TableOfPeriods {
  readonly from: number;
  readonly end: number;
  readonly rows: readonly PageRow[];
}

/**
 * Finds the tables that have a date in the same column of each row, and figures in other columns.
 * In other tables a year is a figure, for example "Varnholt, 1998, 310". Linear.
 */
function tablesOfPeriods(lines: readonly Line[]): TableOfPeriods[] {
  const tables: TableOfPeriods[] = [];
  let from = 0;
  let end = 0;
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at];
    if (line !== undefined && (line.isPeriod || isFigures(line.text))) continue;
    const cells = lines.slice(from, at);
    const width = widthOf(cells);
    if (width > 0) {
      // A second table would have a title above each column. With fewer lines above it, these lines
      // are the name of a row, and so are those above the first one.
      if (tables.length > 0 && from - end < width) return [];
      tables.push({ from, end: at, rows: rowsOfWidth(cells, width) });
    }
    if (at > from) end = at;
    from = at + 1;
  }
  return tables;
}

/** Maximum number of columns of a table with a date in each row. */
const MOST_COLUMNS = 16;

/** Returns the number of columns if the cells are a table with a date in each row, otherwise 0. */
function widthOf(cells: readonly Line[]): number {
  if (!hasFigure(cells)) return 0;
  for (let width = 2; width <= Math.min(MOST_COLUMNS, cells.length / 2); width++)
    if (cells.length % width === 0 && columnOf(cells, width) >= 0) return width;
  return 0;
}

/** Returns the column whose years never fall, or never rise, from row to row; or -1. */
function columnOf(cells: readonly Line[], width: number): number {
  for (let column = 0; column < width; column++) {
    if (!cells[column]?.isPeriod) continue;
    const periods = cells.filter((_, at) => at % width === column);
    const keys = new Set(periods.map((cell) => (cell.isPeriod ? cell.periods[0]?.stem : null)));
    if (keys.has(null) || keys.size < periods.length) continue;
    const years = periods.map((cell) => yearOf(cell.periods[0]));
    const steps = years.map((year, at) => year - (years[at - 1] ?? year));
    if (steps.every((step) => step >= 0) || steps.every((step) => step <= 0)) return column;
  }
  return -1;
}

function rowsOfWidth(cells: readonly Line[], width: number): PageRow[] {
  const column = columnOf(cells, width);
  return cells.flatMap((label, at) => {
    const [first, last] = [cells[at - column], cells[at - column + width - 1]];
    if (at % width !== column || first === undefined || last === undefined) return [];
    const range = { start: first.start, end: last.end };
    const passages = [{ ...range, isSure: true }];
    return [{ ...range, ...labelOf([label]), isLine: false, passages }];
  });
}

interface Group {
  readonly labels: readonly Line[];
  readonly figures: readonly Line[];
}

/** Reads rows that have a name, and in which each cell is a line of its own. */
function rowsOfCells(lines: readonly Line[]): PageRow[] {
  const groups = groupsOf(lines);
  const size = labelsOfRow(groups.filter(({ figures }) => figures.length > 0));
  return tablesOf(groups, size).flatMap((table) => {
    const isTold = table.groups.length > 1 && hasFiguresBelow(table, size);
    const before = figuresBefore(table.groups);
    return table.groups.flatMap(({ labels, figures }, at) => {
      // The labels before those of the row are a heading, or rows without figures.
      const own = labels.slice(-size);
      const [first, name] = [own[0], own.at(-1)];
      if (first === undefined || name === undefined) return [];
      // A label whose figures are not known still shows that another row is not the only one.
      const last = isTold ? figures.at(figures.length - before - 1) : undefined;
      const end = figures.length > before ? (last ?? name).end : name.end;
      const isHead = at === 0 && !hasFigure(figures);
      const passages = isTold
        ? end > name.end && !isHead
          ? [{ start: first.start, end, isSure: true }]
          : []
        : unsurePassages(first, figures, table.groups[at + 1]?.labels[0] ?? table.after);
      return [{ start: first.start, end, ...labelOf(own), isLine: false, passages }];
    });
  });
}

/** Returns the figures with the label above them, and the figures with the label below them. */
function unsurePassages(
  above: Line,
  figures: readonly Line[],
  below: Line | undefined,
): RowPassage[] {
  const [first, last] = [figures[0], figures.at(-1)];
  if (first === undefined || last === undefined) return [];
  const passages = [{ start: above.start, end: last.end, isSure: false }];
  if (below !== undefined) passages.push({ start: first.start, end: below.end, isSure: false });
  return passages;
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
  /** The lines before its first label, as far as the figures before them. */
  readonly before: Group | undefined;
  /** The label behind its last figures. */
  after: Line | undefined;
}

/** Returns the tables of the groups. Where more labels than `size` follow each other, one starts. */
function tablesOf(groups: readonly Group[], size: number): Table[] {
  const tables: Table[] = [];
  for (const [at, group] of groups.entries()) {
    const table = tables.at(-1);
    const isNew = table === undefined || group.labels.length > size || group.figures.length === 0;
    if (!isNew) {
      table.groups.push(group);
      continue;
    }
    if (table !== undefined) table.after = group.labels[0];
    if (group.figures.length > 0)
      tables.push({ groups: [group], before: groups[at - 1], after: undefined });
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
function hasFiguresBelow(table: Table, size: number): boolean {
  const { groups, after } = table;
  if (after === undefined) return true;
  const figures = figuresOfRow(groups);
  const least = size + figures + size;
  const isHeaded =
    (groups[0]?.labels.length ?? 0) >= least || labelsWithYears(table, size) === least;
  if (figures < 2 || !isHeaded) return false;
  return groups.every(({ labels }) =>
    labels.slice(-size).every(({ text }) => shapeOf(text) !== shapeOf(after.text)),
  );
}

/**
 * Returns the number of labels of a table's columns and of its first row if some columns are named
 * by years, as in "Country, 2022, 2023, Change, Germany, 236, 356, …"; otherwise 0.
 */
function labelsWithYears({ groups: [first, second], before }: Table, size: number): number {
  const yearsOf = (group: Group | undefined): number =>
    group?.figures.every(({ isPeriod }) => isPeriod) === true ? group.figures.length : 0;
  if (yearsOf(first) > 1) return size + yearsOf(first) + (second?.labels.length ?? 0);
  const isNamed = (before?.labels.length ?? 0) >= size && yearsOf(before) > 1;
  return isNamed ? size + yearsOf(before) + (first?.labels.length ?? 0) : 0;
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
  /** The dates that the claim names. */
  readonly periods: readonly TimeWord[];
}

const isTimed = ({ name }: PageRow): boolean => name.some(isTimeWord);

/**
 * Returns the rows that are about what the words of a claim are about and, if the claim names a row,
 * the other rows of one line, which are about something else. A row does not count if another one
 * shares the same words and more with the claim, or if several share the same words and have other
 * words too. If no row has a name of the claim, or the rows have only dates as names, a row counts if it stands
 * near and is the only one with its words. Linear in the rows, and quadratic in the different sets
 * of words that they share with the claim.
 */
export function rowsAbout(
  rows: readonly PageRow[],
  words: readonly ContentWord[],
  { isName, isNear, periods }: RowTraits,
): { readonly named: readonly PageRow[]; readonly others: readonly PageRow[] } {
  const times = askedTimes(periods, () => rows.flatMap((row) => row.words.filter(isTimeWord)));
  const asked = new Set([...words.map(({ stem }) => stem), ...times]);
  const names = new Set([...words.filter(isName).map(({ stem }) => stem), ...times]);
  const matched = rows.flatMap((row): Match[] => {
    const stems = new Set(row.words.map(({ stem }) => stem));
    const shared = [...stems].filter((stem) => asked.has(stem)).sort();
    if (shared.length === 0) return [];
    const others = row.name.filter(
      (word) => !asked.has(word.stem) && (periods.length > 0 || !isTimeWord(word)),
    );
    // A row named "Lund–Vik" says nothing about "Lund–Brek".
    return [{ row, shared, isWhole: others.length === 0, isOther: others.some(isName) }];
  });
  const withName = matched.filter(({ shared }) => shared.some((stem) => names.has(stem)));
  const isOnlyTime = withName.every(({ shared }) =>
    shared.every((stem) => !names.has(stem) || times.has(stem)),
  );
  // A claim that names a year can also have a figure that the page does not give by year.
  const facts = isOnlyTime ? matched.filter(({ row }) => !row.words.some(isTimeWord)) : [];
  const named = [
    ...best(withName, true),
    ...best(withName.length > 0 ? facts : matched, false).filter(isNear),
  ];
  if (withName.length === 0 || named.length === 0) return { named, others: [] };
  const known = new Set(named);
  return {
    named,
    others: rows.filter((row) => row.isLine && !known.has(row) && (!isOnlyTime || isTimed(row))),
  };
}

/**
 * Returns the rows that share the most words with the claim. Several rows that share the same words
 * count only if these words are their whole names.
 */
function best(candidates: readonly Match[], areNames: boolean): PageRow[] {
  const sets = new Map<string, Match[]>();
  for (const match of candidates) {
    const key = match.shared.join(' ');
    const known = sets.get(key);
    if (known === undefined) sets.set(key, [match]);
    else known.push(match);
  }
  const alike = [...sets.values()];
  return alike.flatMap((matches) => {
    const whole = matches.filter(({ isWhole }) => isWhole);
    const isLess = alike.some((others) =>
      others.some(
        (other) => (other.isWhole || whole.length === 0) && sharesMore(other, matches[0]),
      ),
    );
    if (isLess) return [];
    if (areNames && whole.length > 0) return whole.map(({ row }) => row);
    return matches.length === 1 ? matches.flatMap(({ row, isOther }) => (isOther ? [] : row)) : [];
  });
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
