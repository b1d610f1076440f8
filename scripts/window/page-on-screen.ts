import type { Page } from '@playwright/test';
import { type Hands, type Point, pause } from './hands';

/** Points of the screen that are tried for a page, of 1600 by 1000 pixels. */
const GRID: readonly Point[] = [700, 300, 500, 850].flatMap((y) =>
  [300, 800, 1100, 1400, 1550, 550, 950, 60].map((x) => ({ x, y })),
);

/**
 * Where a page's upper left stands on the screen, felt with the pointer: neither popups nor side
 * panels tell. @throws where no point of the screen is the page's.
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

/** The middle of the first element that the selector finds whose words are these, on the screen. */
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
 * Drags over words of a page as a reader does, and gives a point in the middle of them.
 * @throws where the page does not hold them, or something else was selected.
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
