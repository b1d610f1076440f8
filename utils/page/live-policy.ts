import {
  type ElementLayout,
  type GeneratedContent,
  type GeneratedPart,
  isUnsearched,
  type LayoutPolicy,
  type TextStyle,
} from './layout-policy';
import { liveTree } from './live-tree';
import { nativeGetter, nativeMethod } from './native';

const offsetHeight = nativeGetter('HTMLElement', 'offsetHeight');
const boundingRect = nativeMethod('Element', 'getBoundingClientRect');
const offsetWidth = nativeGetter('HTMLElement', 'offsetWidth');

const VISIBLE: Readonly<Record<string, TextStyle>> = {
  collapse: { visible: true, whiteSpace: 'collapse' },
  preserve: { visible: true, whiteSpace: 'preserve' },
  'break-spaces': { visible: true, whiteSpace: 'preserve' },
  'preserve-breaks': { visible: true, whiteSpace: 'preserve-breaks' },
};
const COLLAPSED: TextStyle = { visible: true, whiteSpace: 'collapse' };

const HTML = 'http://www.w3.org/1999/xhtml';
const SHARED = /^(?:inline|ruby|ruby-base|ruby-text)$/;
/** Elements that have a box of their own, although their display belongs to a line. */
const WITH_OWN_BOX = /^(?:button|fieldset|svg)$/;
const OVERRIDDEN = /^(?:inline$|inline list|math|ruby|table)/;
const APART = /^(?:inline-|-webkit-inline-|math)/;
const WITH_ITEMS = /flex|grid|table(?!-c)|-box$/;
/** Matches the displays of tables, rows and row groups. `content-visibility` does not hide them. */
const TABLE = /^(?:inline-)?table(?!-c)/;
/** Matches displays to which `::first-letter` applies. Tables and flex boxes are not among them. */
const WITH_LETTER = /^(?:block|inline-block|flow-root|list-item|table-cell|table-caption)$/;

function generatedContentOf(element: Element, part: GeneratedPart): GeneratedContent {
  if (part === '::marker') {
    const { listStyleImage, listStyleType } = getComputedStyle(element);
    return listStyleType === 'none' && listStyleImage === 'none' ? 'none' : 'spaced';
  }
  const style = getComputedStyle(element, part);
  const { content } = style;
  if (content === 'none' || content === 'normal') return 'none';
  const { display } = style;
  if (display === 'none' || isOutOfFlow(style)) return 'none';
  if (APART.test(display)) return 'shown';
  if (!SHARED.test(display)) return 'line';
  if (content === '""') return 'none';
  return /\s"$/.test(content) ? 'spaced' : 'shown';
}

function isOutOfFlow({ float, position }: CSSStyleDeclaration): boolean {
  return float !== 'none' || position === 'absolute' || position === 'fixed';
}

function isVertical({ writingMode }: CSSStyleDeclaration): boolean {
  return writingMode !== 'horizontal-tb' && writingMode.startsWith('vertical');
}

/**
 * The policy for a page with layout. It reads computed styles, as few as possible. It does not use
 * `checkVisibility()`, which is false for a closed `details` and for `hidden="until-found"`;
 * browsers search both.
 */
export function createLivePolicy(): LayoutPolicy<Element> {
  let styled: Element | null = null;
  let style: CSSStyleDeclaration | null = null;
  const styleOf = (element: Element): CSSStyleDeclaration => {
    if (styled === element && style !== null) return style;
    styled = element;
    style = getComputedStyle(element);
    return style;
  };

  const displayOf = (element: Element): string => {
    const { display } = styleOf(element);
    if (!OVERRIDDEN.test(display)) return display;
    const localName = liveTree.nameOf(element);
    const hasOwnBox = WITH_OWN_BOX.test(localName);
    const isReplaced =
      !display.startsWith('table-column') && isUnsearched(liveTree, element, localName);
    if (!hasOwnBox && !isReplaced) return display;
    if (/^(?:table|ruby-text)/.test(display)) return 'block';
    return hasOwnBox ? 'inline-block' : display;
  };

  return {
    layoutOf(element): ElementLayout {
      const display = displayOf(element);
      if (display === 'block') return 'block';
      if (display === 'inline') return 'inline';
      // A node without an assigned slot has no computed style.
      if (display === 'none' || display === '') return 'none';
      if (display === 'contents') return 'contents';
      if (SHARED.test(display)) return 'inline';
      if (display === 'inline list-item') return 'marked';
      return APART.test(display) ? 'isolated' : 'block';
    },
    isOutOfFlow: (element) => isOutOfFlow(styleOf(element)),
    hasItems: (element) => WITH_ITEMS.test(displayOf(element)),
    isTable: (element) => TABLE.test(displayOf(element)),
    isTablePart: (element) => displayOf(element).startsWith('table-'),
    generatedContentOf,
    textStyleOf(element) {
      const computed = styleOf(element);
      const style = VISIBLE[computed.getPropertyValue('white-space-collapse')] ?? COLLAPSED;
      if (computed.visibility !== 'visible') return { ...style, visible: false };
      if (isVertical(computed) && computed.getPropertyValue('text-combine-upright') === 'all') {
        return { ...style, isCombined: true };
      }
      return style;
    },
    isContentSearched(element) {
      const computed = styleOf(element);
      const display = displayOf(element);
      if (display.startsWith('table-column')) return false;
      return (
        TABLE.test(display) ||
        computed.getPropertyValue('content-visibility') !== 'hidden' ||
        liveTree.attributeOf(element, 'hidden')?.toLowerCase() === 'until-found'
      );
    },
    isClipped(element) {
      // Browsers ignore `overflow: clip` here.
      const { overflow } = styleOf(element);
      if (overflow === 'visible' || !/hidden|scroll|auto/.test(overflow)) return false;
      if (liveTree.namespaceOf(element) !== HTML) {
        if (!/^(?:foreignObject|math)$/.test(liveTree.nameOf(element))) return false;
        const { height, width } = boundingRect.call(element);
        return height === 0 || width === 0;
      }
      const box = element as HTMLElement;
      return offsetHeight.call(box) === 0 || offsetWidth.call(box) === 0;
    },
    escapesClip(element) {
      const { position } = styleOf(element);
      return position === 'absolute' || position === 'fixed';
    },
    hasFloatingFirstLetter(element) {
      const { float } = getComputedStyle(element, '::first-letter');
      return float !== 'none' && WITH_LETTER.test(styleOf(element).display);
    },
  };
}
