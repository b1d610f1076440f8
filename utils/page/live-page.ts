import { nativeGetter, nativeMethod, nativeSetter } from './native';
import { DOCUMENT } from './page-tree';

/*
 * What is asked of a page besides its tree, by the getters and methods of the prototypes, as in
 * live-tree.ts: elements of a page can shadow the properties of its document and its forms.
 */

const nodeType = nativeGetter('Node', 'nodeType');
const ownerDocument = nativeGetter('Node', 'ownerDocument');
const baseURI = nativeGetter('Node', 'baseURI');
const isConnected = nativeGetter('Node', 'isConnected');
const namespaceURI = nativeGetter('Element', 'namespaceURI');
const contentType = nativeGetter('Document', 'contentType');
const visibilityState = nativeGetter('Document', 'visibilityState');
const defaultView = nativeGetter('Document', 'defaultView');
const documentElement = nativeGetter('Document', 'documentElement');
const implementation = nativeGetter('Document', 'implementation');
const styleSheets = nativeGetter('Document', 'styleSheets');
const documentSheets = nativeGetter('Document', 'adoptedStyleSheets');
const setDocumentSheets = nativeSetter('Document', 'adoptedStyleSheets');
const shadowSheets = nativeGetter('ShadowRoot', 'adoptedStyleSheets');
const setTextContent = nativeSetter('Node', 'textContent');
const setShadowSheets = nativeSetter('ShadowRoot', 'adoptedStyleSheets');
const htmlStyle = nativeGetter('HTMLElement', 'style');
const svgStyle = nativeGetter('SVGElement', 'style');
const compareDocumentPosition = nativeMethod('Node', 'compareDocumentPosition');
const append = nativeMethod('Element', 'append');
const getBoundingClientRect = nativeMethod('Element', 'getBoundingClientRect');
const remove = nativeMethod('Element', 'remove');
const addEventListener = nativeMethod('EventTarget', 'addEventListener');
const removeEventListener = nativeMethod('EventTarget', 'removeEventListener');

/** The document of a node, or the document itself. */
export function documentOf(node: Node): Document {
  return ownerDocument.call(node) ?? (node as Document);
}

export function baseUriOf(node: Node): string {
  return baseURI.call(node);
}

export function isInDocument(node: Node): boolean {
  return isConnected.call(node);
}

/** Whether `other` stands before `node` in document order. */
export function isBefore(other: Node, node: Node): boolean {
  const position = compareDocumentPosition.call(node, other);
  return (position & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}

export function contentTypeOf(document: Document): string {
  return contentType.call(document);
}

export function isHidden(document: Document): boolean {
  return visibilityState.call(document) === 'hidden';
}

export function viewOf(document: Document): Window | null {
  return defaultView.call(document);
}

/** A document that nobody sees and that loads nothing. */
export function createInertDocument(document: Document): Document {
  return implementation.call(document).createHTMLDocument('');
}

export function createElementIn(document: Document, name: string): HTMLElement {
  return Document.prototype.createElement.call(document, name);
}

/** A copy of an element and all that it holds, for another document. */
export function importInto(document: Document, element: Element): Element {
  return Document.prototype.importNode.call(document, element, true) as Element;
}

/** Puts an element in the place of the root element of a document of our own. */
export function replaceRoot(document: Document, root: Element): void {
  const old = documentElement.call(document);
  if (old !== null) Node.prototype.replaceChild.call(document, root, old);
}

export function removeAttribute(element: Element, name: string): void {
  Element.prototype.removeAttribute.call(element, name);
}

export function createRange(document: Document): Range {
  return Document.prototype.createRange.call(document);
}

/** The range of all that an element holds. */
export function rangeInside(element: Element): Range {
  const range = createRange(documentOf(element));
  range.selectNodeContents(element);
  return range;
}

export function selectionOf(document: Document): Selection | null {
  return Document.prototype.getSelection.call(document);
}

export function elementById(document: Document, id: string): Element | null {
  return Document.prototype.getElementById.call(document, id);
}

/** The element of a document or a shadow root at a point of the window, in CSS pixels. */
export function elementAt(tree: Node, x: number, y: number): Element | null {
  const { prototype } = nodeType.call(tree) === DOCUMENT ? Document : ShadowRoot;
  return prototype.elementFromPoint.call(tree as Document & ShadowRoot, x, y);
}

export function boxOf(element: Element): DOMRect {
  return getBoundingClientRect.call(element);
}

/** The inline style of an element; null of elements that have none. */
export function inlineStyleOf(element: Element): CSSStyleDeclaration | null {
  switch (namespaceURI.call(element)) {
    case 'http://www.w3.org/1999/xhtml':
      return htmlStyle.call(element as HTMLElement);
    case 'http://www.w3.org/2000/svg':
      return svgStyle.call(element as SVGElement);
    default:
      return null;
  }
}

/** How many sheets a document has, and how many it adopted. */
export function countSheets(document: Document): number[] {
  return [styleSheets.call(document).length, documentSheets.call(document).length];
}

export function adoptedSheetsOf(root: Document | ShadowRoot): readonly CSSStyleSheet[] {
  return isDocument(root) ? documentSheets.call(root) : shadowSheets.call(root);
}

export function adoptSheets(root: Document | ShadowRoot, sheets: CSSStyleSheet[]): void {
  if (isDocument(root)) setDocumentSheets.call(root, sheets);
  else setShadowSheets.call(root, sheets);
}

function isDocument(root: Document | ShadowRoot): root is Document {
  return nodeType.call(root) === DOCUMENT;
}

export function listen(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options?: AddEventListenerOptions | boolean,
): void {
  addEventListener.call(target, type, listener, options);
}

export function unlisten(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options?: boolean,
): void {
  removeEventListener.call(target, type, listener, options);
}

/** Gives an element of our own a closed shadow root. */
export function closedRootOf(host: Element): ShadowRoot {
  return Element.prototype.attachShadow.call(host, { mode: 'closed' });
}

/** Puts an element of our own at the end of an element of the page. */
export function appendTo(parent: Element, child: Element): void {
  append.call(parent, child);
}

export function writeText(element: Element, text: string): void {
  setTextContent.call(element, text);
}

/** Takes an element out of its tree. */
export function removeElement(element: Element): void {
  remove.call(element);
}
