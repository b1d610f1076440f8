import type { StatementKind } from '@/utils/model/report-content';
import { trimAddresses } from './citations/written-address';
import type { Nodes, RootContent } from './markup/mdast';
import { parseMarkdown } from './markup/parse-blocks';

/** One leaf block of a report. Offsets are UTF-16 units of the piece. */
export interface LeafBlock {
  readonly type: 'heading' | 'statement' | 'definition';
  readonly kind: StatementKind;
  /** Where its bytes start: at its list marker, if it has one. */
  readonly start: number;
  readonly end: number;
  /** Where its own Markdown starts, after the marker. */
  readonly bodyStart: number;
  /** Whether it is in a list item or a footnote, so that its lines have an indent. */
  readonly nested: boolean;
  readonly marker: string;
  readonly depth: number;
  readonly node: Nodes;
}

/** Inserted at the end, after everything that only the end of the text closes. */
const PROBE = 'x';

/** Returns the tree of a piece, or null if its last block continues after it. */
export function parsePiece(
  source: string,
  stubs: readonly string[],
  isLast: boolean,
): readonly RootContent[] | null {
  if (isLast && stubs.length === 0) return treeOf(source).children;
  // Without an empty line, a link definition behind a note would be the text of the note.
  const lines = stubs.map((stub) => `${stub}: x\n\n`).join('');
  const head = `${source}\n\n${lines}\n`;
  const nodes = treeOf(head + PROBE).children;
  const probe = nodes.at(-1);
  const ends = probe?.type === 'paragraph' && startOf(probe) === head.length;
  if (!ends && !isLast) return null;
  return nodes.filter((node) => startOf(node) < source.length);
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The parser drops one byte order mark at the start and counts from after it; here it is a
 * character.
 */
function treeOf(source: string) {
  const markdown = source.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + source : source;
  return trimAddresses(parseMarkdown(markdown));
}

export function startOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

export function endOf(node: Nodes): number {
  return node.position?.end.offset ?? 0;
}

/**
 * Returns the leaf blocks of a piece in order: list items and footnotes are opened, quotes are not.
 */
export function leafBlocks(nodes: readonly RootContent[], source: string): LeafBlock[] {
  const blocks: LeafBlock[] = [];
  for (const node of nodes) addBlock(node, TOP, source, blocks);
  return blocks.map((block, index) => apartFrom(blocks[index - 1], block, source));
}

/** For the parser, a heading after definitions starts with them. Here blocks never share bytes. */
function apartFrom(before: LeafBlock | undefined, block: LeafBlock, source: string): LeafBlock {
  if (before === undefined || block.start >= before.end) return block;
  const blank = /^\s*/u.exec(source.slice(before.end, block.end))?.[0].length ?? 0;
  const start = before.end + blank;
  const bodyStart = Math.max(start, block.bodyStart);
  return { ...block, start, bodyStart, end: Math.max(start, block.end) };
}

interface Around {
  /** The item whose first block this is; null if it is not the first. */
  readonly item: { readonly start: number; readonly marker: string } | null;
  /** -1 outside of lists. */
  readonly depth: number;
  readonly nested: boolean;
}

const TOP: Around = { item: null, depth: -1, nested: false };

const KINDS: Readonly<Partial<Record<Nodes['type'], StatementKind>>> = {
  paragraph: 'paragraph',
  table: 'table',
  blockquote: 'quote',
  code: 'code',
};

/** The recursion is as deep as the nesting of lists, which the cutter limits. */
function addBlock(node: Nodes, around: Around, source: string, out: LeafBlock[]): void {
  if (node.type === 'list') {
    for (const item of node.children) addItem(item, around, source, out);
    return;
  }
  if (node.type === 'heading' && !around.nested) {
    out.push({ ...leaf(node, around, source), type: 'heading' });
    return;
  }
  const type = node.type === 'definition' || node.type === 'footnoteDefinition';
  out.push({ ...leaf(node, around, source), type: type ? 'definition' : 'statement' });
}

function addItem(
  item: Extract<Nodes, { type: 'listItem' }>,
  around: Around,
  source: string,
  out: LeafBlock[],
): void {
  const own = startOf(item);
  const marker = /^(?:[-*+]|\d{1,9}[.)])/u.exec(source.slice(own, own + 10))?.[0] ?? '-';
  // An item that starts with an inner list has no text, so its bytes belong to the inner item.
  const start = around.item?.start ?? own;
  const inner: Around = { item: { start, marker }, depth: around.depth + 1, nested: true };
  if (item.children.length === 0) {
    out.push({ ...leaf(item, inner, source), end: Math.max(endOf(item), own + marker.length) });
    return;
  }
  item.children.forEach((child, index) => {
    addBlock(child, index === 0 ? inner : { ...inner, item: null }, source, out);
  });
}

function leaf(node: Nodes, around: Around, source: string): LeafBlock {
  const { item } = around;
  const kind = KINDS[node.type] ?? 'other';
  const isItem = item !== null && (kind === 'paragraph' || kind === 'other');
  const isEmpty = node.type === 'listItem';
  return {
    type: 'statement',
    kind: isItem ? 'item' : kind,
    start: item?.start ?? indentedStart(node, source),
    end: wordsEnd(node, source),
    bodyStart: isEmpty ? endOf(node) : bodyStart(node, item, source),
    nested: around.nested,
    marker: item?.marker ?? '',
    depth: item === null ? around.depth + 1 : around.depth,
    node,
  };
}

const BLANKS = ' \t\r\n';

/**
 * Returns where the text of a block ends. Spaces after it belong to the gap before the next block.
 * For the parser, a fence that its list item closes continues over the lines up to the probe.
 */
function wordsEnd(node: Nodes, source: string): number {
  const start = startOf(node);
  let end = endOf(node);
  while (end > start && BLANKS.includes(source.charAt(end - 1))) end -= 1;
  return end;
}

/** A check box before an item's text is part of it. */
function bodyStart(node: Nodes, item: Around['item'], source: string): number {
  const start = startOf(node);
  if (item === null) return start;
  const box = /\[[ \txX]\][ \t]+$/u.exec(source.slice(Math.max(item.start, start - 20), start));
  return box === null ? start : start - box[0].length;
}

/** In indented code the indent has a meaning. */
function indentedStart(node: Nodes, source: string): number {
  const start = startOf(node);
  if (node.type !== 'code') return start;
  const line =
    Math.max(source.lastIndexOf('\n', start - 1), source.lastIndexOf('\r', start - 1)) + 1;
  return source.slice(line, start).trim() === '' ? line : start;
}
