import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

interface TreeNode {
  readonly type: string;
  readonly url?: string;
  readonly value?: string;
  readonly children?: readonly TreeNode[];
}

/** Returns the links of a Markdown text in order, as a Markdown reader sees them. */
export function linksOf(markdown: string): { readonly url: string; readonly label: string }[] {
  const found: { url: string; label: string }[] = [];
  const visit = (node: TreeNode) => {
    if (node.type === 'link') found.push({ url: node.url ?? '', label: wordsOf(node) });
    for (const child of node.children ?? []) visit(child);
  };
  visit(parse(markdown));
  return found;
}

/** Returns the text of each block quote in order, without its links. */
export function quotesOf(markdown: string): string[] {
  const found: string[] = [];
  const visit = (node: TreeNode) => {
    if (node.type === 'blockquote') found.push(wordsOf(node));
    else for (const child of node.children ?? []) visit(child);
  };
  visit(parse(markdown));
  return found;
}

function parse(markdown: string): TreeNode {
  return fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  }) as TreeNode;
}

function wordsOf(node: TreeNode): string {
  if (node.value !== undefined) return node.value;
  if (node.type === 'break') return '\n';
  const between = node.type === 'blockquote' ? '\n' : '';
  return (node.children ?? []).map(wordsOf).join(between);
}
