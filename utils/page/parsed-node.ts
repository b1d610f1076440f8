import { DOCUMENT, ELEMENT } from './page-tree';

export const FRAGMENT = 11;
export const COMMENT = 8;
export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';

/** An attribute as the parsers return it. `name` does not contain the prefix. */
export interface ParsedAttribute {
  readonly name: string;
  readonly value: string;
  readonly prefix?: string;
  /** The value in lower case. Missing until a selector needs it. */
  lower?: string;
}

/** A node that a parser created. The tree does not change after the parser returns it. */
export class ParsedNode {
  parent: ParsedNode | null = null;
  previous: ParsedNode | null = null;
  next: ParsedNode | null = null;
  first: ParsedNode | null = null;
  last: ParsedNode | null = null;

  constructor(
    /** The type of the node, as the number that the DOM uses. */
    readonly type: number,
    /** The content of a text node or a comment. */
    public data: string = '',
  ) {}
}

export class ParsedElement extends ParsedNode {
  /** Position among the elements of the tree, in document order. */
  order = -1;
  /** Position after the last descendant. */
  end = -1;
  /** The class names, or null until a selector needs them. */
  classes: readonly string[] | null = null;
  /** The content of a `template`, which is not part of the page. */
  content: ParsedNode | null = null;

  constructor(
    readonly name: string,
    readonly namespace: string,
    public attributes: ParsedAttribute[],
  ) {
    super(ELEMENT);
  }
}

export class ParsedDocument extends ParsedNode {
  /** Whether the page is in quirks mode, in which the letter case of classes and ids is ignored. */
  quirks = false;
  /** Whether a browser might show less of the page than its text, or something else. */
  isUnsure = false;

  constructor(
    /** Whether tag names keep their letter case, as in XHTML. */
    readonly isXml: boolean = false,
  ) {
    super(DOCUMENT);
  }
}

/** Adds a node as the last child of `parent`. */
export function appendNode(parent: ParsedNode, node: ParsedNode): void {
  insertNode(parent, node, null);
}

/** Adds a node as a child of `parent`: before the child `before`, or as the last child. */
export function insertNode(parent: ParsedNode, node: ParsedNode, before: ParsedNode | null): void {
  const previous = before === null ? parent.last : before.previous;
  node.parent = parent;
  node.previous = previous;
  node.next = before;
  if (previous === null) parent.first = node;
  else previous.next = node;
  if (before === null) parent.last = node;
  else before.previous = node;
}

export function removeNode(node: ParsedNode): void {
  const { parent, previous, next } = node;
  if (parent === null) return;
  if (previous === null) parent.first = next;
  else previous.next = next;
  if (next === null) parent.last = previous;
  else next.previous = previous;
  node.parent = null;
  node.previous = null;
  node.next = null;
}

export function childNodes(parent: ParsedNode): ParsedNode[] {
  const children: ParsedNode[] = [];
  for (let at = parent.first; at !== null; at = at.next) children.push(at);
  return children;
}

/** Returns the name of an attribute with its prefix. */
export function qualifiedName({ name, prefix }: ParsedAttribute): string {
  return prefix === undefined || prefix === '' ? name : `${prefix}:${name}`;
}

export function rootOf(node: ParsedNode): ParsedNode {
  let root = node;
  for (let at = node.parent; at !== null; at = at.parent) root = at;
  return root;
}

/** Returns the attribute with this name and without a namespace, or null. */
export function ownAttribute(element: ParsedElement, name: string): ParsedAttribute | null {
  for (const attribute of element.attributes) {
    if (attribute.name === name && !attribute.prefix) return attribute;
  }
  return null;
}

export function ownValue(element: ParsedElement, name: string): string | null {
  return ownAttribute(element, name)?.value ?? null;
}

/** Separates the names in an attribute such as `class`. */
export const WHITE_SPACE = /[\t\n\f\r ]+/u;

export function classesOf(element: ParsedElement): readonly string[] {
  element.classes ??= (ownValue(element, 'class') ?? '')
    .split(WHITE_SPACE)
    .filter((name) => name !== '');
  return element.classes;
}

export function parentElement(element: ParsedElement): ParsedElement | null {
  return element.parent instanceof ParsedElement ? element.parent : null;
}

interface Walking {
  readonly enter: (node: ParsedNode) => void;
  readonly leave: (node: ParsedNode) => void;
  /** Whether the nodes in a node are passed over; none are if this is absent. */
  readonly isLeftOut?: (node: ParsedNode) => boolean;
}

/** Goes through a tree in the order of its text, into each node and out of it again. Linear. */
export function walkParsed(
  root: ParsedNode,
  { enter, leave, isLeftOut = () => false }: Walking,
): void {
  let node: ParsedNode | null = root;
  while (node !== null) {
    enter(node);
    if (node.first !== null && !isLeftOut(node)) {
      node = node.first;
      continue;
    }
    while (node !== null) {
      leave(node);
      if (node.next !== null) break;
      node = node.parent;
    }
    node = node === null ? null : node.next;
  }
}
