import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Attachment } from '@/utils/model/attachment';
import { type Failure, failure } from '@/utils/model/failure';
import type { ImageDraft } from '@/utils/model/image-draft';
import { err, ok, type Result } from '@/utils/model/result';
import type { FetchAnswer } from '@/utils/platform/fetch-page';
import type { Screenshot } from '@/utils/platform/screenshot';
import type { Library } from '@/utils/storage/library';
import { encodeBase64 } from '@/utils/text/base64';
import { citing, metadataOf } from './draft-fixture';
import { dump, id, must, newLibrary, pngOf, REPORT } from './storage/sample-evidence';

const AT = '2026-05-02T10:00:00.000Z';
let library: Library;
let name: string;

/** Whether the user has opened the image's site to Pincite. */
let granted = false;
/** The address of the image after the screenshot. Null if the page was scrolled. */
let standing: string | null = null;

const { takeScreenshot, cropImage, fetchPage } = vi.hoisted(() => ({
  fetchPage: vi.fn<(url: string) => Promise<FetchAnswer>>(),
  takeScreenshot: vi.fn<(tabId: number) => Promise<Result<Screenshot, Failure>>>(),
  cropImage: vi.fn<() => Promise<Uint8Array<ArrayBuffer> | null>>(),
}));
const isImageAt = async (_tabId: number, _box: unknown, url: string) => url === standing;
vi.mock('@/utils/platform/screenshot', () => ({ takeScreenshot, isImageAt }));
vi.mock('@/utils/platform/changes', () => ({ broadcastChange: () => undefined }));
vi.mock('@/utils/platform/settings', () => ({ noteRecentSection: async () => undefined }));
vi.mock('@/entrypoints/background/crop-image', () => ({ cropImage }));
vi.mock('@/utils/platform/permissions', () => ({ hasOrigin: async () => granted }));
vi.mock('@/utils/platform/fetch-page', () => ({ fetchPage }));
vi.mock('@/entrypoints/background/clip-destination', () => ({
  clipDestination: async () =>
    ok({ reportId: REPORT, reportTitle: 'Tides', sectionId: null, sectionTitle: null }),
}));
vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => AT,
  useLibrary: <T>(act: (opened: Library) => T) => act(library),
}));

const { attachmentsOfDraft } = await import('@/entrypoints/background/clip-image');
const { saveDraft, saveSelectedText } = await import('@/entrypoints/background/save-clip');

beforeEach(async () => {
  vi.resetAllMocks();
  granted = false;
  standing = IMAGE.url;
  takeScreenshot.mockImplementation(async () => ok(SHOT));
  cropImage.mockImplementation(async () => pngOf(9));
  ({ library, name } = await newLibrary());
});

const stored = async () => (await dump(name))['attachments'] as Attachment[];

const IMAGE: ImageDraft = {
  url: 'https://maps.example/basin.png',
  alt: 'The basin',
  caption: '',
  width: 640,
  height: 480,
  bytes: encodeBase64(pngOf(1)),
  copy: 'file',
  why: null,
  inSight: null,
};
const FOREIGN = { bytes: null, why: 'other-site' } as const;
const SHOT: Screenshot = { picture: new Blob(), url: 'https://lakes.example/charts' };
const BOX = { left: 10, top: 20, width: 40, height: 30, windowWidth: 1_280 };
const TOP = { tabId: 7, frameId: 0 };

function answerOf(body: Uint8Array<ArrayBuffer>, status = 200): FetchAnswer {
  return { kind: 'answer', status, contentType: 'image/png', headers: {}, body };
}

function draftOf(image: Partial<ImageDraft> = {}): ClipDraft {
  return {
    clipId: id<'clip'>(2_001),
    pinId: id<'pin'>(4_001),
    sourceId: id<'source'>(1_001),
    snapshotId: id<'snapshot'>(3_001),
    kind: 'image',
    origin: 'context-menu',
    capturedAt: AT,
    url: 'https://lakes.example/charts',
    metadata: metadataOf('Charts'),
    quote: null,
    selectors: { quote: null, position: null },
    directive: null,
    noDirectiveReason: 'not-searchable',
    image: { ...IMAGE, ...image },
    pageText: 'Charts of the lake.',
  };
}

