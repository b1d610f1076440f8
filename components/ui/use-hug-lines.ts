import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Keeps a text of several lines as wide as the longest of them, so that what follows stands
 * beside it: by itself it takes all the room that it was broken for. Where it is cut short, its
 * lines are filled instead.
 * @param text What is in the element, whose room follows the window's width.
 */
export function useHugLines(element: RefObject<HTMLElement | null>, text: string): void {
  useLayoutEffect(() => {
    const { current: lines } = element;
    if (lines === null) return;
    const hug = () => {
      lines.style.cssText = '';
      if (lines.scrollHeight > lines.clientHeight + 1) {
        lines.style.setProperty('text-wrap', 'wrap');
        return;
      }
      const range = document.createRange();
      range.selectNodeContents(lines);
      const { width } = range.getBoundingClientRect();
      lines.style.width = `${Math.ceil(width).toString()}px`;
    };
    hug();
    addEventListener('resize', hug);
    return () => removeEventListener('resize', hug);
  }, [text]);
}
