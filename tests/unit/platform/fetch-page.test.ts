import { expect, test, vi } from 'vitest';
import { fetchPage } from '@/utils/platform/fetch-page';

test.each([
  ['Chromium', 'Failed to fetch'],
  ['Firefox', 'NetworkError when attempting to fetch resource.'],
])('a site that %s did not reach is reported without its words in English', async (_, words) => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError(words)));
  const cancel = new AbortController().signal;
  const answer = await fetchPage('https://lakes.example/', { size: 1_000, timeout: 1_000 }, cancel);
  vi.unstubAllGlobals();
  expect(answer).toEqual({ kind: 'failed', reason: 'network-error', detail: null });
});
