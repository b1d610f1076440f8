import {
  type ElementLayout,
  type GeneratedContent,
  type GeneratedPart,
  HTML_NAMESPACE,
  isUntilFound,
  type LayoutPolicy,
} from './layout-policy';
import { createRange, documentOf } from './live-page';
import { liveTree } from './live-tree';
import { nativeGetter, nativeMethod } from './native';
import { parentElementOf } from './page-tree';

const offsetHeight = nativeGetter('HTMLElement', 'offsetHeight');
const boundingRect = nativeMethod('Element', 'getBoundingClientRect');
const innerText = nativeGetter('HTMLElement', 'innerText');
const offsetWidth = nativeGetter('HTMLElement', 'offsetWidth');

const SHARED = /^(?:inline|ruby|ruby-text)$/;
/** Elements that have a box of their own, although their display belongs to a line. */
const WITH_OWN_BOX = /^(?:button|fieldset|svg)$/;
/** Elements whose content is not a part of the page. */
const REPLACED = /^(?:audio|canvas|embed|iframe|img|progress|select|video)$/;
const OVERRIDDEN = /^(?:inline(?!-)|math|ruby|block ruby|table)/;
const APART = /^(?:(?:-webkit-)?inline-|math)/;
const WITH_ITEMS = /flex|grid|table(?!-c)|-box$/;
/** Matches the displays of tables, rows and row groups. */
const TABLE = /^(?:inline-)?table(?!-c)/;
/** Matches the displays whose content `content-visibility` does not hide. */
const NEVER_CLOSED = /^(?:inline(?!-)|contents|ruby|(?:inline-)?table(?!-c[eo]))/;
/** Selects elements that are one box in a line also with `display: inline`. */
const ONE_BOX = 'audio, canvas, embed, iframe, img, input, object[data], progress, select, video';
/** Matches the displays that `overflow` does not clip. */
const NEVER_CLIPPED = /^(?:inline$|contents|table-[^c]|table-co)/;
/** Matches displays to which `::first-letter` applies. Tables and flex boxes are not among them. */
const WITH_LETTER = /^(?:block|inline-block|flow-root|list-item|table-c(?:ell|aption))$/;

function generatedContentOf(element: Element, part: GeneratedPart): GeneratedContent {
  if (part === '::marker') {
    const { listStyleImage, listStyleType } = getComputedStyle(element);
    // Only `none` is a value of both.
    return listStyleType === listStyleImage ? 'none' : 'spaced';
  }
  const style = getComputedStyle(element, part);
  const { content } = style;
  const { display } = style;
  if (/^no(?:ne|rmal)$/.test(content) || display === 'none' || isOutOfFlow(style)) return 'none';
  if (APART.test(display)) return 'shown';
  if (!SHARED.test(display)) return 'line';
  if (content === '""') return 'none';
  if (content === '"\u200b"') return 'break';
  return /\s"$/.test(content) ? 'spaced' : 'shown';
}

function isPositioned({ position }: CSSStyleDeclaration): boolean {
  // Of all values, only `absolute` and `fixed` begin with these letters.
  return /^[af]/.test(position);
}

function isOutOfFlow(style: CSSStyleDeclaration): boolean {
  return style.float !== 'none' || isPositioned(style);
}

function isImageButton(element: Element, localName: string): boolean {
  return localName === 'input' && liveTree.attributeOf(element, 'type')?.toLowerCase() === 'image';
}

/**
 * Returns whether an image button shows an image. No property of the button tells, but an image
 * with the same address that is already loaded is complete at once. Without an address, it requests
 * nothing later.
 */
function showsImage(button: Element): boolean {
  const address = liveTree.attributeOf(button, 'src');
  if (!address) return false;
  const image = new Image();
  image.src = address;
  const { complete } = image;
  image.src = '';
  return complete;
}

/** Returns whether an element is in a line of ruby. Looks at a few elements around it. */
function isInRuby(element: Element): boolean {
  let around = parentElementOf(liveTree, element);
  for (let depth = 0; around !== null && depth < 20; depth++) {
    const { display } = getComputedStyle(around);
    if (display.includes('ruby')) return true;
    if (!/^(?:inline|contents)$/.test(display)) return false;
    around = parentElementOf(liveTree, around);
  }
  return false;
}

/**
 * The policy for a page with layout. It reads computed styles, as few as possible. It does not use
 * `checkVisibility()`, which is false for a closed `details` and for `hidden="until-found"`;
 * browsers search both.
 */
