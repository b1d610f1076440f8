import type { TextRange } from '@/utils/text/text-model';
import { elementAround, parentAcross } from './composed-tree';
import { boxOf, createRange, documentOf } from './live-page';
import { liveTree } from './live-tree';
import type { PageTextModel } from './page-text-model';
import { ELEMENT, nextNode, TEXT } from './page-tree';

/** Maximum number of elements in a passage. The words of a passage with more elements are in doubt. */
const MOST = 20_000;

/**
 * Returns whether a reader of the page sees other words in a passage than its text contains: more
 * words, or fewer. The words that a font or an image shows are not known.
 */
export function isShownOtherwise(model: PageTextModel, { start, end }: TextRange): boolean {
  const isInside = (at: number) => start < at && at < end;
  if (model.blocks.some(({ barriers }) => barriers?.some(isInside))) return true;
  let words: Node | null = null;
  let hasBlank = false;
  for (const { node, ...piece } of model.pieces()) {
    if (piece.start >= end) break;
    if (piece.end <= start || liveTree.typeOf(node) !== TEXT) continue;
    const isBlank = liveTree.dataOf(node).trim() === '';
    if (isUnseen(node, isBlank)) return true;
    if (isBlank) {
      hasBlank ||= isEmpty(placeOf(node).getBoundingClientRect());
      continue;
    }
    if (hasBlank && words !== null && !areApart(words, node)) return true;
    [words, hasBlank] = [node, false];
  }
  let seen = 0;
  for (const element of elementsIn(model.offsetsToRange(start, end))) {
    seen += 1;
    if (seen > MOST || generatesText(element)) return true;
  }
  return false;
}

/** Yields the elements that begin or end in a range, with those of shadow trees. */
function* elementsIn(range: Range): Generator<Element> {
  const { commonAncestorContainer: top, startContainer } = range;
  for (let at = startContainer; at !== top; at = liveTree.parentOf(at) ?? top) {
    if (liveTree.typeOf(at) === ELEMENT) yield at as Element;
  }
  yield* elementsAfter(startContainer, top, (node) => range.comparePoint(node, 0) > 0);
}

function* elementsAfter(
  from: Node,
  top: Node,
  isBehind: (node: Node) => boolean,
): Generator<Element> {
  for (
    let node = nextNode(liveTree, from, top);
    node !== null && !isBehind(node);
    node = nextNode(liveTree, node, top)
  ) {
    if (liveTree.typeOf(node) !== ELEMENT) continue;
    yield node as Element;
    const shadow = liveTree.shadowRootOf(node as Element);
    if (shadow !== null) yield* elementsAfter(shadow, shadow, () => false);
  }
}

/** Returns whether a style generates words or figures at the start or end of an element. */
function generatesText(element: Element): boolean {
  return ['::before', '::after'].some((part) => {
    const { content } = getComputedStyle(element, part);
    return /counter|"[^"]*[\p{L}\p{N}]/u.test(content.replace(/url\("[^"]*"\)/gu, ''));
  });
}

const isClear = (color: string): boolean => /^rgba.*, 0(?:\.0\d*)?\)$/.test(color);

/** White space has no width where a line ends, so its size is not looked at: see `areApart`. */
function isUnseen(node: Node, isBlank: boolean): boolean {
  const element = elementAround(liveTree, node);
  if (element === null) return false;
  const style = getComputedStyle(element);
  const clear = isClear(style.color) || isClear(style.webkitTextFillColor);
  if (clear && style.backgroundClip !== 'text') return true;
  const masked = style.getPropertyValue('-webkit-text-security');
  if (Number.parseFloat(style.fontSize) < 3 || /disc|circle|square/.test(masked)) return true;
  const place = placeOf(node).getBoundingClientRect();
  if (!isBlank && isEmpty(place)) return true;
  if (place.right + scrollX < 0 || place.bottom + scrollY < 0) return true;
  for (let at: Element | null = element; at !== null; at = parentAcross(liveTree, at)) {
    const { clipPath, opacity, overflow, display } = getComputedStyle(at);
    if (Number(opacity) < 0.1 || clipPath !== 'none') return true;
    const box = boxOf(at);
    if (overflow !== 'visible' && display !== 'contents' && Math.min(box.width, box.height) <= 1) {
      return true;
    }
  }
  return false;
}

function placeOf(node: Node): Range {
  const range = createRange(documentOf(node));
  range.selectNode(node);
  return range;
}

const isEmpty = ({ width, height }: DOMRect): boolean => width < 1 || height < 1;

/** Returns whether a reader sees a new line or a distance between two words. */
function areApart(before: Node, after: Node): boolean {
  const [last, first] = [boxesOf(before).at(-1), boxesOf(after)[0]];
  if (last === undefined || first === undefined) return false;
  const middle = (first.top + first.bottom) / 2;
  const isOnLine = last.top < middle && middle < last.bottom;
  return !isOnLine || first.left >= last.right + 1 || first.right + 1 <= last.left;
}

function boxesOf(node: Node): DOMRect[] {
  return [...placeOf(node).getClientRects()].filter((box) => !isEmpty(box));
}
