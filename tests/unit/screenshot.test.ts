import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { takeScreenshot } from '@/utils/platform/screenshot';

const captureVisibleTab = vi.fn();
fakeBrowser.tabs.captureVisibleTab = captureVisibleTab;
let tabId: number;

const LEVELS = 'https://lakes.example/levels';
const PICTURE = 'data:image/png;base64,aGVsbG8=';
const QUOTA = new Error('This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.');

beforeEach(async () => {
  fakeBrowser.reset();
  captureVisibleTab.mockReset();
  for (const act of ['insertCSS', 'removeCSS', 'executeScript'] as const) {
    vi.spyOn(fakeBrowser.scripting, act).mockImplementation(async () => []);
  }
  tabId = (await fakeBrowser.tabs.create({ active: true, url: LEVELS })).id ?? 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

async function take() {
  const shot = takeScreenshot(tabId);
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
