import type { TextRange } from '@/utils/text/text-model';
import { parentAcross } from './composed-tree';
import { boxOf, createRange, viewOf } from './live-page';
import { liveTree } from './live-tree';
import type { ShownText } from './page-text-model';
import { ELEMENT, isText } from './page-tree';
import { colourOf, isSameColour, type Paint, paintOver } from './paint';
import { takeShownModel } from './shown-model';

/** Letters of a smaller size, in pixels, are read by nobody. */
const LEAST_SIZE = 4;
const LEAST_OPACITY = 0.1;
/** In pixels. A box of a smaller size shows no words. */
const LEAST_BOX = 4;
/** Maximum number of boxes that are looked at for what is painted behind a text. */
const MOST_LOOKS = 100_000;

/** A mark beside a heading that links to it appears only under the pointer. */
const HAS_WORDS = /[\p{L}\p{N}]/u;

/** Displays whose boxes `overflow` does not clip. */
const NEVER_CLIPPED = /^(?:inline$|contents|table-[^c]|table-co)/;
/** Filters that leave every text legible. */
const HARMLESS = /(?:drop-shadow|grayscale|hue-rotate|saturate|sepia)\((?:[^()]|\([^()]*\))*\)/g;
const PICTURES = 'img, video, canvas, svg, iframe, object, embed';

/**
 * What a box does with what is outside of it, in one direction: nothing, hide it, or let a link
 * scroll to it. What is before the start of a box that scrolls cannot be scrolled to, and the start
 * may be the right or the lower edge.
 */
type Beyond = 'shown' | 'hidden' | 'after' | 'before';

interface Axis {
  readonly beyond: Beyond;
  readonly from: number;
  readonly to: number;
  /** How far the box is scrolled, in pixels. */
  readonly scrolled: number;
}

/** A box that cuts what is in it. */
interface Clip {
  readonly x: Axis;
  readonly y: Axis;
  readonly isSeen: boolean;
}

/** What a reader sees of a text: its words, an empty space in their place, or nothing. */
type Shows = 'words' | 'space' | 'nothing';

/** How an element shows its text, and what it passes on to the elements in it. */
interface Look {
  readonly isHidden: boolean;
  readonly opacity: number;
  /** Whether its text may become opaque when the reader scrolls to it. */
  readonly fades: boolean;
  /** What is painted behind its text; null if that is a picture, or if it is not known. */
  readonly background: Paint | null;
  /** Whether a background is painted only in its letters. */
  readonly isPaintedInText: boolean;
  /** What cuts its content, by the position of the content. */
  readonly flow: Clip;
  readonly absolute: Clip;
  readonly fixed: Clip;
}

/** What nobody sees of a page's text, by ranges that are sorted by their starts. */
export interface Unseen {
  /** All text that nobody sees. */
  readonly unseen: readonly TextRange[];
  /**
   * Words that are in their place but not painted. A sentence in which a reader misses a word is
   * another sentence; one with a hidden remark for screen readers is not.
   */
  readonly mayBeHidden: readonly TextRange[];
}

/** Returns what nobody sees of the text that was read last; null if no text was read. */
export function readUnseen(): Unseen | null {
  const model = takeShownModel();
  return model && findUnseen(model, document);
}

/**
 * Finds the text of a page that the browser shows to nobody: letters that are
 * transparent, tiny or in the colour of their background, and text that a box cuts away or that is
 * where no scrolling leads. Text to which a link opens or scrolls the page is seen, as in a closed
 * `details` or in a carousel. So is transparent text below the part that the reader has scrolled
 * to, if its style says that it fades in.
 *
 * What covers a text, and what a mask or a filter leaves of it, only a picture of the page could
 * tell. So masked and filtered text counts as unseen, and covered text as seen.
 *
 * Linear in the page: every element is looked at once, with what it has from the element around it.
 */
