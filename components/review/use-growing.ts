import { useEffect, useState } from 'preact/hooks';

/** The number of blocks that are rendered at first, and the number that each idle moment adds. */
const FIRST = 24;
const MORE = 120;

/**
 * Returns the range of blocks to render: at first the blocks around `center`, then more on both
 * sides whenever the page is idle, until all are rendered. Blocks outside of the window need no
 * layout (`content-visibility`), but to create all of them would delay the first paint.
 */
export function useGrowing(count: number, center: number): readonly [number, number] {
  const [range, setRange] = useState<readonly [number, number] | null>(null);
  const at = Math.max(center, 0);
  const first: readonly [number, number] = [
    Math.max(0, at - FIRST / 2),
    Math.min(count, at + FIRST / 2),
  ];
  // When a claim is chosen that is not rendered yet, the range starts again around that claim.
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
