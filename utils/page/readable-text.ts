import Readability from '@mozilla/readability/Readability.js';
import { cleanName } from './clean-value';
import { createInertDocument, importInto, removeAttribute, replaceRoot } from './live-page';
import { liveTree } from './live-tree';

export interface ReadableText {
  readonly byline: string | null;
  /** The plain text of the article, with the white space of Readability. */
  readonly text: string;
}

/** Readability becomes slow on large pages. With more elements the byline is not worth the time. */
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
 * Returns the article's text and byline, read by Readability from a clone, because it changes the
 * document. Returns null if it finds no article or cannot read the page. The clone belongs to an
 * inert document, so that it loads nothing. In a file of its own, so that only its callers contain
 * the library.
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
    // A page can make Readability fail on purpose. A missing byline must not prevent the clip.
    if (error instanceof Error) return null;
    throw error;
  }
}
