/**
 * Focus that survives a delete or a move: elements carry `data-focus` names, and an act
 * names the one that should have the focus once the page has been drawn again.
 */
export function focusByKey(key: string, within: ParentNode = document): boolean {
  const target = within.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`);
  target?.focus();
  return target !== null && target !== undefined;
}

/** Frames in which what is named may still be drawn: a second, where nothing holds up the page. */
const LONGEST_WAIT = 60;

/** What is typed into. A box goes without: a dialog that closes gives it the focus back. */
const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, [contenteditable]';

/**
 * Gives the focus to the first of these names that is on the page after the next drawing. Where
 * none is there yet, as of a report that is still being opened, it waits a little, unless the
 * focus goes elsewhere in the meantime. It is never taken from a field that somebody has gone to
 * since: the rest of what they type would be keys of the page.
 */
export function focusAfterDrawing(keys: readonly string[]): void {
  let before = document.activeElement;
  const attempt = (frame: number) => {
    const { activeElement } = document;
    const stays = activeElement === before || activeElement === document.body;
    if (!stays && (frame > 0 || activeElement?.matches(FIELDS) === true)) return;
    if (keys.some((key) => focusByKey(key)) || frame === LONGEST_WAIT) return;
    before = activeElement;
    requestAnimationFrame(() => attempt(frame + 1));
  };
  requestAnimationFrame(() => requestAnimationFrame(() => attempt(0)));
}
