/* The text of a page has each cell of a table on a line of its own. */

/** A unit that a cell of figures can have: "km", "M". */
const UNIT = /^\p{L}{1,2}$/u;

/** Whether a cell has figures and no words: "208", "16 %", "3.2 km". A dash stands for a missing one. */
export function isFigures(cell: string): boolean {
  const [first, second] = cell.match(/\p{L}+/gu) ?? [];
  if (first === undefined) return true;
  if (second !== undefined) return /^\s*n\/a\s*$/iu.test(cell);
  const at = cell.indexOf(first);
  return UNIT.test(first) && /\d/u.test(cell.slice(0, at)) && !/\d/u.test(cell.slice(at));
}

/** The longest line that can be a cell, in UTF-16 units. */
const MOST_CELL = 80;
const SENTENCE_END = /[.!?…;:]["»”)\]]*\s*$/u;

function isCell(line: string): boolean {
  const words = line.trim();
  if (words === '' || words.length > MOST_CELL) return false;
  return isFigures(words) || !SENTENCE_END.test(words);
}

/**
 * Puts the cells of each row of a table on one line, with a space between them, so that a reader
 * sees which figure belongs to which row. The length stays. Rows are told by their cells alone: one
 * begins with each label that follows a figure. Other lines stay as they are. Linear.
 */
export function joinRows(text: string): string {
  const lines = text.split('\n');
  const joined: string[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && isCell(lines[end] ?? '')) end += 1;
    joined.push(...rowsOf(lines.slice(at, end)).map((row) => row.join(' ')));
    if (end < lines.length) joined.push(lines[end] ?? '');
    at = end + 1;
  }
  return joined.join('\n');
}

/** Returns the rows of cells that follow each other. Cells that are no table are a row each. */
function rowsOf(cells: readonly string[]): (readonly string[])[] {
  const rows: string[][] = [];
  for (const [at, cell] of cells.entries()) {
    const before = cells[at - 1];
    const begins = before === undefined || (!isFigures(cell) && isFigures(before));
    if (begins) rows.push([cell]);
    else rows.at(-1)?.push(cell);
  }
  const [first = [], ...others] = rows;
  // A single figure among lines can be the number of a chapter or a page.
  if (cells.filter(isFigures).length < 2 || isFigures(cells[0] ?? '')) return cells.map(apart);
  const last = others.at(-1);
  // A line without figures below the last row, such as the name of the source, is no row.
  if (last !== undefined && !last.some(isFigures)) others.pop();
  const after = last === undefined || others.includes(last) ? [] : last.map(apart);
  return [...withHeader(first, others), ...others, ...after];
}

function apart(cell: string): readonly string[] {
  return [cell];
}

/** Divides the first row from the header and the caption above it, which are labels, too. */
function withHeader(
  first: readonly string[],
  others: readonly (readonly string[])[],
): (readonly string[])[] {
  const figures = first.filter(isFigures).length;
  const labels = first.length - figures;
  const width = others[0]?.length ?? figures + 1;
  const isEven = others.every(({ length }) => length === width);
  const own = isEven && width > figures ? width : figures + 1;
  const above = first.slice(0, first.length - own);
  if (labels <= 1 || above.length === 0) return [first];
  // Often the header has no cell above the labels of the rows.
  const header = isEven ? [width, width - 1].find((size) => above.length >= size && size > 1) : 0;
  const caption = above.slice(0, above.length - (header ?? 0));
  const titled = header ? [above.slice(above.length - header)] : [];
  return [...caption.map(apart), ...titled, first.slice(first.length - own)];
}

/** Puts a sign in the place of the tabs between the cells of a row. */
export const cellsApart = (row: string): string => row.replace(/ ?\t[\t ]*/gu, ' · ');
