import { nativeGetter, nativeMethod } from './native';
import { DOCUMENT, ELEMENT, type PageTree } from './page-tree';

const nodeType = nativeGetter('Node', 'nodeType');
const parentNode = nativeGetter('Node', 'parentNode');
const firstChild = nativeGetter('Node', 'firstChild');
const lastChild = nativeGetter('Node', 'lastChild');
const nextSibling = nativeGetter('Node', 'nextSibling');
const previousSibling = nativeGetter('Node', 'previousSibling');
const childNodes = nativeGetter('Node', 'childNodes');
const textContent = nativeGetter('Node', 'textContent');
const data = nativeGetter('CharacterData', 'data');
const localName = nativeGetter('Element', 'localName');
const namespaceURI = nativeGetter('Element', 'namespaceURI');
const attributes = nativeGetter('Element', 'attributes');
const shadowRoot = nativeGetter('Element', 'shadowRoot');
const host = nativeGetter('ShadowRoot', 'host');
const documentElement = nativeGetter('Document', 'documentElement');
const body = nativeGetter('Document', 'body');
const contains = nativeMethod('Node', 'contains');
const getRootNode = nativeMethod('Node', 'getRootNode');
const closest = nativeMethod('Element', 'closest');
const getAttribute = nativeMethod('Element', 'getAttribute');
const hasAttribute = nativeMethod('Element', 'hasAttribute');
const matches = nativeMethod('Element', 'matches');
const assignedNodes = nativeMethod('HTMLSlotElement', 'assignedNodes');
const FRAGMENT = 11;
const HTML = 'http://www.w3.org/1999/xhtml';
const NONE: readonly Node[] = [];

/** The host of a fragment, which may belong to another window; null where it is no shadow root. */
function hostOfFragment(node: Node): Element | null {
  try {
    return host.call(node as ShadowRoot);
  } catch {
    // The getter throws for every other fragment.
    return null;
  }
}

/** The interface whose `querySelector` and `querySelectorAll` a node has. */
function selectableOf(node: Node): ParentNode {
  const type = nodeType.call(node);
  if (type === ELEMENT) return Element.prototype;
  return type === DOCUMENT ? Document.prototype : DocumentFragment.prototype;
}

/**
 * Reads the DOM by the getters and methods of its prototypes, which no element of a page shadows.
 * Each is called by a function of its own: the engine then compiles the call as it compiles the
 * property.
 */
export const liveTree: PageTree<Node, Element> = {
  typeOf: (node) => nodeType.call(node),
  parentOf: (node) => parentNode.call(node),
  firstChildOf: (node) => firstChild.call(node),
  lastChildOf: (node) => lastChild.call(node),
  nextSiblingOf: (node) => nextSibling.call(node),
  previousSiblingOf: (node) => previousSibling.call(node),
  childrenOf: (node) => childNodes.call(node),
  rootOf: (node) => getRootNode.call(node),
  contains: (outer, inner) => contains.call(outer, inner),
  dataOf: (text) => data.call(text as CharacterData),
  textOf: (node) => textContent.call(node) ?? '',
  nameOf: (element) => localName.call(element),
  namespaceOf: (element) => namespaceURI.call(element),
  attributeOf: (element, name) => getAttribute.call(element, name),
  hasAttribute: (element, name) => hasAttribute.call(element, name),
  attributesOf: (element) => attributes.call(element),
  shadowRootOf: (element) => shadowRoot.call(element),
  hostOf: (node) => (nodeType.call(node) === FRAGMENT ? hostOfFragment(node) : null),
  assignedNodesOf: (slot) =>
    localName.call(slot) === 'slot' && namespaceURI.call(slot) === HTML
      ? assignedNodes.call(slot as HTMLSlotElement)
      : NONE,
  documentElementOf: (document) => documentElement.call(document as Document),
  bodyOf: (document) => body.call(document as Document),
  select: (root, selector) => selectableOf(root).querySelectorAll.call(root, selector),
  selectFirst: (root, selector) => selectableOf(root).querySelector.call(root, selector),
  matches: (element, selector) => matches.call(element, selector),
  closest: (element, selector) => closest.call(element, selector),
};
