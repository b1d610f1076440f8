import type { toMarkdown } from 'mdast-util-to-markdown';

/**
 * The nodes that Pincite writes, in the form that the writing library takes.
 * https://github.com/syntax-tree/mdast
 */
export type Nodes = Parameters<typeof toMarkdown>[0];

type Node<Type extends Nodes['type']> = Extract<Nodes, { type: Type }>;

export type Image = Node<'image'>;
export type Link = Node<'link'>;
export type ListItem = Node<'listItem'>;
export type Paragraph = Node<'paragraph'>;
export type Root = Node<'root'>;
export type TableRow = Node<'tableRow'>;
export type RootContent = Root['children'][number];
export type PhrasingContent = Paragraph['children'][number];
