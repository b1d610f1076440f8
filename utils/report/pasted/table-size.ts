import { type Content, type Element, isElement, type RootContent } from './hast';

/** A table is as large as its Markdown: empty cells make all rows equally long. */
interface TableSize {
  readonly columns: number;
  readonly cells: number;
}

/**
 * Returns the number of columns of the widest table, and the number of cells of all tables. Linear
 * in the nodes. Nested tables are counted separately.
 */
export function sizeOfTables(nodes: readonly RootContent[]): TableSize {
  let [columns, cells] = [0, 0];
  const tables: Element[] = [];
  findTables(nodes, tables);
  for (const table of tables) {
    const rows: Element[][] = [];
    findCells(table.children, rows);
    const widest = widestOf(rows);
    columns = Math.max(columns, widest);
    cells += widest * rows.length;
  }
  return { columns, cells };
}

function findTables(nodes: readonly RootContent[], tables: Element[]): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (node.tagName === 'table') tables.push(node);
    findTables(node.children, tables);
  }
}

function findCells(nodes: readonly Content[], rows: Element[][]): void {
  for (const node of nodes) {
    if (!isElement(node) || node.tagName === 'table') continue;
    if (node.tagName === 'tr') rows.push([]);
    if (isElement(node, 'td', 'th')) {
      if (rows.length === 0) rows.push([]);
      rows.at(-1)?.push(node);
    }
    findCells(node.children, rows);
  }
}

function widestOf(rows: readonly (readonly Element[])[]): number {
  /**
   * For each row: the number of columns that cells from above start to cover, minus the number that
   * end.
   */
  const changes = new Map<number, number>();
  const change = (row: number, by: number) => changes.set(row, (changes.get(row) ?? 0) + by);
  let [widest, extending] = [0, 0];
  for (const [at, cells] of rows.entries()) {
    extending += changes.get(at) ?? 0;
    let width = extending;
    for (const cell of cells) {
      const across = spanOf(cell, 'colSpan');
      width += across;
      change(at + 1, across);
      change(at + spanOf(cell, 'rowSpan'), -across);
    }
    widest = Math.max(widest, width);
  }
  return widest;
}

function spanOf({ properties }: Element, name: string): number {
  return Math.max(1, Number.parseInt(String(properties[name]), 10) || 1);
}
