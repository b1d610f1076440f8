import type { Page } from '@playwright/test';
import { type Hands, type Point, pause } from './hands';

/** Points that are tried to find a page on a screen of 1600 by 1000 pixels. */
const GRID: readonly Point[] = [700, 300, 500, 850].flatMap((y) =>
  [300, 800, 1100, 1400, 1550, 550, 950, 60].map((x) => ({ x, y })),
);

/**
 * Finds the screen position of a page's upper left corner with the pointer, because popups and side
 * panels do not tell it. @throws If the page is at none of the points.
 */
export async function originOf(page: Page, hands: Hands): Promise<Point> {
  await page.evaluate(() => {
    document.documentElement.dataset['felt'] = '';
    const feel = (event: MouseEvent) => {
      const { screenX, screenY, clientX, clientY } = event;
      document.documentElement.dataset['felt'] = `${screenX - clientX} ${screenY - clientY}`;
    };
    addEventListener('mousemove', feel, { capture: true, once: true });
  });
  for (const point of GRID) {
    await hands.moveTo(point);
    await pause(60);
    const felt = await page.evaluate(() => document.documentElement.dataset['felt'] ?? '');
    if (felt === '') continue;
    const [x = 0, y = 0] = felt.split(' ').map(Number);
    return { x, y };
  }
  throw new Error(`The pointer found no ${page.url()} on the screen.`);
}

/**
 * Returns the screen position of the middle of the first element that matches the selector and has
 * this text.
 */
async function middleOf(page: Page, hands: Hands, selector: string, words: string): Promise<Point> {
  const found = page.locator(selector).filter({ hasText: words }).first();
  await found.scrollIntoViewIfNeeded();
  const box = await found.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  const origin = await originOf(page, hands);
  return { x: origin.x + box.x, y: origin.y + box.y };
}

/** Clicks an element with the mouse of the screen. */
export async function clickOn(
  page: Page,
  hands: Hands,
  selector: string,
  words = '',
): Promise<void> {
  await hands.click(await middleOf(page, hands, selector, words));
}

/**
 * Drags over words of a page as a reader does, and returns a point in their middle.
 * @throws If the page does not contain them, or if something else was selected.
 */
export async function dragOver(page: Page, hands: Hands, words: string): Promise<Point> {
  const origin = await originOf(page, hands);
  const [from, to] = await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const start = (node.textContent ?? '').indexOf(wanted);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      node.parentElement?.scrollIntoView({ block: 'center' });
      const boxes = [...range.getClientRects()];
      const [first, last] = [boxes[0], boxes.at(-1)];
      if (first === undefined || last === undefined) break;
      return [
        { x: first.left + 1, y: first.top + first.height / 2 },
        { x: last.right - 1, y: last.top + last.height / 2 },
      ] as const;
    }
    throw new Error(`The page does not hold ${wanted}.`);
  }, words);
  const onScreen = (point: Point) => ({ x: origin.x + point.x, y: origin.y + point.y });
  await hands.drag(onScreen(from), onScreen(to));
  const selected = await page.evaluate(() => (getSelection()?.toString() ?? '').trim());
  if (selected !== words) throw new Error(`“${selected}” was selected, not “${words}”.`);
  return onScreen({ x: to.x - 12, y: to.y });
}
