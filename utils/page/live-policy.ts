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

  const isOutOfFlow = (computed: CSSStyleDeclaration): boolean =>
    computed.float !== 'none' || /^(?:absolute|fixed)$/.test(computed.position);

  return {
    layoutOf(element): ElementLayout {
      const computed = styleOf(element);
      const { display } = computed;
      if (display === 'inline') return element.localName === 'svg' ? 'isolated' : 'inline';
      if (display === 'none') return 'none';
      if (SHARED.test(display)) return 'inline';
      if (APART.test(display)) return 'isolated';
      return isOutOfFlow(computed) ? 'isolated' : 'block';
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
      if (!/hidden|scroll|auto/.test(styleOf(element).overflow)) return false;
      const { offsetHeight, offsetWidth } = element as Partial<HTMLElement>;
      return offsetHeight === 0 || offsetWidth === 0;
    },
    hasFloatingFirstLetter(element) {
      return getComputedStyle(element, '::first-letter').float !== 'none';
    },
  };
}
