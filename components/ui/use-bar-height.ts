import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Tells the style sheets, in this property, how much of the window a bar of the page covers. */
export function useBarHeight(
  bar: RefObject<HTMLElement | null>,
  property: '--head-height' | '--bar-height' | '--keys-height' | '--foot-height',
): void {
  useLayoutEffect(() => {
    const { current: element } = bar;
    if (element === null) return;
    const { style } = document.documentElement;
    const measure = () => {
      const isSticky = getComputedStyle(element).position === 'sticky';
      style.setProperty(property, `${(isSticky ? element.offsetHeight : 0).toString()}px`);
    };
    measure();
    // A bar may need several rows. In a low window it scrolls with the list.
    const growth = new ResizeObserver(measure);
    growth.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      growth.disconnect();
      window.removeEventListener('resize', measure);
      style.removeProperty(property);
    };
  }, []);
}
