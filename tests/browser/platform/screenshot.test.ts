import { afterEach, expect, test, vi } from 'vitest';
import { isImageAt, takeScreenshot } from '@/utils/platform/screenshot';

interface Injection {
  readonly func: (...args: readonly unknown[]) => unknown;
  readonly args?: readonly unknown[];
}

const PAGE = 'https://lakes.example/levels';
vi.mock('@/utils/platform/browser', () => {
  const nothing = async () => undefined;
  return {
    browser: {
      scripting: {
        executeScript: async ({ func, args = [] }: Injection) => [{ result: await func(...args) }],
        insertCSS: nothing,
        removeCSS: nothing,
      },
      tabs: {
        get: async () => ({ active: true, windowId: 1, url: PAGE }),
        captureVisibleTab: async () => drawn('red'),
      },
    },
  };
});

function drawn(colour: string): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [40, 30];
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 40, 30);
  return canvas.toDataURL();
}

afterEach(() => document.querySelector('#stands')?.remove());

test('only the image itself counts at its place, not the next one in its row', async () => {
  const image = document.createElement('img');
  image.id = 'stands';
  image.style.cssText = 'position:fixed;left:10px;top:20px;width:40px;height:30px;z-index:9';
  document.body.append(image);
  const [first, next] = [drawn('red'), drawn('blue')];
  image.src = first;
  await image.decode();
  const box = { left: 10, top: 20, width: 40, height: 30 };
  expect(await isImageAt(7, box, first)).toBe(true);
  expect(await isImageAt(7, { ...box, top: 30 }, first)).toBe(false);
  image.src = next;
  await image.decode();
  expect(await isImageAt(7, box, first)).toBe(false);
});

test('a screenshot has the address of its page', async () => {
  expect(await takeScreenshot(7)).toMatchObject({ ok: true, value: { url: PAGE } });
});
