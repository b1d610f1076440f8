import { expect, test } from 'vitest';
import { focusAfterDrawing, focusStayed } from '@/components/ui/focus';

/** Replaces the content of the page with a button for each name. */
function buttons(...names: string[]): HTMLElement[] {
  document.body.replaceChildren(
    ...names.map((name) => {
      const button = document.createElement('button');
      button.setAttribute('data-focus', name);
      button.append(name);
      return button;
    }),
  );
  return [...document.body.querySelectorAll('button')];
}

const frames = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await new Promise(requestAnimationFrame);
};

const focused = () => document.activeElement?.getAttribute('data-focus');

test('the element that an act names gets the focus after the next drawing', async () => {
  buttons('back', 'next');
  focusAfterDrawing(['gone', 'next']);
  await expect.poll(focused).toBe('next');
});

test('a menu that closes at the same time does not keep the focus', async () => {
  const [opener] = buttons('opener', 'next');
  focusAfterDrawing(['next']);
  opener?.focus();
  await expect.poll(focused).toBe('next');
});

test('the focus stays where the user moved it by a key before the drawing', async () => {
  const [chosen] = buttons('chosen', 'back');
  focusAfterDrawing(['back']);
  chosen?.focus();
  chosen?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));
  await frames(4);
  expect(focused()).toBe('chosen');
});

test('the focus stays where the user moved it by a click before the drawing', async () => {
  const [chosen] = buttons('chosen', 'back');
  focusAfterDrawing(['back']);
  chosen?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  chosen?.focus();
  await frames(4);
  expect(focused()).toBe('chosen');
});

test('a key pressed while no element has the focus does not stop the focus', async () => {
  buttons('next');
  focusAfterDrawing(['next']);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Alt', bubbles: true }));
  await expect.poll(focused).toBe('next');
});

test('an element that is drawn later gets the focus then', async () => {
  buttons('first');
  focusAfterDrawing(['late']);
  await frames(5);
  const late = document.createElement('button');
  late.setAttribute('data-focus', 'late');
  document.body.append(late);
  await expect.poll(focused).toBe('late');
});

test('tells whether the focus is still on the same element, or on none', async () => {
  const [first, second] = buttons('first', 'second');
  first?.focus();
  const before = document.activeElement;
  expect(focusStayed(before)).toBe(true);
  second?.focus();
  expect(focusStayed(before)).toBe(false);
  second?.remove();
  expect(focusStayed(before)).toBe(true);
});
