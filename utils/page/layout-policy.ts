import type { PageTree } from './page-tree';

/**
 * How an element takes part in the text of a page:
 * - `none`: neither it nor what it holds is searched, and the text around it joins;
 * - `contents`: it has no box, and what it holds stands in the element around it;
 * - `inline`: its text is part of the text around it;
 * - `isolated`: a line box of its own inside the text around it (inline-block, float,
 *   absolutely positioned): its text is apart, but without any box inside it separates nothing;
 * - `block`: separates what stands before, in and after it, even when it is empty.
 */
export type ElementLayout = 'none' | 'contents' | 'inline' | 'isolated' | 'block';

export type GeneratedPart = '::before' | '::after';

export interface TextStyle {
  readonly visible: boolean;
  readonly whiteSpace: 'collapse' | 'preserve' | 'preserve-breaks';
}

/**
 * What the walk over a page must know of each element. One implementation reads
 * computed styles, the other tag names and attributes where there is no layout.
 */
export interface LayoutPolicy<E> {
  /**
   * `isolated` or `block` also for what is itself skipped: an image may separate text.
   * `block` may stand for `isolated`, where only `isOutOfFlow` tells them apart.
   */
  layoutOf(element: E): ElementLayout;
  /** Whether a `block` stands outside of the flow of the text around it, which makes it `isolated`. */
  isOutOfFlow(element: E): boolean;
  /** Whether an `isolated` element lays its children out as items (flex, grid, table), each apart. */
  hasItems(element: E): boolean;
  /** Whether a `block` is a row, a cell or another part of a table, which without a table makes its own. */
  isTablePart(element: E): boolean;
  /** Whether a style sheet generates something in the line at an element's start or end: an icon, a quotation mark. */
  showsContent(element: E, part: GeneratedPart): boolean;
  /** Of the text that the element holds directly. */
  textStyleOf(element: E): TextStyle;
  /** Whether browsers search what it holds: not behind `content-visibility: hidden`, unless `until-found`, nor in a table's column. */
  isContentSearched(element: E): boolean;
  /** Whether its box is empty and clips all that it holds; asked of `isolated` and `block` only. */
  isClipped(element: E): boolean;
  /** Whether a letter at the start of the element floats apart from its word. */
  hasFloatingFirstLetter(element: E): boolean;
}

/** Never searched, whatever their style: void and replaced elements, and what is not the page's text. */
const UNSEARCHED = new Set([
  'audio',
  'canvas',
  'embed',
  'frame',
  'frameset',
  'iframe',
  'img',
  'meter',
  'noscript',
  'object',
  'progress',
  'script',
  'style',
  'template',
  'video',
]);

/**
 * By what it is, whatever its attribute `inert` says.
 * https://wicg.github.io/scroll-to-text-fragment/#search-invisible
 */
export function isUnsearched<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
  localName: string,
): boolean {
  if (UNSEARCHED.has(localName)) return true;
  if (localName !== 'select') return false;
  return (
    !tree.hasAttribute(element, 'multiple') && !(Number(tree.attributeOf(element, 'size')) > 1)
  );
}

/**
 * Whether an element that is not searched shows something all the same, so that the
 * text before it and the text after it are no neighbours.
 */
export function showsUnsearchedText<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
): boolean {
  switch (tree.nameOf(element)) {
    case 'video':
    case 'audio':
      return tree.hasAttribute(element, 'controls');
    case 'select':
    case 'object':
      return /\S/.test(tree.textOf(element));
    default:
      return tree.hasAttribute(element, 'inert') && /\S/.test(tree.textOf(element));
  }
}
