import { closestAcross, elementAround } from './composed-tree';
import { boxOf, elementAt } from './live-page';
import { liveTree } from './live-tree';
import { hasText } from './page-tree';

/** What shows an image in a page. */
export type ImageElement = HTMLImageElement | HTMLCanvasElement;

/** An image of a page, and the words that the page says under it. */
export interface PageImage {
  readonly element: ImageElement;
  /** The caption of the figure that it stands in. */
  readonly caption: Element | null;
}

/** Pixels: what is smaller is a mark, a spacer or a count. */
const LEAST = 24;

/** The image at that address, as the browser names what was clicked; the one under the pointer first. */
export function findImage(document: Document, url: string): PageImage | null {
  const found = imagesIn(document).filter((image) => addressOf(image) === url);
  const element = found.find((each) => liveTree.matches(each, ':hover')) ?? found[0];
  return element === undefined ? null : withCaption(element);
}

/**
 * What a selected range holds of images: those in it where it selects no words, or the one of the
 * figure that it lies in, if it holds that image or words of its caption. Empty where the words
 * are meant, as where some are no caption's. `hasText`: whether a range selects words.
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
  const within = figure ?? figureHeld(range, held, hasText);
  if (within === null) return [];
  const image = imagesBelow(within).find(isLarge);
  if (image === undefined) return [];
  const caption = captionOf(within);
  const inCaption = caption !== null && element !== null && liveTree.contains(caption, element);
  const whole = held.includes(image) && caption !== null && !hasOutside(range, caption, hasText);
  return inCaption || whole ? [{ element: image, caption }] : [];
}

/** The one figure that holds all the words of a range, which may begin and end beside it. */
function figureHeld(
  range: Range,
  held: readonly ImageElement[],
  hasText: (part: Range) => boolean,
): Element | null {
  const figures = new Set(held.map((image) => liveTree.closest(image, 'figure')));
  const [figure] = figures;
  if (figure == null || figures.size !== 1) return null;
  return hasOutside(range, figure, hasText) ? null : figure;
}

/** Whether a range that selects words selects some before or after an element. */
function hasOutside(range: Range, element: Element, hasText: (part: Range) => boolean): boolean {
  const [before, after] = [range.cloneRange(), range.cloneRange()];
  before.setEndBefore(element);
  after.setStartAfter(element);
  return hasText(before) || hasText(after);
}

/** The words that stand for it, as the page gives them; '' where it gives none. */
export function altOf(element: ImageElement): string {
  const alt = element instanceof HTMLCanvasElement ? null : liveTree.attributeOf(element, 'alt');
  const labelled = alt ?? liveTree.attributeOf(element, 'aria-label');
  const words = labelled ?? liveTree.attributeOf(element, 'title') ?? '';
  return words.replace(/\s+/g, ' ').trim();
}

/** Its own pixels, as far as they are known. */
export function sizeOf(element: ImageElement): { readonly width: number; readonly height: number } {
  if (element instanceof HTMLCanvasElement) return { width: element.width, height: element.height };
  const { naturalWidth: width = 0, naturalHeight: height = 0 } = element;
  return { width, height };
}

/** Where it is shown from; null of what has no address. */
export function addressOf(element: ImageElement): string | null {
  if (element instanceof HTMLCanvasElement) return null;
  return element.currentSrc || element.src || null;
}

/**
 * Where an image stands in the window, in CSS pixels; null where not all of it is in sight, or
 * where the window shows another part of the page than its layout says.
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

function isOfHtml(element: Element): boolean {
  return liveTree.namespaceOf(element) === 'http://www.w3.org/1999/xhtml';
}

/** Returns the images below a node, without those in shadow trees. */
function imagesBelow(node: Node): ImageElement[] {
  return [...liveTree.select(node, 'img, canvas')].filter(isOfHtml) as ImageElement[];
}

/** In open shadow roots too. */
function imagesIn(tree: Node): HTMLImageElement[] {
  return [...liveTree.select(tree, '*')].flatMap((element) => {
    const root = liveTree.shadowRootOf(element);
    const isImage = liveTree.nameOf(element) === 'img' && isOfHtml(element);
    return [
      ...(isImage ? [element as HTMLImageElement] : []),
      ...(root === null ? [] : imagesIn(root)),
    ];
  });
}