export function findUnseen(model: ShownText, page: Document): Unseen {
  const showsOf = createLooker(model, page);
  const unseen: { start: number; end: number }[] = [];
  const mayBeHidden: TextRange[] = [];
  const { blocks } = model;
  let block = 0;
  let lastNode: Node | null = null;
  let shows: Shows = 'words';
  for (const { node, start, end } of model.pieces()) {
    while ((blocks[block]?.end ?? Infinity) <= start) block += 1;
    const around = blocks[block];
    if (!isText(liveTree, node) || model.text.slice(start, end).trim() === '') continue;
    if (around?.closed !== undefined || around?.passedOver === 'field') continue;
    if (lastNode !== node) shows = showsOf(node);
    lastNode = node;
    if (shows === 'words') continue;
    if (shows === 'space' && HAS_WORDS.test(model.text.slice(start, end))) {
      mayBeHidden.push({ start, end });
    }
    const before = unseen.at(-1);
    // Between two blocks is their separator.
    if (before !== undefined && model.text.slice(before.end, start).trim() === '') before.end = end;
    else unseen.push({ start, end });
  }
  return { unseen, mayBeHidden };
}

function createLooker(model: ShownText, page: Document): (node: Node) => Shows {
  const slots = slotsIn(model);
  const looks = new Map<Element, Look>();
  const view = viewOf(page) ?? window;
  const { innerWidth, innerHeight } = view;
  const root = liveTree.documentElementOf(page);
  if (root === null) return () => 'words';
  const rootStyle = getComputedStyle(root);
  const scroller = clipOf({
    style: rootStyle,
    x: [0, innerWidth, 'auto', view.scrollX],
    y: [0, innerHeight, 'auto', view.scrollY],
    outer: null,
  });
  const still: Clip = {
    x: { beyond: 'hidden', from: 0, to: innerWidth, scrolled: 0 },
    y: { beyond: 'hidden', from: 0, to: innerHeight, scrolled: 0 },
    isSeen: true,
  };
  const isDark =
    /dark/.test(rootStyle.colorScheme) &&
    (!/light/.test(rootStyle.colorScheme) ||
      view.matchMedia('(prefers-color-scheme: dark)').matches);
  const outside: Look = {
    ...{ isHidden: false, opacity: 1, fades: false, isPaintedInText: false },
    // The canvas of a page without a background.
    background: isDark ? [18, 18, 18, 1] : [255, 255, 255, 1],
    ...{ flow: scroller, absolute: scroller, fixed: still },
  };

  const around = (node: Node) => slots.get(node) ?? parentAcross(liveTree, node);

  function lookAt(element: Element): Look {
    const chain: Element[] = [];
    let known: Look | undefined;
    for (let at: Element | null = element; at !== null; at = around(at)) {
      known = looks.get(at);
      if (known !== undefined) break;
      chain.push(at);
    }
    let look = known ?? outside;
    for (const each of chain.reverse()) {
      look = lookInside(each, look);
      looks.set(each, look);
    }
    return look;
  }

  function lookInside(element: Element, from: Look): Look {
    const style = getComputedStyle(element);
    const hasBox = style.display !== 'contents';
    if (!hasBox) return from;
    const opacity = from.opacity * Number(style.opacity);
    const isOutside = element === root || element === liveTree.bodyOf(page);
    const isCut = style.clip !== 'auto' && /absolute|fixed/.test(style.position);
    const paints = [style.clipPath, style.maskImage, style.filter.replace(HARMLESS, '').trim()];
    const outer =
      style.position === 'fixed'
        ? from.fixed
        : style.position === 'absolute'
          ? from.absolute
          : from.flow;
    // The overflow of the page is that of its window, where a link scrolls.
    const isOfWindow = isOutside && (element === root || rootStyle.overflow === 'visible');
    const clips = !isOfWindow && style.overflow !== 'visible' && !NEVER_CLIPPED.test(style.display);
    const flow = clips ? clipIn(element, style, outer) : outer;
    const holds = ['transform', 'translate', 'rotate', 'scale', 'perspective', 'filter'].some(
      (name) => !/^(?:none|)$/.test(style.getPropertyValue(name)),
    );
    const contains = holds || /paint|layout|strict|content/.test(style.contain);
    return {
      isHidden:
        from.isHidden ||
        isCut ||
        style.mixBlendMode !== 'normal' ||
        paints.some((value) => !/^(?:none|)$/.test(value)),
      opacity,
      fades: from.fades || (Number(style.opacity) < 1 && mayFade(style)),
      background:
        style.backgroundImage === 'none'
          ? paintOver(from.background, colourOf(style.backgroundColor))
          : null,
      isPaintedInText: from.isPaintedInText || (style.backgroundClip === 'text' && hasPaint(style)),
      flow,
      absolute: contains || style.position !== 'static' ? flow : from.absolute,
      fixed: contains ? flow : from.fixed,
    };
  }

  const isOnPicture = createPictureFinder(page, around);

  return (node) => {
    const element = around(node);
    if (element === null) return 'words';
    const look = lookAt(element);
    if (look.isHidden) return 'nothing';
    const style = getComputedStyle(element);
    const range = createRange(page);
    range.selectNodeContents(node);
    const shown = [...range.getClientRects()].filter((rect) => isInClip(rect, look.flow));
    const [first] = shown;
    if (first === undefined) return 'nothing';
    const isVertical = /^(?:vertical|sideways)/.test(style.writingMode);
    const isLarge = shown.some(({ width, height }) =>
      isVertical ? width >= LEAST_SIZE && height >= 1 : height >= LEAST_SIZE && width >= 1,
    );
    if (!isLarge || Number.parseFloat(style.fontSize) < LEAST_SIZE) return 'space';
    if (!/^(?:none|)$/.test(style.getPropertyValue('-webkit-text-security'))) return 'space';
    if (look.opacity < LEAST_OPACITY) {
      return look.fades && first.top >= innerHeight ? 'words' : 'space';
    }
    if (look.isPaintedInText) return 'words';
    const ink = colourOf(style.getPropertyValue('-webkit-text-fill-color') || style.color);
    if (ink[3] < LEAST_OPACITY) return 'space';
    return !isSameColour(ink, look.background) || isOnPicture(first, element, ink)
      ? 'words'
      : 'space';
  };
}

