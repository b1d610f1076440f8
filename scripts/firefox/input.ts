import type { Marionette } from './marionette';

/**
 * Keys without a character, in the notation of WebDriver.
 * https://www.w3.org/TR/webdriver2/#keyboard-actions
 */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

/** A point in the page's view, in CSS pixels. */
export interface ViewPoint {
  readonly x: number;
  readonly y: number;
}

/** Presses keys together, and releases them in reverse order. */
export async function pressKeys(marionette: Marionette, keys: readonly string[]): Promise<void> {
  const values = keys.map((key) => KEYS[key] ?? key);
  await perform(marionette, {
    type: 'key',
    id: 'keyboard',
    actions: [
      ...values.map((value) => ({ type: 'keyDown', value })),
      ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
    ],
  });
}

export async function typeText(marionette: Marionette, text: string): Promise<void> {
  await perform(marionette, {
    type: 'key',
    id: 'keyboard',
    actions: [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]),
  });
}

/** Presses the mouse button at one point, moves in steps, and releases it at another. */
export async function dragBetween(
  marionette: Marionette,
  from: ViewPoint,
  to: ViewPoint,
): Promise<void> {
  const move = ({ x, y }: ViewPoint) => ({
    type: 'pointerMove',
    x: Math.round(x),
    y: Math.round(y),
    duration: 50,
  });
  const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  await perform(marionette, {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      move(from),
      { type: 'pointerDown', button: 0 },
      move({ x: from.x + 5, y: from.y + 5 }),
      move(half),
      move(to),
      // The page learns about the last move before the button is released.
      move({ x: to.x + 1, y: to.y }),
      { type: 'pause', duration: 200 },
      { type: 'pointerUp', button: 0 },
    ],
  });
}

function perform(marionette: Marionette, source: Record<string, unknown>): Promise<unknown> {
  return marionette.send('WebDriver:PerformActions', { actions: [source] });
}