export function createLivePolicy(): LayoutPolicy<Element> {
  /** The element that was asked for last, with its style and, once it is read, its display. */
  let styled: Element | null = null;
  let style: CSSStyleDeclaration | null = null;
  let shownAs: string | null = null;
  const styleOf = (element: Element): CSSStyleDeclaration => {
    if (styled === element && style !== null) return style;
    styled = element;
    shownAs = null;
    style = getComputedStyle(element);
    return style;
  };

  const displayOf = (element: Element): string => {
    const computed = styleOf(element);
    shownAs ??= readDisplay(element, computed);
    return shownAs;
  };

  const readDisplay = (element: Element, { display }: CSSStyleDeclaration): string => {
    if (!OVERRIDDEN.test(display)) return display;
    const localName = liveTree.nameOf(element);
    const hasOwnBox = WITH_OWN_BOX.test(localName);
    const isReplaced = isImageButton(element, localName) || REPLACED.test(localName);
    if (!hasOwnBox && !isReplaced) return display;
    if (localName === 'input') {
      if (display.startsWith('table-column')) return display;
      // A row of a table shows the text of an image button that has no image.
      if (/^table-[fhr]/.test(display) && !showsImage(element)) return display;
    }
    if (/^(?:table|ruby-text|block)/.test(display)) {
      if (!isInRuby(element)) return 'block';
      return hasOwnBox ? 'inline-block' : 'inline';
    }
    return hasOwnBox ? 'inline-block' : display;
  };

  const isContentHidden = (element: Element): boolean =>
    styleOf(element).getPropertyValue('content-visibility') === 'hidden' &&
    (!NEVER_CLOSED.test(displayOf(element)) || liveTree.matches(element, ONE_BOX));

  return {
    layoutOf(element): ElementLayout {
      const display = displayOf(element);
      if (/^(?:block|contents|inline|none)$/.test(display)) return display as ElementLayout;
      // A node without an assigned slot has no computed style.
      if (display === '') return 'none';
      if (SHARED.test(display)) return 'inline';
      if (display === 'inline list-item') return 'marked';
      return APART.test(display) ? 'isolated' : 'block';
    },
    isOutOfFlow: (element) => isOutOfFlow(styleOf(element)),
    hasItems: (element) => WITH_ITEMS.test(displayOf(element)),
    isWrapped(container, element) {
      const display = displayOf(container);
      const part = displayOf(element);
      if (display.startsWith('-webkit-')) return /inline|table-|^ruby/.test(part);
      if (!TABLE.test(display)) return false;
      if (display === 'table-row') return part !== 'table-cell';
      const parts = display.startsWith('table-') ? /^table-(?:row|cell)$/ : /^table-/;
      return !parts.test(part);
    },
    isTablePart: (element) => displayOf(element).startsWith('table-'),
    hasEdges(element) {
      const display = displayOf(element);
      const hasDirection = styleOf(element).unicodeBidi !== 'normal' && display !== 'contents';
      return hasDirection || display.includes('ruby');
    },
    isRuby: (element) => displayOf(element).includes('ruby'),
    generatedContentOf,
    textStyleOf(element) {
      const computed = styleOf(element);
      const of = (property: string) => computed.getPropertyValue(property);
      const space = of('white-space-collapse');
      const kept = /^(?:preserve|break-spaces)$/.test(space) ? 'preserve' : 'collapse';
      return {
        visible: of('visibility') === 'visible',
        whiteSpace: space === 'preserve-breaks' ? space : kept,
        isCombined:
          of('text-combine-upright') === 'all' && of('writing-mode').startsWith('vertical'),
      };
    },
    rendersSpace(text) {
      const node = text as Node;
      const parent = parentElementOf(liveTree, node);
      if (parent === null || liveTree.namespaceOf(parent) !== HTML_NAMESPACE) return true;
      const range = createRange(documentOf(node));
      range.selectNode(node);
      // White space at the end of a line has no place, but it is rendered.
      return range.getClientRects().length > 0 || /^\s/.test(innerText.call(parent as HTMLElement));
    },
    isContentSearched(element) {
      const display = displayOf(element);
      // A column of a table is not rendered. Only a field for files shows what the browser provides.
      if (display.startsWith('table-column')) return liveTree.matches(element, '[type=file i]');
      return !isContentHidden(element) || isUntilFound(liveTree, element);
    },
    isContentHidden,
    showsImage,
    isClipped(element) {
      // Browsers ignore `overflow: clip` here. The other axis scrolls or is hidden too.
      const { overflowX } = styleOf(element);
      if (!/hidden|scroll|auto/.test(overflowX)) return false;
      if (NEVER_CLIPPED.test(displayOf(element))) return false;
      if (liveTree.namespaceOf(element) !== HTML_NAMESPACE) {
        if (!/^(?:foreignObject|math)$/.test(liveTree.nameOf(element))) return false;
        const { height, width } = boundingRect.call(element);
        return !(height && width);
      }
      const box = element as HTMLElement;
      return !(offsetHeight.call(box) && offsetWidth.call(box));
    },
    escapesClip: (element) => isPositioned(styleOf(element)),
    hasFloatingFirstLetter(element) {
      const { float } = getComputedStyle(element, '::first-letter');
      return float !== 'none' && WITH_LETTER.test(styleOf(element).display);
    },
  };
}
