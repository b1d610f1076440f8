import type { ListItem, Nodes } from './markup/mdast';

/** Indents the lines after the first. */
function indented(text: string, by: string): string {
  return text.replace(/\n(?=[^\n])/gu, `\n${by}`);
}

function item(node: ListItem, marker: string): string {
  const task =
    node.checked === null || node.checked === undefined ? '' : node.checked ? '☑ ' : '☐ ';
  const words = node.children.map(flattenMarkdown).join(node.spread === true ? '\n\n' : '\n');
  return indented(`${marker} ${task}${words}`, ' '.repeat(marker.length + 1));
}

const between = (nodes: readonly Nodes[], separator: string): string =>
  nodes
    .map(flattenMarkdown)
    .filter((text) => text !== '')
    .join(separator);

/**
 * Converts Markdown to plain text: an empty line between blocks, items with their markers, links as
 * text and address. Emphasis, HTML and definitions keep only their text.
 */
export function flattenMarkdown(node: Nodes): string {
  switch (node.type) {
    case 'root':
      return between(node.children, '\n\n');
    case 'list':
      return node.children
        .map((child, index) => {
          const marker = node.ordered === true ? `${(node.start ?? 1) + index}.` : '-';
          return item(child, marker);
        })
        .join(node.spread === true ? '\n\n' : '\n');
    case 'blockquote':
      return `> ${between(node.children, '\n\n').replaceAll('\n', '\n> ')}`;
    case 'table':
      return between(node.children, '\n');
    case 'tableRow':
      return node.children.map(flattenMarkdown).join('\t');
    case 'break':
      return '\n';
    case 'thematicBreak':
      return '* * *';
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'footnoteReference':
      return `[${node.label ?? node.identifier}]`;
    case 'footnoteDefinition':
      return `[${node.label ?? node.identifier}] ${between(node.children, '\n\n')}`;
    case 'definition':
      return '';
    case 'link': {
      const words = node.children.map(flattenMarkdown).join('');
      return /^https?:/iu.test(node.url) && words !== node.url ? `${words} (${node.url})` : words;
    }
    default:
      if ('value' in node) return node.value;
      return 'children' in node ? node.children.map(flattenMarkdown).join('') : '';
  }
}
