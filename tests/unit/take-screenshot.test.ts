import { beforeEach, expect, test, vi } from 'vitest';
import { newId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import { pngOf } from './storage/sample-evidence';

const LEVELS = 'https://lakes.example/levels';
/** The address of the tab after the screenshot. */
let tabUrl = LEVELS;

const { startClip, useLibrary } = vi.hoisted(() => ({ startClip: vi.fn(), useLibrary: vi.fn() }));
vi.mock('@/utils/platform/changes', () => ({ broadcastChange: () => undefined }));
vi.mock('@/utils/platform/screenshot', () => ({
  takeScreenshot: async () => ok({ picture: new Blob([pngOf(1)]), url: LEVELS }),
}));
vi.mock('@/utils/platform/tabs', () => ({
  pageOf: async () => ({ url: tabUrl, title: 'Levels', incognito: false }),
}));
vi.mock('@/entrypoints/background/ask-in-private', () => ({ mayKeep: async () => true }));
vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => '2026-05-02T10:00:00.000Z',
  useLibrary,
}));
vi.mock('@/entrypoints/background/start-clip', () => ({ startClip }));

const { keepScreenshot } = await import('@/entrypoints/background/take-screenshot');

beforeEach(() => {
  vi.resetAllMocks();
  tabUrl = LEVELS;
  useLibrary.mockImplementation(async () => ok(undefined));
});

test.each([
  ['the page is clipped for it', null],
  ['it joins a clip', newId<'clip'>()],
])('a screenshot is not kept with a later page: %s', async (_name, clipId) => {
  tabUrl = 'https://lakes.example/weirs';
  expect(await keepScreenshot({ tabId: 7, clipId })).toMatchObject({
    error: { code: 'page_navigated' },
  });
  expect([startClip.mock.calls, useLibrary.mock.calls]).toEqual([[], []]);
});

test('a picture joins a clip of the page that it shows', async () => {
  expect(await keepScreenshot({ tabId: 7, clipId: newId<'clip'>() })).toMatchObject({ ok: true });
  expect(useLibrary).toHaveBeenCalledTimes(1);
});
