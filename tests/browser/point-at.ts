import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';

/**
 * Moves the real pointer over an element and returns once the page knows: the browser command
 * alone may return before the page has heard of the move.
 */
export async function pointAt(
  element: Element,
  position?: { readonly x: number; readonly y: number },
): Promise<void> {
  await expect
    .poll(async () => {
      await userEvent.hover(element, position === undefined ? {} : { position });
      return element.matches(':hover');
    })
    .toBe(true);
}
