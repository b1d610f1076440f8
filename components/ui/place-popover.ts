/**
 * Puts an open popover below its trigger, or above it if there is more room. Its end edge is
 * aligned with the trigger's, and it stays inside the window.
 */
export function placePopover(popover: HTMLElement, trigger: HTMLElement): void {
  const gap = 4;
  const margin = 8;
  const anchor = trigger.getBoundingClientRect();
  const box = popover.getBoundingClientRect();
  const below = window.innerHeight - anchor.bottom - gap - margin;
  const top =
    box.height <= below || below >= anchor.top - gap - margin
      ? anchor.bottom + gap
      : anchor.top - gap - box.height;
  const rightToLeft = getComputedStyle(trigger).direction === 'rtl';
  const fromStart = anchor.left + anchor.width / 2 < window.innerWidth / 2;
  const left = fromStart !== rightToLeft ? anchor.left : anchor.right - box.width;
  popover.style.top = `${clamp(top, margin, window.innerHeight - box.height - margin).toString()}px`;
  popover.style.left = `${clamp(left, margin, window.innerWidth - box.width - margin).toString()}px`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
