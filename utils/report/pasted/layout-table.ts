import { type Content, type Element, element, isElement, type RootContent, wordsOf } from './hast';

/*
 * A cell of a table in Markdown is one line. Blocks in it would be joined, and a code block would
 * end the table: its fence would take everything that follows for code.
 */

const BLOCKS_OF_PAGES = new Set('blockquote h1 h2 h3 h4 h5 h6 ol pre table ul'.split(' '));

/**
 * Returns a table without what no table of Markdown can have. A table of one row or one column
 * around blocks is only the layout of a page, so its content is returned. In other tables, code is
 * in the line.
 */
export function withoutCellBlocks(table: Element): Content[] {
  const rows: Element[][] = [];
  gatherRows(table.children, rows);
  const isNarrow = rows.length === 1 || rows.every(({ length }) => length === 1);
  if (isNarrow && rows.flat().some(holdsBlocks)) {
    return rows.flat().map(({ children }) => element('div', children));
  }
  return holds(table.children, PRE) ? [{ ...table, children: inLine(table.children) }] : [table];
}

/** Gathers the cells of each row; tables in cells are content of these cells. */
function gatherRows(nodes: readonly Content[], rows: Element[][]): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    const { tagName } = node;
    if (tagName === 'tr') rows.push([]);
    if (tagName === 'td' || tagName === 'th') rows.at(-1)?.push(node);
    else gatherRows(node.children, rows);
  }
}

function holdsBlocks({ children }: Element): boolean {
  const paragraphs = children.filter((node) => isElement(node, 'p'));
  return paragraphs.length > 1 || holds(children, BLOCKS_OF_PAGES);
}

const PRE = new Set(['pre']);

function holds(nodes: readonly RootContent[], names: ReadonlySet<string>): boolean {
  return nodes.some(
    (node) => isElement(node) && (names.has(node.tagName) || holds(node.children, names)),
  );
}

function inLine(nodes: readonly Content[]): Content[] {
  return nodes.map((node) => {
    if (!isElement(node)) return node;
    if (node.tagName !== 'pre') return { ...node, children: inLine(node.children) };
    const value = wordsOf(node.children).replace(/\s+/gu, ' ').trim();
    return element('code', [{ type: 'text', value }]);
  });
}
