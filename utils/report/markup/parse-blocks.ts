import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Nodes, PhrasingContent, Root, RootContent } from './mdast';
import { readPieces } from './read-blocks';

/**
 * GFM without its last step, which searches the parsed text for addresses again. The links that it
 * makes have no position in the source, and it makes a link of `www\.site.example`, too, although
 * the author wrote the sign `\` so that it is none.
 */
const OPTIONS = {
  extensions: [gfm()],
  mdastExtensions: gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] })),
};

/** Parses a piece of Markdown as CommonMark with GFM. Positions are UTF-16 units of `markdown`. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, OPTIONS);
}

/** Returns the text of a node without its Markdown. */
export function textOf(node: Nodes | RootContent | PhrasingContent): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

const PHRASING: ReadonlySet<Nodes['type']> = new Set([
  ...(['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'break', 'link', 'image'] as const),
  ...(['linkReference', 'imageReference', 'footnoteReference'] as const),
]);

/**
 * Returns whether a block of this Markdown, at any depth, begins at an offset or after spaces
 * there. Parses once.
 */
export function beginsBlock(markdown: string, offset: number): boolean {
  const blanks = /^[ \t]*/u.exec(markdown.slice(offset))?.[0].length ?? 0;
  // The parser would not count a byte order mark at the start.
  const at = offset + 1;
  const waiting: Nodes[] = [...parseMarkdown(`\n${markdown}`).children];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { start, end } = node.position ?? {};
    if (start?.offset === undefined || end?.offset === undefined) continue;
    if (start.offset >= at && start.offset <= at + blanks) return true;
    if (start.offset > at + blanks || end.offset <= at || !('children' in node)) continue;
    for (const child of node.children) {
      // Inside a paragraph HTML is inline.
      const inline = PHRASING.has(child.type) || (child.type === 'html' && isInline(node.type));
      if (!inline) waiting.push(child);
    }
  }
  return false;
}

function isInline(type: Nodes['type']): boolean {
  return type === 'paragraph' || type === 'heading' || type === 'tableCell' || PHRASING.has(type);
}

const MAX_EMPHASIS = 300;

/**
 * Whether Markdown exceeds the limits of markdown-load.ts, or nests emphasis more than three
 * hundred levels deep, which would overflow the stack of tree walkers. Linear time.
 */
export function isTooDeep(markdown: string): boolean {
  for (const piece of readPieces(markdown, 0, Number.POSITIVE_INFINITY)) {
    if (piece.tooDeep) return true;
  }
  let depth = 0;
  for (const run of markdown.matchAll(/[*_]+|\n[ \t]*\n/gu)) {
    const [marks] = run;
    if (marks.startsWith('\n')) {
      depth = 0;
      continue;
    }
    const closes = run.index > 0 && /\S/u.test(markdown.charAt(run.index - 1));
    const opens = /\S/u.test(markdown.charAt(run.index + marks.length));
    if (closes && depth > 0) depth = Math.max(0, depth - marks.length);
    else if (opens) depth += 1;
    if (depth > MAX_EMPHASIS) return true;
  }
  return false;
}
