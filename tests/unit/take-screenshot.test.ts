import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Attachment } from '@/utils/model/attachment';
import { failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { MAX_IMAGE_BYTES } from '@/utils/model/image-type';
import { err, ok } from '@/utils/model/result';
import type { Library } from '@/utils/storage/library';
import {
  captureOf,
  dump,
  id,
  must,
  newLibrary,
  pngOf,
  REPORT,
  sourceOf,
} from './storage/sample-evidence';

const LEVELS = sourceOf(1).url;
const WEIRS = 'https://weirs.example/june';
const NOW = '2026-05-02T10:00:00.000Z';

/** The address of the tab after the screenshot. */
let tabUrl = LEVELS;
let library: Library;
let name: string;

const { startClip, takeScreenshot, broadcastChange, mayKeep } = vi.hoisted(() => ({
  startClip: vi.fn(),
  takeScreenshot: vi.fn(),
  broadcastChange: vi.fn(),
  mayKeep: vi.fn(),
}));
vi.mock('@/utils/platform/changes', () => ({ broadcastChange }));
vi.mock('@/utils/platform/screenshot', () => ({ takeScreenshot }));
vi.mock('@/utils/platform/tabs', () => ({
  pageOf: async () => ({ url: tabUrl, title: 'Levels', incognito: false }),
}));
vi.mock('@/entrypoints/background/ask-in-private', () => ({ mayKeep }));
vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => NOW,
  useLibrary: (act: (opened: Library) => unknown) => act(library),
}));
vi.mock('@/entrypoints/background/start-clip', () => ({ startClip }));

const { keepScreenshot } = await import('@/entrypoints/background/take-screenshot');

const CLIP = id<'clip'>(2_001);
const shot = (bytes = pngOf(1), url = LEVELS) => ok({ picture: new Blob([bytes]), url });
/** A PNG of one pixel that has too many bytes after its end. */
const HUGE = new Uint8Array(MAX_IMAGE_BYTES + 1);
HUGE.set(pngOf(1));
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);

beforeEach(async () => {
  vi.resetAllMocks();
  tabUrl = LEVELS;
  takeScreenshot.mockResolvedValue(shot());
  mayKeep.mockResolvedValue(true);
  ({ library, name } = await newLibrary());
  must(await library.saveCapture(await captureOf(1)));
});

const stored = async () => (await dump(name))['attachments'] as Attachment[];

/** The background clips the page for the picture. */
function clipsPage(): void {
  startClip.mockImplementation(async () => {
    const capture = await captureOf(2);
    const clip = { ...capture.clip, kind: 'page' as const };
    const pin = { ...capture.pin, quote: null, selectors: { quote: null, position: null } };
    const source = { ...capture.source, url: LEVELS };
    must(await library.saveCapture({ ...capture, source, clip, pin }));
    return ok({ saved: [{ clipId: clip.id }], problem: null });
  });
}

test('a picture joins a clip of the page that it shows', async () => {
  expect(await keepScreenshot({ tabId: 7, clipId: CLIP })).toEqual(ok({ clipped: null }));
  expect(await stored()).toEqual([
    {
      id: expect.any(String),
      clipId: CLIP,
      kind: 'screenshot',
      takenAt: NOW,
      url: null,
      alt: '',
      caption: '',
      width: 1,
      height: 1,
      copy: 'shown',
      mediaType: 'image/png',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      bytes: pngOf(1),
      noImageReason: null,
    },
  ]);
  expect(broadcastChange.mock.calls).toEqual([
    [{ kind: 'evidence', reportId: REPORT, clipIds: [CLIP] }],
  ]);
  expect(startClip).not.toHaveBeenCalled();
});

test('a picture with too many bytes as a PNG is kept as a JPEG', async () => {
  takeScreenshot.mockResolvedValueOnce(shot(HUGE)).mockResolvedValueOnce(shot(JPEG));
  expect(await keepScreenshot({ tabId: 7, clipId: CLIP })).toMatchObject({ ok: true });
  expect(takeScreenshot.mock.calls).toEqual([[7], [7, { format: 'jpeg' }]]);
  expect(await stored()).toMatchObject([
    { mediaType: 'image/jpeg', bytes: JPEG, width: 1, height: 1 },
  ]);
});

test('a page is clipped for a picture that has no clip, and the picture joins this clip', async () => {
  clipsPage();
  const kept = await keepScreenshot({ tabId: 7, clipId: null });
  expect(kept).toMatchObject({ ok: true, value: { clipped: { problem: null } } });
  expect(startClip).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ tabId: 7, frameId: 0, clipPage: true }),
  );
  expect(await stored()).toMatchObject([{ clipId: id<'clip'>(2_002), bytes: pngOf(1) }]);
});

test('the clip of the page stays when the picture cannot be kept, and says why', async () => {
  clipsPage();
  takeScreenshot.mockResolvedValue(shot(new TextEncoder().encode('<!doctype html>')));
  expect(await keepScreenshot({ tabId: 7, clipId: null })).toMatchObject({
    value: { clipped: { problem: { code: 'screenshot_failed', detail: 'not-an-image' } } },
  });
  expect(await stored()).toEqual([]);
});

test.each<[string, () => ClipId | null, string]>([
  [
    'whose page went on while it was read, for a clip',
    () => {
      tabUrl = WEIRS;
      return CLIP;
    },
    'page_navigated',
  ],
  [
    'whose page went on while it was read, for the page',
    () => {
      tabUrl = WEIRS;
      return null;
    },
    'page_navigated',
  ],
  [
    'of another site than its clip',
    () => {
      tabUrl = WEIRS;
      takeScreenshot.mockResolvedValue(shot(pngOf(1), WEIRS));
      return CLIP;
    },
    'page_navigated',
  ],
  [
    'of a private window before the user agreed',
    () => {
      mayKeep.mockResolvedValue(false);
      return CLIP;
    },
    'private_window',
  ],
  [
    'that the browser did not take',
    () => {
      takeScreenshot.mockResolvedValue(err(failure('screenshot_failed')));
      return CLIP;
    },
    'screenshot_failed',
  ],
  ['of a clip that is gone', () => id<'clip'>(2_009), 'not_found'],
])('a picture is not kept %s', async (_name, prepare, code) => {
  const clipId = prepare();
  expect(await keepScreenshot({ tabId: 7, clipId })).toMatchObject({ error: { code } });
  expect(await stored()).toEqual([]);
  expect([startClip.mock.calls, broadcastChange.mock.calls]).toEqual([[], []]);
});
