import { nativeGetter, nativeMethod } from './native';
import { DOCUMENT, ELEMENT, type PageTree } from './page-tree';

const nodeType = nativeGetter('Node', 'nodeType');
const parentNode = nativeGetter('Node', 'parentNode');
const firstChild = nativeGetter('Node', 'firstChild');
const nextSibling = nativeGetter('Node', 'nextSibling');
const data = nativeGetter('CharacterData', 'data');
const localName = nativeGetter('Element', 'localName');
const namespaceURI = nativeGetter('Element', 'namespaceURI');
const shadowRoot = nativeGetter('Element', 'shadowRoot');
const getAttribute = nativeMethod('Element', 'getAttribute');
const hasAttribute = nativeMethod('Element', 'hasAttribute');
const FRAGMENT = 11;
const HTML = 'http://www.w3.org/1999/xhtml';
const NONE: readonly Node[] = [];

/** The element that contains what Pincite shows in a page. */
export const TOAST_ELEMENT = 'pincite-toast';

/**
 * Matches the names of the elements that can have a shadow root:
 * https://dom.spec.whatwg.org/#dom-element-attachshadow
 */
const CAN_HOST =
  /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

let openRootOf: (host: Element) => ShadowRoot | null = () => null;

/**
 * Makes `liveTree` read closed shadow roots, too, because Chromium searches them for text
 * directives. `open` returns the shadow root of an element, as the browser lets extensions do. It
 * is not asked for the roots of Pincite, whose text is private.
 */
export function readClosedRoots(open: (host: Element) => ShadowRoot | null): void {
  openRootOf = open;
}

function closedRootOf(element: Element): ShadowRoot | null {
  const name = localName.call(element);
  return CAN_HOST.test(name) && name !== TOAST_ELEMENT ? openRootOf(element) : null;
}

/**
 * Returns the host of a shadow root, which may belong to another window, or null for any other
 * fragment.
 */
function hostOfFragment(node: Node): Element | null {
  try {
    return Reflect.get(ShadowRoot.prototype, 'host', node);
  } catch {
    // The getter throws for a fragment that is not a shadow root.
    return null;
  }
}

/** Returns the interface that provides `querySelector` and `querySelectorAll` for a node. */
function selectableOf(node: Node): ParentNode {
  const type = nodeType.call(node);
  if (type === ELEMENT) return Element.prototype;
  return type === DOCUMENT ? Document.prototype : DocumentFragment.prototype;
}

/**
 * Reads the DOM with the getters and methods of its prototypes, which no page element can shadow.
 * The module looks up the members that the walk uses for each node once, and calls each of them
 * from its own function: the engine then compiles the call like a property access.
 */
export const liveTree: PageTree<Node, Element> = {
  typeOf: (node) => nodeType.call(node),
  parentOf: (node) => parentNode.call(node),
  firstChildOf: (node) => firstChild.call(node),
  lastChildOf: (node) => Reflect.get(Node.prototype, 'lastChild', node),
  nextSiblingOf: (node) => nextSibling.call(node),
  previousSiblingOf: (node) => Reflect.get(Node.prototype, 'previousSibling', node),
  childrenOf: (node) => Reflect.get(Node.prototype, 'childNodes', node),
  rootOf: (node) => Node.prototype.getRootNode.call(node),
  contains: (outer, inner) => Node.prototype.contains.call(outer, inner),
  dataOf: (text) => data.call(text as CharacterData),
  textOf: (node) => Reflect.get(Node.prototype, 'textContent', node) ?? '',
  nameOf: (element) => localName.call(element),
  namespaceOf: (element) => namespaceURI.call(element),
  attributeOf: (element, name) => getAttribute.call(element, name),
  hasAttribute: (element, name) => hasAttribute.call(element, name),
  attributesOf: (element) => Reflect.get(Element.prototype, 'attributes', element),
  shadowRootOf: (element) => shadowRoot.call(element) ?? closedRootOf(element),
  hostOf: (node) => (nodeType.call(node) === FRAGMENT ? hostOfFragment(node) : null),
  assignedNodesOf: (slot) =>
    localName.call(slot) === 'slot' && namespaceURI.call(slot) === HTML
      ? HTMLSlotElement.prototype.assignedNodes.call(slot as HTMLSlotElement)
      : NONE,
  documentElementOf: (document) => Reflect.get(Document.prototype, 'documentElement', document),
  bodyOf: (document) => Reflect.get(Document.prototype, 'body', document),
  select: (root, selector) => selectableOf(root).querySelectorAll.call(root, selector),
  selectFirst: (root, selector) => selectableOf(root).querySelector.call(root, selector),
  matches: (element, selector) => Element.prototype.matches.call(element, selector),
  closest: (element, selector) => Element.prototype.closest.call(element, selector),
};
