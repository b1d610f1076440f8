/**
 * Restores the focus after a deletion or a move. Elements have names in `data-focus`, and an action
 * names the element that gets the focus after the next rendering.
 */
export function focusByKey(
  key: string,
  within: ParentNode = document,
  options: FocusOptions = {},
): boolean {
  const target = within.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`);
  if (target !== null) giveFocus(target, options);
  return target !== null;
}

/**
 * Gives an element the focus. If the element is in a bar that is always in view, the page does not
 * scroll. The browser would scroll, because the bar is inside the scroll padding.
 */
export function giveFocus(element: HTMLElement, options: FocusOptions = {}): void {
  element.focus(isInBar(element) ? { ...options, preventScroll: true } : options);
}

function isInBar(element: Element): boolean {
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    if (getComputedStyle(each).position === 'sticky') return true;
  }
  return false;
}

/** The number of frames in which the named element may still appear: about one second. */
const LONGEST_WAIT = 60;

/**
 * Text fields. Check boxes are not included, because a dialog that closes returns the focus to
 * them.
 */
export const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, [contenteditable]';

/**
 * Gives the focus to the first of these names that is on the page after the next rendering. If none
 * is there yet, for example because a report is still opening, it waits for a short time, unless
 * the focus moves in the meantime.
 *
 * It leaves the focus alone if the user has moved it since the call, into a field or by a key or a
 * click. Otherwise the user's next key would act on another element than the one that they chose.
 */
export function focusAfterDrawing(keys: readonly string[], options?: FocusOptions): void {
  let before = document.activeElement;
  let pressed = false;
  const listening = new AbortController();
  for (const type of ['keydown', 'pointerdown']) {
    const { signal } = listening;
    document.addEventListener(type, () => (pressed = true), { capture: true, signal });
  }
  const attempt = (frame: number) => {
    const { activeElement } = document;
    const stays = focusStayed(before);
    // When a menu or a dialog closes, it moves the focus before the first frame.
    const left = !stays && (frame > 0 || pressed || activeElement?.matches(FIELDS) === true);
    if (left || keys.some((key) => focusByKey(key, document, options)) || frame === LONGEST_WAIT) {
      return listening.abort();
    }
    before = activeElement;
    requestAnimationFrame(() => attempt(frame + 1));
  };
  requestAnimationFrame(() => requestAnimationFrame(() => attempt(0)));
}

/** Returns whether the focus is still on the element that had it before an act, or on none. */
export function focusStayed(before: Element | null): boolean {
  const { activeElement } = document;
  return activeElement === before || activeElement === document.body;
}
