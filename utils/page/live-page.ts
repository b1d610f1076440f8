import { DOCUMENT } from './page-tree';

/*
 * Reads page data other than the tree. Uses the getters and methods of the DOM prototypes, as
 * live-tree.ts does, because page elements can shadow the properties of the document and of forms.
 * These calls are rare, so each call looks its prototype up.
 */

/** Reads a property with the getter of the prototype. */
function read<T extends object, Key extends keyof T>(
  { prototype }: { readonly prototype: T },
  key: Key,
  on: T,
): T[Key] {
  return Reflect.get(prototype, key, on);
}

/** Returns the document of a node, or the node itself if it is a document. */
export function documentOf(node: Node): Document {
  return read(Node, 'ownerDocument', node) ?? (node as Document);
}

export function baseUriOf(node: Node): string {
  return read(Node, 'baseURI', node);
}

export function isInDocument(node: Node): boolean {
  return read(Node, 'isConnected', node);
}

/** Whether `other` comes before `node` in document order. */
export function isBefore(other: Node, node: Node): boolean {
  const position = Node.prototype.compareDocumentPosition.call(node, other);
  return (position & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}

export function contentTypeOf(document: Document): string {
  return read(Document, 'contentType', document);
}

/** Whether the whole text of a document has arrived, or its loading was stopped. */
export function isParsed(document: Document): boolean {
  return read(Document, 'readyState', document) !== 'loading';
}

/** Resolves when a document is parsed. Chromium fires no event if its loading is stopped. */
export async function whenParsed(document: Document): Promise<void> {
  while (!isParsed(document)) await new Promise((resolve) => setTimeout(resolve, 100));
}

export function isHidden(document: Document): boolean {
  return read(Document, 'visibilityState', document) === 'hidden';
}

export function viewOf(document: Document): Window | null {
  return read(Document, 'defaultView', document);
}

/** Creates an invisible document that loads no resources. */
export function createInertDocument(document: Document): Document {
  return read(Document, 'implementation', document).createHTMLDocument('');
}

export function createElementIn(document: Document, name: string): HTMLElement {
  return Document.prototype.createElement.call(document, name);
}

/** Copies an element and its descendants for another document. */
export function importInto(document: Document, element: Element): Element {
  return Document.prototype.importNode.call(document, element, true) as Element;
}

/** Replaces the root element of a document that Pincite created. */
export function replaceRoot(document: Document, root: Element): void {
  const old = read(Document, 'documentElement', document);
  Node.prototype.replaceChild.call(document, root, old);
}

export function removeAttribute(element: Element, name: string): void {
  Element.prototype.removeAttribute.call(element, name);
}

export function createRange(document: Document): Range {
  return Document.prototype.createRange.call(document);
}

/** Creates a range over all content of an element. */
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

/** Returns the element of a document or a shadow root at a point of the viewport, in CSS pixels. */
export function elementAt(tree: Document | ShadowRoot, x: number, y: number): Element | null {
  return interfaceOf(tree).prototype.elementFromPoint.call(tree as Document & ShadowRoot, x, y);
}

export function boxOf(element: Element): DOMRect {
  return Element.prototype.getBoundingClientRect.call(element);
}

/** Returns the number of style sheets and the number of adopted style sheets of a document. */
export function countSheets(document: Document): number[] {
  return [read(Document, 'styleSheets', document).length, adoptedSheetsOf(document).length];
}

export function adoptedSheetsOf(root: Document | ShadowRoot): readonly CSSStyleSheet[] {
  return Reflect.get(interfaceOf(root).prototype, 'adoptedStyleSheets', root);
}

export function adoptSheets(root: Document | ShadowRoot, sheets: CSSStyleSheet[]): void {
  Reflect.set(interfaceOf(root).prototype, 'adoptedStyleSheets', sheets, root);
}

function interfaceOf(root: Document | ShadowRoot): typeof Document | typeof ShadowRoot {
  return read(Node, 'nodeType', root) === DOCUMENT ? Document : ShadowRoot;
}

export function listen(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options?: AddEventListenerOptions | boolean,
): void {
  EventTarget.prototype.addEventListener.call(target, type, listener, options);
}

export function unlisten(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options?: boolean,
): void {
  EventTarget.prototype.removeEventListener.call(target, type, listener, options);
}

/** Attaches a closed shadow root to an element that Pincite created. */
export function closedRootOf(host: Element): ShadowRoot {
  return Element.prototype.attachShadow.call(host, { mode: 'closed' });
}

/** Appends an element that Pincite created to an element of the page. */
export function appendTo(parent: Element, child: Element): void {
  Element.prototype.append.call(parent, child);
}
