import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Makes a text of several lines as narrow as its longest line, so that the next element stands
 * beside it. A wrapped text would otherwise take the full width. If the text is cut, its lines are
 * filled instead.
 * @param text The content of the element. The available width follows the window.
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
