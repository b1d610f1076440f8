import { isFigures } from '@/utils/text/table-rows';
import type { TextRange } from '@/utils/text/text-model';
import type { Passage } from './claim';
import type { ContentWord } from './closest-sentence';
import { type Difference, sameValue } from './compared-pair';
import { ComparedText, isYear } from './compared-text';
import { type EvidenceText, evidenceText } from './evidence-text';
import { hedgeAround } from './hedges';
import type { Quantity } from './quantity';
import { quantityHolds } from './quantity-holds';
import { quick } from './scan-text';
import { isTimeWord, timeWordsOf } from './time-words';

/*
 * Whether a figure of a claim stands in another column of its row than the one that the claim names:
 * "41 in 2023", where the table has 41 in the column 2022. Only tables are read whose columns are
 * certain; all others have none of these hints.
 */

/** A table whose rows all have as many cells as its head. The first cell of each is its name. */
interface Cells {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Table extends Cells {
  /** The words of the name of each row, as stems, in the order of the rows. */
  readonly names: readonly (readonly string[])[];
}

/** The fewest columns: the names, and two that can be taken for each other. */
const FEWEST_COLUMNS = 3;
/** The longest line that can be a cell, in UTF-16 units. */
const MOST_CELL = 80;
const SENTENCE_END = /[.!?…;:]["»”)\]]*$/u;
const YEAR = /^(?:19|20)\d\d$/u;
const BETWEEN_CELLS = /\t|\s\|\s/u;

const known = new WeakMap<EvidenceText, readonly Table[]>();

/** Returns the tables of a text, read once for all claims. Linear. */
function tablesOf(evidence: EvidenceText): readonly Table[] {
  const found = known.get(evidence);
  if (found !== undefined) return found;
  const tables: Table[] = [];
  let rows: string[][] = [];
  let cells: string[] = [];
  const closeRows = (): void => {
    const table = tableOfRows(rows);
    if (table !== null) tables.push(table);
    rows = [];
  };
  const closeCells = (): void => {
    const table = tableOfCells(cells);
    if (table !== null) tables.push(table);
    cells = [];
  };
  for (const text of evidence.text.split('\n')) {
    const line = text.trim();
    if (line === '') continue;
    if (BETWEEN_CELLS.test(text)) {
      closeCells();
      rows.push(text.split(BETWEEN_CELLS).map((cell) => cell.trim()));
      continue;
    }
    closeRows();
    if (line.length <= MOST_CELL && (isFigures(line) || !SENTENCE_END.test(line))) cells.push(line);
    else closeCells();
  }
  closeRows();
  closeCells();
  known.set(evidence, tables);
  return tables;
}

/** Reads rows of which each is a line. */
function tableOfRows([head, ...rows]: readonly (readonly string[])[]): Table | null {
  if (head === undefined || rows.length === 0) return null;
  return rows.every(({ length }) => length === head.length) ? certain({ head, rows }) : null;
}

/** Reads a table of which each cell is a line, with figures in all columns but the first. */
function tableOfCells(cells: readonly string[]): Table | null {
  const groups: { labels: string[]; figures: string[] }[] = [];
  for (const cell of cells) {
    const last = groups.at(-1);
    if (isFigures(cell)) {
      if (last === undefined) return null;
      last.figures.push(cell);
    } else if (last === undefined || last.figures.length > 0)
      groups.push({ labels: [cell], figures: [] });
    else last.labels.push(cell);
  }
  const [first, ...others] = groups;
  if (first === undefined) return null;
  const { labels, figures } = first;
  const width = figures.length + 1;
  const rows: string[][] = [];
  let head: string[];
  if (figures.every((cell) => YEAR.test(cell))) head = [labels.at(-1) ?? '', ...figures];
  else {
    // The names of the columns, and that of the first row.
    if (labels.length !== width + 1) return null;
    head = labels.slice(0, width);
    rows.push([labels.at(-1) ?? '', ...figures]);
  }
  for (const [at, group] of others.entries()) {
    // Words below the last row are no row. A row of another width makes the columns unsure.
    if (group.figures.length === 0 && at === others.length - 1) break;
    if (group.labels.length !== 1 || group.figures.length !== width - 1) return null;
    rows.push([group.labels[0] ?? '', ...group.figures]);
  }
  return certain({ head, rows });
}

/** Returns a table if its head has only names of columns, and its cells can be no head. */
function certain({ head, rows }: Cells): Table | null {
  if (head.length < FEWEST_COLUMNS || rows.length === 0) return null;
  const names = head.slice(1);
  if (new Set(names).size < names.length) return null;
  if (names.some((cell) => cell === '' || (isFigures(cell) && !YEAR.test(cell)))) return null;
  const hasYears = rows.some((row) => row.slice(1).some((cell) => YEAR.test(cell)));
  if (hasYears && names.some((cell) => YEAR.test(cell))) return null;
  return { head, rows, names: rows.map(([name = '']) => stemsOf(name)) };
}

const IN = /(?:^|\P{L})(?:in|en) $/u;

/** Whether a number is a year although a word follows that it could count: "in 2008 costs rose". */
const isYearBeforeWord = ({ text, lower }: ComparedText, { start, end }: TextRange): boolean =>
  YEAR.test(text.slice(start, end)) && IN.test(lower.slice(Math.max(0, start - 4), start));

/** Returns the words and the dates of a text, without other numbers. */
function keysOf(of: ComparedText): ContentWord[] {
  const { words, numbers, quantities } = of;
  const years = quantities.flatMap(({ start, end, meanings: [first] }) =>
    first?.unit === null && isYearBeforeWord(of, { start, end })
      ? [{ start, end, dates: [{ year: first.value }] }]
      : [],
  );
  const dates = [...numbers.dates, ...years].sort((a, b) => a.start - b.start);
  const isInDate = (word: TextRange): boolean =>
    dates.some(({ start, end }) => word.start < end && start < word.end);
  return [
    ...words.filter((word) => !/\d/u.test(word.stem) && !isInDate(word)),
    ...timeWordsOf(dates),
  ];
}

const stemsOf = (cell: string): string[] => keysOf(new ComparedText(cell)).map(({ stem }) => stem);

/** Words of a claim that set its figure against another one: "more than the 41 of the year before". */
const RELATES = quick(
  /(?<!\p{L})(?:from|than|against|over|above|below|under|since|more|fewer|less|previous|earlier|before|after|later|prior|last|exceed\p{L}*|beat\p{L}*|surpass\p{L}*|de plus|de moins|que|contre|avant|après|depuis|dernière?|précédent\p{L}*|dépass\p{L}*|passée?s? de)(?!\p{L})/u,
);

/**
 * Finds a figure that a passage has in another column of its row. If the passage has only the row, the
 * head is that of the page. Linear in the page.
 */
export function figureOfOtherColumn(
  claim: ComparedText,
  { quote, pageText }: Passage,
): Difference | null {
  const figures = claim.quantities.filter(
    (each) => !isYear(each) && !each.loose && !isYearBeforeWord(claim, each),
  );
  if (figures.length === 0 || claim.denials.length > 0) return null;
  const own = quote === null ? [] : tablesOf(evidenceText(quote));
  const isOwn = own.length > 0;
  const tables = isOwn ? own : pageText === null ? [] : tablesOf(evidenceText(pageText));
  const keys = keysOf(claim);
  const has = (stem: string): boolean => keys.some((key) => key.stem === stem);
  const named = tables.flatMap(({ head, rows, names }) =>
    rows
      .map((cells, at) => ({ head, cells, name: names[at] ?? [] }))
      .filter(({ name }) => name.length > 0 && name.every(has)),
  );
  const [row] = named;
  if (row === undefined || named.length > 1) return null;
  const { head, cells, name } = row;
  if (!isOwn && quote !== null && !hasCells(quote, cells)) return null;
  const [label = ''] = cells;
  const text = (isOwn ? quote : pageText) ?? '';
  // Another table, which may not have been read, can have a row of the same name.
  const places = text.split(/[\t\n]|\s\|\s/u).filter((cell) => cell.trim() === label);
  if (places.length > 1) return null;
  const heads = head.map(stemsOf);
  /** In how many columns each word is. */
  const holding = new Map<string, number>();
  for (const stem of heads.flatMap((stems) => [...new Set(stems)])) {
    holding.set(stem, (holding.get(stem) ?? 0) + 1);
  }
  const columns = heads.flatMap((stems, column) => {
    const only = stems.filter((stem) => !name.includes(stem) && holding.get(stem) === 1);
    const key = keys.find(({ stem }) => only.includes(stem));
    return column === 0 || key === undefined ? [] : [{ column, key }];
  });
  const cellOf = (column: number): ComparedText => new ComparedText(cells[column] ?? '');
  const stands = (figure: Quantity, column: number): boolean => {
    const { quantities, text: cell } = cellOf(column);
    return (
      quantities.some((other) => sameValue(figure, other)) ||
      quantityHolds(figure, quantities, cell)
    );
  };
  const isExact = ({ start, end }: Quantity): boolean =>
    hedgeAround(claim.lower, start, end) === 'exactly';
  const [one, two] = columns;
  if (one === undefined || !figures.every(isExact)) return null;
  const told = (figure: Quantity, column: number): Difference => ({
    kind: 'other-figure',
    start: figure.start,
    end: figure.end,
    against: `${head[column]}: ${cells[column]}`,
  });
  const elsewhere = (figure: Quantity, column: number): boolean =>
    !stands(figure, column) &&
    isFigures(cells[column] ?? '') &&
    /\d/u.test(cells[column] ?? '') &&
    cells.some((_, at) => at > 0 && at !== column && stands(figure, at));
  if (two === undefined) {
    const [figure, ...more] = figures;
    if (figure === undefined || more.length > 0 || RELATES.test(claim.lower)) return null;
    // A claim with another word can be about a part of what the column counts.
    const isTimed = keysOf(new ComparedText(head[one.column] ?? '')).some(isTimeWord);
    const rest = [name, heads[0], heads[one.column]].flatMap((stems) => stems ?? []);
    if (
      isTimed ? keys.filter(isTimeWord).length > 1 : !keys.every(({ stem }) => rest.includes(stem))
    )
      return null;
    return elsewhere(figure, one.column) ? told(figure, one.column) : null;
  }
  return swapped(figures, columns, elsewhere, told);
}

/** Finds two figures of which each stands beside the column of the other: "47 in 2022 and 41 in 2023". */
function swapped(
  figures: readonly Quantity[],
  columns: readonly { readonly column: number; readonly key: ContentWord }[],
  elsewhere: (figure: Quantity, column: number) => boolean,
  told: (figure: Quantity, column: number) => Difference,
): Difference | null {
  const [first, second, ...others] = figures;
  const [one, two, ...more] = columns.toSorted((a, b) => a.key.start - b.key.start);
  if (!first || !second || !one || !two || others.length + more.length > 0) return null;
  const ends = [first, one.key, second, two.key].map(({ start }) => start);
  const isBefore = ends.every((start, at) => start >= (ends[at - 1] ?? 0));
  const turned = [one.key, first, two.key, second].map(({ start }) => start);
  const isAfter = turned.every((start, at) => start >= (turned[at - 1] ?? 0));
  if (!isBefore && !isAfter) return null;
  if (!elsewhere(first, one.column) || !elsewhere(second, two.column)) return null;
  return told(first, one.column);
}

/** Whether a passage has the cells of a row, in their order. */
function hasCells(quote: string, cells: readonly string[]): boolean {
  const own = quote.split(/[\t\n]|\s\|\s/u).map((cell) => cell.trim());
  const found = own.filter((cell) => cell !== '');
  return found.some((_, from) => cells.every((cell, at) => found[from + at] === cell));
}
