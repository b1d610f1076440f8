import { closedRootOf, createElementIn, createInertDocument } from './live-page';
import { TOAST_ELEMENT } from './live-tree';

/**
 * Creates the element for what Pincite shows in a page, with a closed root: the page's scripts can
 * neither read its content nor press its buttons.
 *
 * It is created in a document without custom elements. If the page has defined a custom element
 * with this name, its constructor runs only when the host is inserted into the page. The root
 * exists by then, so a definition can neither refuse nor replace it, and `ElementInternals` gives
 * no root that is older than the definition (DOM standard, "available to element internals").
 */
export function createToastHost(document: Document): {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
} {
  const host = createElementIn(createInertDocument(document), TOAST_ELEMENT);
  return { host, root: closedRootOf(host) };
}
