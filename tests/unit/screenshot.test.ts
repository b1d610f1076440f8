import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const captureVisibleTab = vi.hoisted(() => vi.fn());
vi.mock('@/utils/platform/browser', () => ({
  browser: {
    tabs: {
      get: async () => ({ active: true, windowId: 1, url: 'https://lakes.example/levels' }),
      captureVisibleTab,
    },
    scripting: {
      insertCSS: async () => undefined,
      removeCSS: async () => undefined,
      executeScript: async () => [],
    },
    windows: { WINDOW_ID_CURRENT: -2 },
  },
}));
const { takeScreenshot } = await import('@/utils/platform/screenshot');

const PICTURE = 'data:image/png;base64,aGVsbG8=';
const QUOTA = new Error('This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.');

beforeEach(() => {
  vi.useFakeTimers();
  captureVisibleTab.mockReset();
});
afterEach(() => vi.useRealTimers());

async function take() {
  const shot = takeScreenshot(7);
  await vi.runAllTimersAsync();
  return shot;
}

test('tries again when the browser refuses because of its limit per second', async () => {
  captureVisibleTab.mockRejectedValueOnce(QUOTA).mockRejectedValueOnce(QUOTA);
  captureVisibleTab.mockResolvedValue(PICTURE);
  expect(await take()).toMatchObject({ ok: true });
  expect(captureVisibleTab).toHaveBeenCalledTimes(3);
});

test('fails after four tries when the browser still refuses because of its limit', async () => {
  captureVisibleTab.mockRejectedValue(QUOTA);
  expect(await take()).toMatchObject({ ok: false, error: { code: 'screenshot_failed' } });
  expect(captureVisibleTab).toHaveBeenCalledTimes(4);
});

test('does not try again when the browser refuses for another reason', async () => {
  captureVisibleTab.mockRejectedValue(new Error('The tab was closed.'));
  expect(await take()).toMatchObject({ ok: false, error: { detail: 'The tab was closed.' } });
  expect(captureVisibleTab).toHaveBeenCalledTimes(1);
});
