/** The numbers of `PageTree.typeOf`: https://dom.spec.whatwg.org/#dom-node-nodetype */
export const ELEMENT = 1;
export const TEXT = 3;
export const CDATA = 4;
export const DOCUMENT = 9;

/** Several elements in document order, as a list that can be indexed and iterated. */
export type Elements<E> = ArrayLike<E> & Iterable<E>;

/**
 * The port through which a page's tree is read, live or parsed. Nothing else reads nodes of a page:
 * a page can give its elements names that shadow the properties of documents and forms.
 *
 * Each function costs what the DOM's own does. Names of elements are `localName`s, names of
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
  /** The top of the tree that a node is in: a document, a shadow root, or a detached node. */
  rootOf(node: N): N;
  /** Whether `inner` is `outer` or stands in it, in the same tree. */
  contains(outer: N, inner: N): boolean;
  /** The data of a text node. */
  dataOf(text: N): string;
  /** The text of all text nodes in a node. */
  textOf(node: N): string;
  nameOf(element: E): string;
  namespaceOf(element: E): string | null;
  /** Null where the element has no such attribute. */
  attributeOf(element: E, name: string): string | null;
  hasAttribute(element: E, name: string): boolean;
  attributesOf(element: E): Elements<{ readonly name: string; readonly value: string }>;
  /** The open shadow root of an element; null where it has none. */
  shadowRootOf(element: E): N | null;
  /** The host of a shadow root; null for every other node. */
  hostOf(node: N): E | null;
  /** What is assigned to a `slot`; empty for every other element. */
  assignedNodesOf(slot: E): readonly N[];
  documentElementOf(document: N): E | null;
  bodyOf(document: N): E | null;
  /** The descendants of a node that a selector matches. */
  select(root: N, selector: string): Elements<E>;
  selectFirst(root: N, selector: string): E | null;
  matches(element: E, selector: string): boolean;
  /** The nearest element that a selector matches, from the element itself outwards. */
  closest(element: E, selector: string): E | null;
}

/** The element that holds a node; null at the top of a tree. */
export function parentElementOf<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
): E | null {
  const parent = tree.parentOf(node);
  return parent !== null && tree.typeOf(parent) === ELEMENT ? (parent as E) : null;
}

/** Whether a node is a text or a CDATA section. */
export function isText<N extends object, E extends N>(tree: PageTree<N, E>, node: N): boolean {
  const type = tree.typeOf(node);
  return type === TEXT || type === CDATA;
}

/** The next node in document order within `root`; null after the last. */
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

/** The node before a node in document order within `root`; null before the first. */
export function previousNode<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
  root: N,
): N | null {
  if (node === root) return null;
  const before = tree.previousSiblingOf(node);
  return before === null ? tree.parentOf(node) : lastNodeIn(tree, before);
}

/** The last node in document order of what a node holds, or the node itself. */
export function lastNodeIn<N extends object, E extends N>(tree: PageTree<N, E>, node: N): N {
  let last = node;
  for (let at: N | null = node; at !== null; at = tree.lastChildOf(at)) last = at;
  return last;
}

/** The first text of a node: about `most` UTF-16 units of it, among as many nodes at most. */
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

/** Whether a node holds text besides white space. */
export function hasText<N extends object, E extends N>(tree: PageTree<N, E>, node: N): boolean {
  for (let at = nextNode(tree, node, node); at !== null; at = nextNode(tree, at, node)) {
    if (isText(tree, at) && /\S/u.test(tree.dataOf(at))) return true;
  }
  return false;
}

/** As many elements of a list as that, from its start. */
export function firstOf<E>(elements: Elements<E>, most: number): E[] {
  return Array.from({ length: Math.min(elements.length, most) }, (_, at) => elements[at] as E);
}
