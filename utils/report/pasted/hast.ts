import type { Element, ElementContent, RootContent } from '../markup/hast';

/* The nodes of parsed HTML. https://github.com/syntax-tree/hast */
export type { Element, RootContent } from '../markup/hast';
/** The possible content of an element. */
export type Content = ElementContent;

export function isElement(
  node: RootContent | undefined,
  ...names: readonly string[]
): node is Element {
  return node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));
}

export function element(
  tagName: string,
  children: Content[],
  properties: Element['properties'] = {},
): Element {
  return { type: 'element', tagName, properties, children };
}

/** Returns a property as one string; '' if there is none. */
export function property({ properties }: Element, name: string): string {
  const value = properties[name];
  if (Array.isArray(value)) return value.join(' ');
  return value === null || value === undefined || value === false ? '' : String(value);
}

/** Returns the text in nodes without changes. */
export function wordsOf(nodes: readonly RootContent[]): string {
  return nodes
    .map((node) =>
      node.type === 'text' ? node.value : isElement(node) ? wordsOf(node.children) : '',
    )
    .join('');
}

export function hasImage(nodes: readonly RootContent[]): boolean {
  return nodes.some(
    (node) => isElement(node) && (node.tagName === 'img' || hasImage(node.children)),
  );
}

/** Elements that start lines of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th ' +
    'thead tr ul'
  ).split(' '),
);
