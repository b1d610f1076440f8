import { type Content, type Element, isElement, type RootContent } from './hast';

/** A table is as large as its Markdown: empty cells fill its rows to the same length. */
interface TableSize {
  readonly columns: number;
  readonly cells: number;
}

/**
 * Returns the sizes of all tables: of the widest one the columns, of all together the cells.
 * Linear in the nodes. Nested tables are counted on their own.
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
  /** For each row: how many columns of cells above it begin to extend into it, less those that end. */
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
