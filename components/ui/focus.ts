/**
 * Focus that survives a delete or a move: elements carry `data-focus` names, and an act
 * names the one that should have the focus once the page has been drawn again.
 */
export function focusByKey(key: string, within: ParentNode = document): boolean {
  const target = within.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`);
  target?.focus();
  return target !== null && target !== undefined;
}

/** Gives the focus to the first of these names that is on the page after the next drawing. */
export function focusAfterDrawing(keys: readonly string[]): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      keys.some((key) => focusByKey(key));
    });
  });
}