/** Returns the slots that show nodes of other trees, also in closed shadow roots. */
function slotsIn({ shadowRoots }: ShownText): Map<Node, Element> {
  const slots = new Map<Node, Element>();
  for (const root of shadowRoots) {
    for (const slot of liveTree.select(root, 'slot')) {
      for (const node of liveTree.assignedNodesOf(slot)) slots.set(node, slot);
    }
  }
  return slots;
}

function hasPaint(style: CSSStyleDeclaration): boolean {
  return style.backgroundImage !== 'none' || colourOf(style.backgroundColor)[3] >= LEAST_OPACITY;
}

/** Whether a page that fades its texts in would give an element this style. */
function mayFade(style: CSSStyleDeclaration): boolean {
  const changes =
    /[1-9]/.test(style.transitionDuration) && /all|opacity/.test(style.transitionProperty);
  return changes || style.animationName !== 'none' || style.willChange.includes('opacity');
}

type Side = readonly [from: number, to: number, overflow: string, scrolled: number];

function clipIn(element: Element, style: CSSStyleDeclaration, outer: Clip): Clip {
  const { left, right, top, bottom } = boxOf(element);
  const { scrollLeft, scrollTop } = scrollOf(element);
  return clipOf({
    style,
    x: [left, right, style.overflowX, scrollLeft],
    y: [top, bottom, style.overflowY, scrollTop],
    outer,
  });
}

function scrollOf(element: Element): { readonly scrollLeft: number; readonly scrollTop: number } {
  const read = (name: 'scrollLeft' | 'scrollTop') => Reflect.get(Element.prototype, name, element);
  return { scrollLeft: read('scrollLeft'), scrollTop: read('scrollTop') };
}

