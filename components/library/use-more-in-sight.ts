import type { RefCallback } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';

/** About two screens of a side panel. */
const STEP = 24;

/**
 * Returns how much of a long list to render: a little at first, and more when its end becomes
 * visible. Attach the second value to an element after the list. Another `list` starts again.
 */
export function useMoreInSight(list: unknown, length: number): [number, RefCallback<Element>] {
  const [shown, setShown] = useState(STEP);
  const [end, setEnd] = useState<Element | null>(null);
  const ref = useCallback((element: Element | null) => setEnd(element), []);
  useEffect(() => setShown(STEP), [list]);
  useEffect(() => {
    if (end === null || shown >= length) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setShown(shown + STEP);
      },
      { rootMargin: '1200px' },
    );
    observer.observe(end);
    return () => observer.disconnect();
  }, [end, shown, length]);
  return [shown, ref];
}
