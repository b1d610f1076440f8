import type { ElementLayout, LayoutPolicy, TextStyle } from './layout-policy';

const VISIBLE: Readonly<Record<string, TextStyle>> = {
  collapse: { visible: true, whiteSpace: 'collapse' },
  preserve: { visible: true, whiteSpace: 'preserve' },
  'break-spaces': { visible: true, whiteSpace: 'preserve' },
  'preserve-breaks': { visible: true, whiteSpace: 'preserve-breaks' },
};
const COLLAPSED: TextStyle = { visible: true, whiteSpace: 'collapse' };
const HIDDEN: TextStyle = { visible: false, whiteSpace: 'collapse' };

const SHARED = /^(?:inline|contents|ruby|ruby-base|ruby-text)$/;
const APART = /^(?:inline-|-webkit-inline-|inline |math)/;

/**
 * The policy of a page that is laid out: computed styles, read as little as possible.
 * Not `checkVisibility()`, which is false for a closed `details` and for
 * `hidden="until-found"`, both of which browsers search.
 */
export function createLivePolicy(): LayoutPolicy {
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
      if (display === 'inline') return element.localName === 'svg' ? 'isolated' : 'inline';
      if (display === 'none') return 'none';
      if (SHARED.test(display)) return 'inline';
      return APART.test(display) ? 'isolated' : 'block';
    },
    isOutOfFlow(element) {
      const { float, position } = styleOf(element);
      return float !== 'none' || position === 'absolute' || position === 'fixed';
    },
    textStyleOf(element) {
      const computed = styleOf(element);
      if (computed.visibility !== 'visible') return HIDDEN;
      return VISIBLE[computed.getPropertyValue('white-space-collapse')] ?? COLLAPSED;
    },
    isContentSearched(element) {
      return (
        styleOf(element).getPropertyValue('content-visibility') !== 'hidden' ||
        element.getAttribute('hidden')?.toLowerCase() === 'until-found'
      );
    },
    isClipped(element) {
      // `overflow: clip` is not taken into account by browsers here.
      const { overflow } = styleOf(element);
      if (overflow === 'visible' || !/hidden|scroll|auto/.test(overflow)) return false;
      const { offsetHeight, offsetWidth } = element as Partial<HTMLElement>;
      return offsetHeight === 0 || offsetWidth === 0;
    },
    hasFloatingFirstLetter(element) {
      return getComputedStyle(element, '::first-letter').float !== 'none';
    },
  };
}
