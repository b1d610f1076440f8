import './catalogue';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Button, IconButton } from '../../../components/ui/Button';
import { Sheet } from '../../../components/ui/Sheet';
import { drawn, show } from './stage';

/** Like an import with hundreds of repairs: each row has a label that only screen readers read. */
function showLongSheet(): void {
  show(
    <Sheet
      title="What was read from a report with a rather long name"
      subtitle="veille-ia-2025-03.md"
      step="review"
      tools={<IconButton icon="undo" label="Undo" onClick={() => undefined} />}
      onClose={() => undefined}
      foot={
        <>
          <p class="grow" role="alert">
            Leave without importing? Your choices are lost.
          </p>
          <Button onClick={() => undefined}>Skip this file</Button>
          <Button onClick={() => undefined}>Cancel</Button>
          <Button look="primary" onClick={() => undefined}>
            Import
          </Button>
        </>
      }
    >
      <ul>
        {Array.from({ length: 300 }, (_, at) => (
          <li key={at}>
            <span class="visually-hidden">Added:</span> A repaired place with a sentence around it.{' '}
            <Button onClick={() => undefined}>Keep the original</Button>
          </li>
        ))}
      </ul>
    </Sheet>,
  );
}

const dialog = () => document.querySelector('dialog')!;
const isInView = (element: Element) => {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const slack = 0.5;
  return (
    top >= -slack && left >= -slack && bottom <= innerHeight + slack && right <= innerWidth + slack
  );
};
/** Returns whether the middle of an element is what a click there meets. */
const isOnTop = (element: Element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const met = document.elementFromPoint(x + width / 2, y + height / 2);
  return met !== null && element.contains(met);
};

/** Windows in CSS pixels; at 200 % a window of 640 × 800 has 320 × 400 of them. */
const WINDOWS: readonly (readonly [name: string, width: number, height: number])[] = [
  ['a common window', 1280, 825],
  ['a side panel', 400, 900],
  ['the smallest panel', 320, 400],
  ['a window of 1920 × 940 at 200 %', 960, 470],
  ['a window of 1280 × 800 at 200 %', 640, 400],
];

afterEach(() => page.viewport(414, 896));

test.each(WINDOWS)('keeps its head and its buttons in view in %s', async (_, width, height) => {
  await page.viewport(width, height);
  showLongSheet();
  await drawn();
  const body = dialog().querySelector<HTMLElement>('.sheet-body')!;
  const buttons = [...dialog().querySelectorAll('.sheet-foot button')];
  const close = dialog().querySelector('[aria-label="Close"]')!;
  const expectWhole = () => {
    expect(dialog().scrollHeight).toBeLessThanOrEqual(dialog().clientHeight);
    expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(innerHeight);
    for (const each of [close, ...buttons]) {
      expect(isInView(each), each.outerHTML).toBe(true);
      expect(isOnTop(each), each.outerHTML).toBe(true);
    }
  };
  expectWhole();
  expect(body.clientHeight).toBeGreaterThan(0.4 * height);
  // Everything that could scroll is scrolled to its end.
  dialog().scrollTop = 100_000;
  body.scrollTop = 100_000;
  await drawn();
  expect(dialog().scrollTop).toBe(0);
  expectWhole();
  const last = body.querySelector('li:last-child button')!;
  expect(isInView(last)).toBe(true);
  expect(isOnTop(last)).toBe(true);
});

test('in a window too low for bars, the sheet scrolls and its buttons stay', async () => {
  await page.viewport(320, 256);
  showLongSheet();
  await drawn();
  const last = dialog().querySelector('li:last-child button')!;
  last.scrollIntoView({ block: 'end' });
  await drawn();
  expect(isOnTop(last)).toBe(true);
  const confirm = dialog().querySelector('.sheet-foot .button-primary')!;
  expect(isInView(confirm)).toBe(true);
  expect(isOnTop(confirm)).toBe(true);
  // Nothing follows the foot.
  dialog().scrollTop = 1_000_000;
  const foot = dialog().querySelector('.sheet-foot')!.getBoundingClientRect();
  expect(Math.abs(foot.bottom - dialog().getBoundingClientRect().bottom)).toBeLessThan(1);
});

test('keys scroll the content while the title or a button outside of it has the focus', async () => {
  await page.viewport(640, 400);
  showLongSheet();
  await drawn();
  const body = document.querySelector('.sheet-body')!;
  expect(document.activeElement?.className).toBe('sheet-title');
  await userEvent.keyboard('{PageDown}');
  await expect.poll(() => body.scrollTop).toBeGreaterThan(100);
  await userEvent.keyboard('{Tab}{End}');
  await expect
    .poll(() => body.scrollTop + body.clientHeight)
    .toBeGreaterThanOrEqual(body.scrollHeight - 1);
  await userEvent.keyboard('{Home}');
  await expect.poll(() => body.scrollTop).toBe(0);
});
