import Readability from '@mozilla/readability/Readability.js';
import { cleanName } from './clean-value';
import { createInertDocument, importInto, removeAttribute, replaceRoot } from './live-page';
import { liveTree } from './live-tree';

export interface ReadableText {
  readonly byline: string | null;
  /** Plain text of the article, white space as Readability leaves it. */
  readonly text: string;
}

/** Readability's time grows with the page; past so many elements its byline is not worth the wait. */
const MAX_ELEMENTS = 50_000;
/**
 * Maximum number of attributes. Readability copies attributes one by one, in time that grows with
 * the square of their number.
 */
const MAX_ATTRIBUTES = 500;
/** Elements that shadow DOM properties of their form or document through their `name` or `id`. */
const SHADOWING =
  'button, embed, fieldset, form, iframe, img, input, object, output, select, textarea';

/**
 * The article's text and byline by Readability, on a clone: it takes
 * the document apart. Null where it finds no article or can't read the page.
 * The clone belongs to an inert document, so that nothing is loaded for it.
 * In a file of its own, so that only who calls it carries the library.
 */
export function readReadableText(document: Document): ReadableText | null {
  const elements = liveTree.select(document, '*');
  const root = liveTree.documentElementOf(document);
  if (root === null || elements.length > MAX_ELEMENTS) return null;
  for (const element of elements) {
    if (liveTree.attributesOf(element).length > MAX_ATTRIBUTES) return null;
  }
  const inert = createInertDocument(document);
  const copy = importInto(inert, root);
  for (const element of liveTree.select(copy, SHADOWING)) {
    removeAttribute(element, 'name');
    removeAttribute(element, 'id');
  }
  replaceRoot(inert, copy);
  const options = { disableJSONLD: true, serializer: (node: Node) => node };
  try {
    const article = new Readability(inert, options).parse();
    if (article === null) return null;
    return {
      byline: cleanName(article.byline),
      text: article.textContent ?? '',
    };
  } catch (error) {
    // A page can be built to make it fail; a clip must not be lost for want of a byline.
    if (error instanceof Error) return null;
    throw error;
  }
}
