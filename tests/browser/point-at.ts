import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';

/**
 * Moves the real pointer over an element and returns after the page got the event: the browser
 * command alone may return before the event.
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
