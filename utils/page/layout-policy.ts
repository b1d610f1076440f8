import type { PageTree } from './page-tree';

export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';

/**
 * The role of an element in the text of a page:
 * - `none`: the search ignores the element and its content, and joins the text around it;
 * - `contents`: the element has no box, and its content belongs to the element around it;
 * - `inline`: its text is part of the text around it;
 * - `marked`: like `inline`, but with a list marker at its start;
 * - `isolated`: a separate line box inside the text around it (inline-block, float, absolutely
 *   positioned). Its text is separate, but without a box inside, the element does not separate the
 *   text around it;
 * - `block`: separates the text before, in and after it, even when it is empty.
 */
export type ElementLayout = 'none' | 'contents' | 'inline' | 'marked' | 'isolated' | 'block';

export type GeneratedPart = '::before' | '::after' | '::marker';

/**
 * The effect of generated content on the white space around it. The search does not see the
 * content, but it sees this effect:
 * - `none`: no content, or content that is not in the line;
 * - `shown`: content in the line, which keeps the white space on both sides;
 * - `spaced`: content in the line that ends with white space, which replaces the white space after
 *   it;
 * - `break`: a zero-width space, beside which no line break of the source is rendered;
 * - `line`: a block, around which no white space is rendered.
 */
export type GeneratedContent = 'none' | 'shown' | 'spaced' | 'break' | 'line';

export interface TextStyle {
  readonly visible: boolean;
  readonly whiteSpace: 'collapse' | 'preserve' | 'preserve-breaks';
  /** Whether each text node is a separate box, as wide as one letter of vertical text. */
  readonly isCombined?: boolean;
}

/**
 * What the walk over a page needs to know about each element. One implementation reads computed
 * styles; the other reads tag names and attributes of a document without layout.
 */
export interface LayoutPolicy<E> {
  /**
   * Returns `isolated` or `block` also for an element that is skipped, because an image can
   * separate text. May return `block` for `isolated` where only `isOutOfFlow` distinguishes them.
   */
  layoutOf(element: E): ElementLayout;
  /**
   * Whether a `block` is out of the flow of the text around it, and therefore counts as `isolated`.
   */
  isOutOfFlow(element: E): boolean;
  /** Whether an `isolated` element lays its children out as separate items (flex, grid, table). */
  hasItems(element: E): boolean;
  /**
   * Whether the parent `container` of an element puts the element into an anonymous box, because the
   * element cannot be an item itself: a table into a cell, a `-webkit-box` into a block.
   */
  isWrapped(container: E, element: E): boolean;
  /**
   * Whether a `block` is a table part (for example a row or a cell). A table part outside a table
   * creates its own table.
   */
  isTablePart(element: E): boolean;
  /**
   * Returns the effect of the content that CSS generates at an element's start or end, for example
   * an icon or a quotation mark.
   */
  generatedContentOf(element: E, part: GeneratedPart): GeneratedContent;
  /**
   * Whether an inline element has invisible characters at its edges, for the direction of its text or
   * for ruby, so that the white space beside them is not directly beside a zero-width space.
   */
  hasEdges(element: E): boolean;
  /** Whether an element shows ruby text, or is its annotation: its lines do not break. */
  isRuby(element: E): boolean;
  /** Returns the style of the text directly in the element. */
  textStyleOf(element: E): TextStyle;
  /**
   * Whether the browser renders a text of white space alone, the first in an element without a box.
   * Chromium leaves it out of a block that was rendered before the element was put into it.
   */
  rendersSpace(text: object): boolean;
  /**
   * Whether browsers search the content of the element. Browsers do not search content behind
   * `content-visibility: hidden` (except `until-found`), nor in a table column.
   */
  isContentSearched(element: E): boolean;
  /**
   * Whether it has `content-visibility: hidden`, also by `hidden="until-found"`, and is no element to
   * which that does not apply, like a table and most parts of one.
   */
  isContentHidden(element: E): boolean;
  /** Whether an image button shows an image, and not the label that it has without one. */
  showsImage(button: E): boolean;
  /** Whether its box is empty and clips its content. Called only for `isolated` and `block`. */
  isClipped(element: E): boolean;
  /** Whether its position (`absolute`, `fixed`) keeps the boxes around an element from clipping it. */
  escapesClip(element: E): boolean;
  /** Whether CSS floats the first letter of the element, so that it is separate from its word. */
  hasFloatingFirstLetter(element: E): boolean;
}

/**
 * Returns whether an element has `hidden="until-found"`, which means nothing in SVG and MathML.
 */
export function isUntilFound<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
): boolean {
  return (
    tree.attributeOf(element, 'hidden')?.toLowerCase() === 'until-found' &&
    tree.namespaceOf(element) === HTML_NAMESPACE
  );
}

/**
 * Elements that are never searched, whatever their style: void and replaced elements, and elements
 * without text of the page.
 */
const UNSEARCHED =
  /^(?:area|audio|canvas|col|embed|frame|frameset|hr|iframe|img|meter|object|progress|script|style|video)$/;

/**
 * Depends only on the element's type, not on its attribute `inert`.
 * https://wicg.github.io/scroll-to-text-fragment/#search-invisible
 */
export function isUnsearched<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
  localName: string,
): boolean {
  if (UNSEARCHED.test(localName)) return true;
  if (localName !== 'select') return false;
  return (
    !tree.hasAttribute(element, 'multiple') && !(Number(tree.attributeOf(element, 'size')) > 1)
  );
}

/**
 * Whether an element that is not searched still shows something, so that the texts before and after
 * it are not adjacent.
 */
export function showsUnsearchedText<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
  localName: string,
): boolean {
  if (localName === 'details') return true;
  // Their controls show the time.
  if (localName === 'video' || localName === 'audio') return tree.hasAttribute(element, 'controls');
  let shown: E | null = null;
  if (/^(?:object|script|style)$/.test(localName)) shown = element;
  else if (localName === 'select') {
    shown = tree.selectFirst(element, 'option[selected]') ?? tree.selectFirst(element, 'option');
  }
  return shown !== null && /\S/.test(tree.textOf(shown));
}
