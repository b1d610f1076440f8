import type { ElementLayout, GeneratedPart, LayoutPolicy, TextStyle } from './layout-policy';
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
const HIDDEN: TextStyle = { visible: false, whiteSpace: 'collapse' };

const HTML = 'http://www.w3.org/1999/xhtml';
const SHARED = /^(?:inline|inline list-item|ruby|ruby-base|ruby-text)$/;
const APART = /^(?:inline-|-webkit-inline-|math)/;
const WITH_ITEMS = /flex|grid|table(?!-c)|-box$/;

/**
 * Whether CSS generates inline content there. Ignores content that ends with white space, because
 * this white space collapses with the text that follows.
 */
function showsContent(element: Element, part: GeneratedPart): boolean {
  const { content, display } = getComputedStyle(element, part);
  if (content === 'none' || content === 'normal') return false;
  return APART.test(display) || (display === 'inline' && !/(?:^"|\s)"$/.test(content));
}

/**
 * The policy of a page that is laid out: computed styles, read as little as possible.
 * Not `checkVisibility()`, which is false for a closed `details` and for
 * `hidden="until-found"`, both of which browsers search.
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

  return {
    layoutOf(element): ElementLayout {
      const { display } = styleOf(element);
      if (display === 'block') return 'block';
      if (display === 'inline') return liveTree.nameOf(element) === 'svg' ? 'isolated' : 'inline';
      // A node that is assigned to no slot has no computed style.
      if (display === 'none' || display === '') return 'none';
      if (display === 'contents') return 'contents';
      if (SHARED.test(display)) return 'inline';
      return APART.test(display) ? 'isolated' : 'block';
    },
    isOutOfFlow(element) {
      const { float, position } = styleOf(element);
      return float !== 'none' || position === 'absolute' || position === 'fixed';
    },
    hasItems: (element) => WITH_ITEMS.test(styleOf(element).display),
    isTablePart: (element) => styleOf(element).display.startsWith('table-'),
    showsContent,
    textStyleOf(element) {
      const computed = styleOf(element);
      if (computed.visibility !== 'visible') return HIDDEN;
      return VISIBLE[computed.getPropertyValue('white-space-collapse')] ?? COLLAPSED;
    },
    isContentSearched(element) {
      const computed = styleOf(element);
      if (computed.display.startsWith('table-column')) return false;
      return (
        computed.getPropertyValue('content-visibility') !== 'hidden' ||
        liveTree.attributeOf(element, 'hidden')?.toLowerCase() === 'until-found'
      );
    },
    isClipped(element) {
      // `overflow: clip` is not taken into account by browsers here.
      const { overflow } = styleOf(element);
      if (overflow === 'visible' || !/hidden|scroll|auto/.test(overflow)) return false;
      if (liveTree.namespaceOf(element) !== HTML) {
        if (liveTree.nameOf(element) !== 'foreignObject') return false;
        const { height, width } = boundingRect.call(element);
        return height === 0 || width === 0;
      }
      const box = element as HTMLElement;
      return offsetHeight.call(box) === 0 || offsetWidth.call(box) === 0;
    },
    hasFloatingFirstLetter(element) {
      return getComputedStyle(element, '::first-letter').float !== 'none';
    },
  };
}
