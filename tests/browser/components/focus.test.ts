import { expect, test } from 'vitest';
import { focusAfterDrawing, focusStayed } from '@/components/ui/focus';

/** A button for each name, in the page; removed with the page's next test. */
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

test('what an act names has the focus after the next drawing', async () => {
  buttons('back', 'next');
  focusAfterDrawing(['gone', 'next']);
  await expect.poll(focused).toBe('next');
});

test('what closes in the same moment and gives the focus back does not keep it', async () => {
  const [opener] = buttons('opener', 'next');
  focusAfterDrawing(['next']);
  opener?.focus();
  await expect.poll(focused).toBe('next');
});

test('who goes elsewhere by key before the drawing stays there', async () => {
  const [chosen] = buttons('chosen', 'back');
  focusAfterDrawing(['back']);
  chosen?.focus();
  chosen?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));
  await frames(4);
  expect(focused()).toBe('chosen');
});

test('who goes elsewhere by a click before the drawing stays there', async () => {
  const [chosen] = buttons('chosen', 'back');
  focusAfterDrawing(['back']);
  chosen?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  chosen?.focus();
  await frames(4);
  expect(focused()).toBe('chosen');
});

test('a key pressed while nothing has the focus does not keep it away', async () => {
  buttons('next');
  focusAfterDrawing(['next']);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Alt', bubbles: true }));
  await expect.poll(focused).toBe('next');
});

test('what is drawn later gets the focus then, unless it went elsewhere', async () => {
  buttons('first');
  focusAfterDrawing(['late']);
  await frames(5);
  const late = document.createElement('button');
  late.setAttribute('data-focus', 'late');
  document.body.append(late);
  await expect.poll(focused).toBe('late');
});

test('the focus has stayed where it was, or is nowhere', async () => {
  const [first, second] = buttons('first', 'second');
  first?.focus();
  const before = document.activeElement;
  expect(focusStayed(before)).toBe(true);
  second?.focus();
  expect(focusStayed(before)).toBe(false);
  second?.remove();
  expect(focusStayed(before)).toBe(true);
});
