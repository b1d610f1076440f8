import { closedRootOf, createElementIn, createInertDocument } from './live-page';
import { TOAST_ELEMENT } from './page-text';

/**
 * The element that holds what Pincite itself shows in a page, and its closed root: the page's
 * scripts neither read what stands there nor press its buttons.
 *
 * It is made in a document without custom elements. Where the page has defined one of this name,
 * the page's constructor runs only when the host is put into the page. By then the root is there:
 * a definition can't refuse it or set up another, and `ElementInternals` gives no root that is
 * older than the definition (DOM standard, "available to element internals").
 */
export function createToastHost(document: Document): {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
} {
  const host = createElementIn(createInertDocument(document), TOAST_ELEMENT);
  return { host, root: closedRootOf(host) };
}