describe('the bytes of an image are', () => {
  test.each<[string, Partial<ImageDraft>, typeof TOP, Partial<Attachment>]>([
    ['those that the page could read', {}, TOP, { copy: 'file', bytes: pngOf(1) }],
    [
      'not those of a page that was served in its place',
      { bytes: encodeBase64(new TextEncoder().encode('<!doctype html>')) },
      TOP,
      { noImageReason: 'not-an-image' },
    ],
    [
      'cut out of what the tab shows, where its site lets nobody read it',
      { ...FOREIGN, inSight: BOX },
      TOP,
      { copy: 'shown', bytes: pngOf(9) },
    ],
    [
      'missing where not all of it is in sight',
      { ...FOREIGN, inSight: null },
      TOP,
      { noImageReason: 'other-site' },
    ],
    [
      'missing in a frame, which tells of its own window only',
      { ...FOREIGN, inSight: BOX },
      { tabId: 7, frameId: 3 },
      { noImageReason: 'other-site' },
    ],
    [
      'missing where there are too many, in sight or not',
      { bytes: null, why: 'too-large', inSight: BOX },
      TOP,
      { noImageReason: 'too-large' },
    ],
    ['missing where they are no base64', { bytes: '%' }, TOP, { noImageReason: 'not-loaded' }],
  ])('%s', async (_name, image, place, expected) => {
    const [made] = await attachmentsOfDraft(draftOf(image), place);
    expect(made).toMatchObject({ kind: 'image', alt: 'The basin', url: IMAGE.url, ...expected });
  });

  test('missing if the browser gives no screenshot, or one that is too small', async () => {
    const draft = draftOf({ ...FOREIGN, inSight: BOX });
    takeScreenshot.mockImplementation(async () => err(failure('screenshot_failed')));
    const [refused] = await attachmentsOfDraft(draft, TOP);
    takeScreenshot.mockImplementation(async () => ok(SHOT));
    cropImage.mockImplementation(async () => null);
    const [outside] = await attachmentsOfDraft(draft, TOP);
    expect([refused, outside]).toMatchObject([
      { noImageReason: 'other-site' },
      { noImageReason: 'other-site' },
    ]);
  });

  test.each([
    ['was scrolled', null],
    ['showed another in its place', 'https://maps.example/delta.png'],
  ])('missing where the page %s before the picture', async (_name, now) => {
    standing = now;
    const [moved] = await attachmentsOfDraft(draftOf({ ...FOREIGN, inSight: BOX }), TOP);
    expect(moved).toMatchObject({ noImageReason: 'other-site' });
    expect(cropImage).not.toHaveBeenCalled();
  });

  test('cut out of one picture, where one act means several images', async () => {
    const draft = draftOf({ ...FOREIGN, inSight: BOX });
    await Promise.all([1, 2, 3].map(() => attachmentsOfDraft(draft, TOP)));
    expect([takeScreenshot.mock.calls.length, cropImage.mock.calls.length]).toEqual([1, 3]);
    // The page may have been scrolled in the meantime.
    await attachmentsOfDraft(draft, TOP);
    expect(takeScreenshot).toHaveBeenCalledTimes(2);
  });

  test.each<[string, FetchAnswer, Partial<Attachment>]>([
    ['the file', answerOf(pngOf(2)), { copy: 'file', bytes: pngOf(2) }],
    ['what is shown, where a page answers', answerOf(new Uint8Array([60])), { copy: 'shown' }],
    ['what is shown, after a refusal', answerOf(pngOf(2), 403), { copy: 'shown' }],
    ['what is shown, after a redirect', { kind: 'redirect' }, { copy: 'shown' }],
  ])('those of a site that the user has opened: %s', async (_name, answer, expected) => {
    granted = true;
    fetchPage.mockImplementation(async () => answer);
    const [made] = await attachmentsOfDraft(draftOf({ ...FOREIGN, inSight: BOX }), TOP);
    expect(made).toMatchObject(expected);
    expect(fetchPage.mock.calls[0]?.[0]).toBe(IMAGE.url);
  });

  test.each([
    ['that was not opened', false, 'https://maps.example/basin.png'],
    ['on a private network', true, 'http://192.168.1.1/basin.png'],
  ])('never requested from a site %s', async (_name, opened, url) => {
    granted = opened;
    await attachmentsOfDraft(draftOf({ ...FOREIGN, url }), TOP);
    expect(fetchPage).not.toHaveBeenCalled();
  });

  test('none in a clip of text', async () => {
    const { image: _image, ...words } = draftOf();
    expect(await attachmentsOfDraft(words, TOP)).toEqual([]);
  });
});