function clipOf(box: {
  readonly style: CSSStyleDeclaration;
  readonly x: Side;
  readonly y: Side;
  readonly outer: Clip | null;
}): Clip {
  const { direction, display, flexDirection, writingMode } = box.style;
  const isVertical = /^(?:vertical|sideways)/.test(writingMode);
  const turns = (way: string) => display.includes('flex') && flexDirection === `${way}-reverse`;
  const isRtl = isVertical ? writingMode.endsWith('-rl') : direction === 'rtl';
  const x = axisOf(box.x, isRtl !== turns('row'), box.outer?.x);
  const y = axisOf(box.y, turns('column'), box.outer?.y);
  const isLarge = [x, y].every(
    ({ beyond, from, to }) => beyond === 'shown' || to - from >= LEAST_BOX,
  );
  const [left, right] = box.x;
  const [top, bottom] = box.y;
  const { outer } = box;
  const isSeen = isLarge && (outer === null || isInClip({ left, right, top, bottom }, outer));
  return { x, y, isSeen };
}

function axisOf([from, to, overflow, scrolled]: Side, isReversed: boolean, outer?: Axis): Axis {
  const beyond =
    overflow === 'visible'
      ? 'shown'
      : overflow === 'clip'
        ? 'hidden'
        : isReversed
          ? 'before'
          : 'after';
  if (outer?.beyond !== 'hidden') return { beyond, from, to, scrolled };
  if (beyond === 'shown') return outer;
  return { beyond, from: Math.max(from, outer.from), to: Math.min(to, outer.to), scrolled };
}

type Rect = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

function isInClip({ left, right, top, bottom }: Rect, clip: Clip): boolean {
  return clip.isSeen && isInAxis(left, right, clip.x) && isInAxis(top, bottom, clip.y);
}

function isInAxis(start: number, end: number, { beyond, from, to, scrolled }: Axis): boolean {
  if (beyond === 'shown') return true;
  if (beyond === 'after') return end + scrolled > from;
  if (beyond === 'before') return start + scrolled < to;
  const shared = Math.min(end, to) - Math.max(start, from);
  return shared >= Math.min(LEAST_BOX, end - start);
}

/**
 * Returns a function that returns whether a text in the colour of what is around it may have
 * something else behind it: a picture, or a box beside it with another colour.
 */
function createPictureFinder(page: Document, around: (node: Node) => Element | null) {
  let looks = 0;
  let pictures: readonly DOMRect[] | null = null;
  return (text: DOMRect, element: Element, ink: Paint): boolean => {
    const x = (text.left + text.right) / 2;
    const y = (text.top + text.bottom) / 2;
    const isBehind = (rect: DOMRect) => {
      looks += 1;
      return rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom;
    };
    const isOther = (style: CSSStyleDeclaration) =>
      hasPaint(style) &&
      (style.backgroundImage !== 'none' || !isSameColour(ink, colourOf(style.backgroundColor)));
    const isBoxBehind = (node: Node) => {
      if (node === element || liveTree.typeOf(node) !== ELEMENT) return false;
      const style = getComputedStyle(node as Element);
      const isPlaced = /absolute|fixed/.test(style.position);
      return isPlaced && isOther(style) && isBehind(boxOf(node as Element));
    };
    pictures ??= [...liveTree.select(page, PICTURES)].slice(0, 1_000).map(boxOf);
    if (looks < MOST_LOOKS && pictures.some(isBehind)) return true;
    for (let at = around(element); at !== null; at = around(at)) {
      let child = liveTree.firstChildOf(at);
      for (; child !== null; child = liveTree.nextSiblingOf(child)) {
        looks += 1;
        if (looks > MOST_LOOKS) return false;
        if (isBoxBehind(child)) return true;
      }
      for (const part of ['::before', '::after']) {
        const style = getComputedStyle(at, part);
        if (!/^(?:none|normal)$/.test(style.content) && isOther(style)) return true;
      }
    }
    return false;
  };
}
