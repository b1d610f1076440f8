/**
 * The distance from the bars at which the page begins to scroll, and the most that it scrolls in a
 * frame; in pixels.
 */
const REACH = 56;
const FASTEST = 14;

/**
 * Returns the pixels to scroll in the next frame. `top` and `bottom` are the edges of the area
 * between the bars.
 */
export function scrollStep(y: number, top: number, bottom: number): number {
  const over = y < top + REACH ? y - (top + REACH) : Math.max(0, y - (bottom - REACH));
  return Math.max(-FASTEST, Math.min(FASTEST, (over / REACH) * FASTEST));
}

/**
 * Scrolls the page while an item is held near the panel's bars, until the returned function is
 * called.
 */
export function followEdges(pointerY: () => number | null): () => void {
  let frame = requestAnimationFrame(function move() {
    const y = pointerY();
    if (y !== null) {
      const { top, bottom } = freeSpace();
      const step = scrollStep(y, top, bottom);
      if (step !== 0) scrollBy(0, step);
    }
    frame = requestAnimationFrame(move);
  });
  return () => cancelAnimationFrame(frame);
}

/** The bars stick to the window's edges, except in low windows. */
function freeSpace(): { readonly top: number; readonly bottom: number } {
  const header = document.querySelector('.panel-header')?.getBoundingClientRect();
  const footer = document.querySelector('.panel-footer')?.getBoundingClientRect();
  const top = header === undefined || header.top !== 0 ? 0 : header.bottom;
  const sticks = footer !== undefined && Math.abs(footer.bottom - innerHeight) < 1;
  return { top, bottom: sticks ? footer.top : innerHeight };
}
