import { closestAcross, elementAround } from './composed-tree';
import { boxOf, elementAt } from './live-page';
import { liveTree } from './live-tree';
import { hasText } from './page-tree';

/** The elements that show an image in a page. */
export type ImageElement = HTMLImageElement | HTMLCanvasElement;

/** An image of a page and its caption. */
export interface PageImage {
  readonly element: ImageElement;
  /** The caption of its figure. */
  readonly caption: Element | null;
}

/** In pixels. A smaller image is an icon, a spacer or a counter. */
const LEAST = 24;

/**
 * Returns the image with that address, which the browser gives for a click; the one under the
 * pointer comes first.
 */
export function findImage(document: Document, url: string): PageImage | null {
  const found = imagesIn(document).filter((image) => addressOf(image) === url);
  const element = found.find((each) => liveTree.matches(each, ':hover')) ?? found[0];
  return element === undefined ? null : withCaption(element);
}

/**
 * Returns the selected images of a range: the images in it if it selects no words, or the image of
 * its figure if it contains that image or words of its caption. Returns an empty list if the words
 * are selected, that is, if some are outside of the caption. `hasText`: whether a range selects
 * words.
 */
export function imagesSelected(
  range: Range,
  hasText: (part: Range) => boolean,
): readonly PageImage[] {
  const around = range.commonAncestorContainer;
  const element = elementAround(liveTree, around);
  const figure = closestAcross(liveTree, element, 'figure');
  const held = imagesBelow(figure ?? element ?? document)
    .filter((image) => range.intersectsNode(image))
    .filter(isLarge);
  if (!hasText(range)) return held.map(withCaption);
  const within = figure ?? commonFigure(range, held, hasText);
  if (within === null) return [];
  const image = imagesBelow(within).find(isLarge);
  if (image === undefined) return [];
  const caption = captionOf(within);
  const inCaption = caption !== null && element !== null && liveTree.contains(caption, element);
  const whole = held.includes(image) && caption !== null && !hasOutside(range, caption, hasText);
  return inCaption || whole ? [{ element: image, caption }] : [];
}

/**
 * Returns the single figure that contains all words of a range, which may begin and end beside it.
 */
function commonFigure(
  range: Range,
  held: readonly ImageElement[],
  hasText: (part: Range) => boolean,
): Element | null {
  const figures = new Set(held.map((image) => liveTree.closest(image, 'figure')));
  const [figure] = figures;
  if (figure == null || figures.size !== 1) return null;
  return hasOutside(range, figure, hasText) ? null : figure;
}

/** Returns whether a range selects words before or after an element. */
function hasOutside(range: Range, element: Element, hasText: (part: Range) => boolean): boolean {
  const [before, after] = [range.cloneRange(), range.cloneRange()];
  before.setEndBefore(element);
  after.setStartAfter(element);
  return hasText(before) || hasText(after);
}

/** Returns the alternative text of the page; '' if there is none. */
export function altOf(element: ImageElement): string {
  const alt = element instanceof HTMLCanvasElement ? null : liveTree.attributeOf(element, 'alt');
  const labelled = alt ?? liveTree.attributeOf(element, 'aria-label');
  const words = labelled ?? liveTree.attributeOf(element, 'title') ?? '';
  return words.replace(/\s+/g, ' ').trim();
}

/** Returns the image's own size in pixels, as far as it is known. */
export function sizeOf(element: ImageElement): { readonly width: number; readonly height: number } {
  if (element instanceof HTMLCanvasElement) return { width: element.width, height: element.height };
  const { naturalWidth: width = 0, naturalHeight: height = 0 } = element;
  return { width, height };
}

/** Returns the address of the image; null if it has none. */
export function addressOf(element: ImageElement): string | null {
  if (element instanceof HTMLCanvasElement) return null;
  return element.currentSrc || element.src || null;
}

/**
 * Returns the position of an image in the window, in CSS pixels. Returns null if it is not
 * completely visible, or if the window shows another part of the page than its layout says.
 */
export function boxInSight(element: ImageElement): {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly windowWidth: number;
} | null {
  const { left, top, right, bottom, width, height } = boxOf(element);
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return null;
  if (width < LEAST || height < LEAST || (visualViewport?.scale ?? 1) !== 1) return null;
  const tree = liveTree.rootOf(element) as Document | ShadowRoot;
  const points = [0.04, 0.5, 0.96].flatMap((x) => [0.04, 0.5, 0.96].map((y) => [x, y] as const));
  const covered = points.some(
    ([x, y]) => elementAt(tree, left + x * width, top + y * height) !== element,
  );
  return covered ? null : { left, top, width, height, windowWidth: innerWidth };
}

function withCaption(element: ImageElement): PageImage {
  const figure = closestAcross(liveTree, element, 'figure');
  return { element, caption: figure === null ? null : captionOf(figure) };
}

function captionOf(figure: Element): Element | null {
  const caption = liveTree.selectFirst(figure, 'figcaption');
  return caption !== null && hasText(liveTree, caption) ? caption : null;
}

function isLarge(element: ImageElement): boolean {
  const { width, height } = boxOf(element);
  return width >= LEAST && height >= LEAST;
}

function isHtmlElement(element: Element): boolean {
  return liveTree.namespaceOf(element) === 'http://www.w3.org/1999/xhtml';
}

/** Returns the images below a node, without those in shadow trees. */
function imagesBelow(node: Node): ImageElement[] {
  return [...liveTree.select(node, 'img, canvas')].filter(isHtmlElement) as ImageElement[];
}

/** Also in shadow roots. */
function imagesIn(tree: Node): HTMLImageElement[] {
  return [...liveTree.select(tree, '*')].flatMap((element) => {
    const root = liveTree.shadowRootOf(element);
    const isImage = liveTree.nameOf(element) === 'img' && isHtmlElement(element);
    return [
      ...(isImage ? [element as HTMLImageElement] : []),
      ...(root === null ? [] : imagesIn(root)),
    ];
  });
}
