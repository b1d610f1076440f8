import { useEffect, useState } from 'preact/hooks';

/** How many blocks are drawn at first, and how many more each time the page is idle. */
const FIRST = 24;
const MORE = 120;

/**
 * Which of many blocks are drawn: at first those around `center`, then more on both sides as the
 * page has time, until all are. What lies outside of the window costs no layout
 * (`content-visibility`), but making it would keep the page from its first drawing.
 */
export function useGrowing(count: number, center: number): readonly [number, number] {
  const [range, setRange] = useState<readonly [number, number] | null>(null);
  const at = Math.max(center, 0);
  const first: readonly [number, number] = [
    Math.max(0, at - FIRST / 2),
    Math.min(count, at + FIRST / 2),
  ];
  // A claim was chosen that is not drawn yet: the window opens there anew.
  const covers = range !== null && (center < 0 || (center >= range[0] && center < range[1]));
  const now = covers ? range : first;
  const [from, to] = now;

  useEffect(() => {
    if (from === 0 && to >= count) return;
    const grow = () =>
      setRange([Math.max(0, from - MORE / 2), Math.min(count, to + MORE / (from === 0 ? 1 : 2))]);
    const handle = requestIdleCallback(grow, { timeout: 500 });
    return () => cancelIdleCallback(handle);
  }, [from, to, count]);
  return [from, Math.min(to, count)];
}
