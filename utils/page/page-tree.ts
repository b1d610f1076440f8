/**
 * Node type numbers that `PageTree.typeOf` returns: https://dom.spec.whatwg.org/#dom-node-nodetype
 */
export const ELEMENT = 1;
export const TEXT = 3;
export const CDATA = 4;
export const DOCUMENT = 9;

/** A list of elements in document order. */
export type Elements<E> = ArrayLike<E> & Iterable<E>;

/**
 * The interface that reads the tree of a page, live or parsed. No other code reads nodes of a page,
 * because page elements can have names that shadow the properties of documents and forms.
 *
 * Each function is as fast as the DOM's own function. Names of elements are `localName`s, names of
 * attributes are qualified names; selectors are CSS, and an invalid selector throws.
 */
export interface PageTree<N extends object, E extends N> {
  typeOf(node: N): number;
  parentOf(node: N): N | null;
  firstChildOf(node: N): N | null;
  lastChildOf(node: N): N | null;
  nextSiblingOf(node: N): N | null;
  previousSiblingOf(node: N): N | null;
  childrenOf(node: N): ArrayLike<N>;
  /**
   * Returns the root of the tree that contains a node: a document, a shadow root, or a detached
   * node.
   */
  rootOf(node: N): N;
  /** Whether `inner` is `outer` or a descendant of `outer` in the same tree. */
  contains(outer: N, inner: N): boolean;
  /** The data of a text node. */
  dataOf(text: N): string;
  /** Returns the text of all text nodes inside a node. */
  textOf(node: N): string;
  nameOf(element: E): string;
  namespaceOf(element: E): string | null;
  /** Returns the value of an attribute, or null when the element lacks the attribute. */
  attributeOf(element: E, name: string): string | null;
  hasAttribute(element: E, name: string): boolean;
  attributesOf(element: E): Elements<{ readonly name: string; readonly value: string }>;
  /** Returns the shadow root of an element, or null. A closed root only in injected scripts. */
  shadowRootOf(element: E): N | null;
  /** Returns the host of a shadow root, or null for any other node. */
  hostOf(node: N): E | null;
  /** Returns the nodes that are assigned to a `slot`. Empty for any other element. */
  assignedNodesOf(slot: E): readonly N[];
  documentElementOf(document: N): E | null;
  bodyOf(document: N): E | null;
  /** Returns the descendants of a node that match a selector. */
  select(root: N, selector: string): Elements<E>;
  selectFirst(root: N, selector: string): E | null;
  matches(element: E, selector: string): boolean;
  /** Returns the nearest element that matches a selector: the element itself or an ancestor. */
  closest(element: E, selector: string): E | null;
}

/** Returns the parent element of a node, or null at the root of a tree. */
export function parentElementOf<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
): E | null {
  const parent = tree.parentOf(node);
  return parent !== null && tree.typeOf(parent) === ELEMENT ? (parent as E) : null;
}

/** Whether a node is a text node or a CDATA section. */
export function isText<N extends object, E extends N>(tree: PageTree<N, E>, node: N): boolean {
  const type = tree.typeOf(node);
  return type === TEXT || type === CDATA;
}

/** Returns the next node in document order within `root`, or null after the last node. */
export function nextNode<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
  root: N,
): N | null {
  const inside = tree.firstChildOf(node);
  if (inside !== null) return inside;
  for (let at: N | null = node; at !== null && at !== root; at = tree.parentOf(at)) {
    const next = tree.nextSiblingOf(at);
    if (next !== null) return next;
  }
  return null;
}

/** Returns the previous node in document order within `root`, or null before the first node. */
export function previousNode<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
  root: N,
): N | null {
  if (node === root) return null;
  const before = tree.previousSiblingOf(node);
  return before === null ? tree.parentOf(node) : lastNodeIn(tree, before);
}

/** Returns the last descendant of a node in document order, or the node itself. */
export function lastNodeIn<N extends object, E extends N>(tree: PageTree<N, E>, node: N): N {
  let last = node;
  for (let at: N | null = node; at !== null; at = tree.lastChildOf(at)) last = at;
  return last;
}

/** Returns the start of a node's text: about `most` UTF-16 units, from at most `most` nodes. */
export function startOfText<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
  most: number,
): string {
  let text = '';
  let at = nextNode(tree, node, node);
  for (let seen = 0; at !== null && seen < most && text.length < most; seen += 1) {
    if (isText(tree, at)) text += tree.dataOf(at);
    at = nextNode(tree, at, node);
  }
  return text;
}

/** Whether a node contains text other than white space. */
export function hasText<N extends object, E extends N>(tree: PageTree<N, E>, node: N): boolean {
  for (let at = nextNode(tree, node, node); at !== null; at = nextNode(tree, at, node)) {
    if (isText(tree, at) && /\S/u.test(tree.dataOf(at))) return true;
  }
  return false;
}

/** Returns the first `most` elements of a list. */
export function firstOf<E>(elements: Elements<E>, most: number): E[] {
  return Array.from({ length: Math.min(elements.length, most) }, (_, at) => elements[at] as E);
}
