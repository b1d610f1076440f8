import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { injectClipper } from '@/utils/platform/tabs';

test('a page that still loads gets the clipper at once', async () => {
  const executeScript = vi.fn(async () => [{ result: undefined }]);
  Object.assign(fakeBrowser.scripting, { executeScript });
  expect(await injectClipper(7, 0)).toEqual({ ok: true, value: undefined });
  expect(executeScript.mock.calls).toEqual([
    [
      {
        target: { tabId: 7, frameIds: [0] },
        files: ['/clipper.js'],
        injectImmediately: true,
      },
    ],
  ]);
});
