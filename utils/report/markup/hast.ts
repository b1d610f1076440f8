import type { toHtml } from 'hast-util-to-html';

/**
 * The nodes that Pincite writes as HTML, in the form that the writing library takes.
 * https://github.com/syntax-tree/hast
 */
type Nodes = Exclude<Parameters<typeof toHtml>[0], readonly unknown[]>;

type Node<Type extends Nodes['type']> = Extract<Nodes, { type: Type }>;

export type Element = Node<'element'>;
export type Root = Node<'root'>;
export type ElementContent = Element['children'][number];
export type RootContent = Root['children'][number];
export type Properties = Element['properties'];

/** Makes an element. Text children can be given as strings. */
export function element(
  tagName: string,
  properties: Properties,
  ...children: readonly (ElementContent | string)[]
): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map((child) =>
      typeof child === 'string' ? { type: 'text', value: child } : child,
    ),
  };
}
