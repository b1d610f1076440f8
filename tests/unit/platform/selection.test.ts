import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readSelection } from '@/utils/platform/selection';

const frame = { some: true, words: 'The level rose.', pdf: false };
const refused = () => Promise.reject(new Error('Frame with ID 0 was removed.'));
const executeScript = vi.fn<() => Promise<{ frameId: number; result: unknown }[]>>();
let status: 'loading' | 'complete';

beforeEach(() => {
  executeScript.mockReset();
  Object.assign(fakeBrowser.scripting, { executeScript });
  Object.assign(fakeBrowser.tabs, { get: async () => ({ status }) });
});

test('a tab that goes from one page to the next is asked once more', async () => {
  status = 'loading';
  executeScript.mockImplementationOnce(refused).mockImplementationOnce(refused);
  executeScript.mockResolvedValue([{ frameId: 0, result: frame }]);
  expect(await readSelection(7)).toEqual({ ...frame, frameId: 0 });
});

test('a page that no script may enter is asked once more only while it loads', async () => {
  status = 'loading';
  executeScript.mockImplementation(refused);
  expect(await readSelection(7)).toBeNull();
  expect(executeScript).toHaveBeenCalledTimes(4);
  status = 'complete';
  expect(await readSelection(7)).toBeNull();
  expect(executeScript).toHaveBeenCalledTimes(6);
});