test('on a full disk the clip is stored without its image, and says so', async () => {
  const draft = draftOf();
  const images = await attachmentsOfDraft(draft, TOP);
  const { saveCapture } = library;
  library = {
    ...library,
    saveCapture: async (capture, options) =>
      capture.attachments?.some(({ bytes }) => bytes.length > 0)
        ? err(failure('quota_exceeded'))
        : saveCapture(capture, options),
  };
  const saved = must(await saveDraft(citing(draft), { place: null, attachments: images }));
  expect(saved).toMatchObject({ duplicate: false, noImageReason: 'no-room' });
  expect(await stored()).toMatchObject([{ url: IMAGE.url, noImageReason: 'no-room' }]);
});

test('a disk without room for the clip either refuses it', async () => {
  library = { ...library, saveCapture: async () => err(failure('quota_exceeded')) };
  const images = await attachmentsOfDraft(draftOf(), TOP);
  expect(await saveDraft(citing(draftOf()), { place: null, attachments: images })).toMatchObject({
    error: { code: 'quota_exceeded' },
  });
});

test('a document that no script can enter is kept as a page, for its screenshot', async () => {
  const page = { url: 'https://lakes.example/report.pdf', title: '', text: '', incognito: false };
  must(await saveSelectedText(page, null));
  const { clips, pins, sources } = await dump(name);
  expect(clips).toMatchObject([{ kind: 'page', snapshotId: null }]);
  expect(pins).toMatchObject([{ quote: null, noDirectiveReason: 'whole-page' }]);
  expect(sources).toMatchObject([{ url: page.url, title: page.url }]);
  expect(await stored()).toEqual([]);
});

test('words are kept without the blank lines around them, nothing but blanks as the page', async () => {
  const page = { url: 'https://lakes.example/charts', title: 'Charts', incognito: false };
  must(await saveSelectedText({ ...page, text: '\n\u00a0The level\nfell. \n' }, null));
  must(await saveSelectedText({ ...page, text: ' \n' }, null));
  expect((await dump(name))['pins']).toMatchObject([
    { quote: 'The level\nfell.', selectors: { quote: { exact: 'The level\nfell.' } } },
    { quote: null },
  ]);
});

test.each([
  ['https://maps.example/basin.png', 'https://maps.example/basin.png'],
  ['data:image/png;base64,AAAA', null],
])('an image that no script can reach is kept by its address: %s', async (image, url) => {
  const page = { url: 'https://lakes.example/charts#:~:text=x', title: 'Charts', text: '' };
  const saved = must(await saveSelectedText({ ...page, image, incognito: false }, null));
  expect(saved).toMatchObject({ noImageReason: 'page-not-readable' });
  expect(await stored()).toMatchObject([{ url, noImageReason: 'page-not-readable' }]);
  const { clips, pins, sources } = await dump(name);
  expect(clips).toMatchObject([{ kind: 'image', origin: 'selection-text' }]);
  expect(pins).toMatchObject([{ quote: null, noDirectiveReason: 'page-not-readable' }]);
  expect(sources).toMatchObject([{ url: 'https://lakes.example/charts' }]);
});
