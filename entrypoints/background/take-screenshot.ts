import type { PageReplies, pageRequests } from '@/utils/messaging/protocol';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import type { RequestOf } from '@/utils/messaging/protocol/envelope';
import type { Attachment } from '@/utils/model/attachment';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId } from '@/utils/model/ids';
import { MAX_IMAGE_BYTES, pngSize } from '@/utils/model/image-type';
import { err, ok, type Result } from '@/utils/model/result';
import { withoutFragment } from '@/utils/model/url';
import { broadcastChange } from '@/utils/platform/changes';
import { takeScreenshot } from '@/utils/platform/screenshot';
import { pageOf } from '@/utils/platform/tabs';
import { makeAttachment } from '@/utils/storage/make-attachment';
import { mayKeep } from './ask-in-private';
import { now, useLibrary } from './open-library';
import { sameSite } from './same-site';
import { startClip } from './start-clip';

type Wish = RequestOf<typeof pageRequests, 'capture.screenshot'>;

/**
 * Keeps a screenshot of the tab, with a clip of its page that was just made, or with a new clip of
 * the page. The screenshot is taken first, so that it does not show the toast.
 */
export async function keepScreenshot({
  tabId,
  clipId,
  privateAnswer,
}: Wish): Promise<Result<PageReplies['capture.screenshot'], Failure>> {
  const picture = await readScreenshot(tabId);
  if (!picture.ok) return picture;
  const page = await pageOf(tabId);
  // The tab may have navigated while the screenshot was taken.
  if (page?.url !== picture.value.url) return err(failure('page_navigated'));
  if (clipId !== null) {
    // Without a page, the screenshot belongs to no page with a clip.
    if (page !== null && !(await mayKeep(page, privateAnswer))) {
      return err(failure('private_window'));
    }
    const attached = await attach(clipId, picture.value, (url) => sameSite(url, page?.url));
    return attached.ok ? ok({ clipped: null }) : attached;
  }
  const clipped = await startClip({
    tabId,
    frameId: 0,
    origin: 'popup',
    clipPage: true,
    // A document that no script may enter, like a PDF, is known by its address.
    selected: page === null ? null : { ...page, text: '' },
    place: null,
    privateAnswer,
  });
  if (!clipped.ok) return clipped;
  // The tab may have navigated between the screenshot and the clip.
  const isShown = (url: string) => withoutFragment(url) === withoutFragment(page?.url ?? '');
  const attached = await attach(await pageAmong(clipped.value.saved), picture.value, isShown);
  // The clip is stored all the same.
  const problem = attached.ok ? clipped.value.problem : attached.error;
  return ok({ clipped: { ...clipped.value, problem } });
}

/** The answer of a private window may also store passages that had waited for it. */
async function pageAmong(saved: ClippedPassages['saved']): Promise<ClipId> {
  for (const { clipId } of saved.toReversed()) {
    const found = await useLibrary((library) => library.clip(clipId));
    if (found.ok && found.value.clip.kind === 'page') return clipId;
  }
  return saved[0].clipId;
}

type Picture = Pick<Attachment, 'takenAt' | 'width' | 'height'> & {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly url: string | undefined;
};

/** As a PNG or, for a large and complex window, as a JPEG. */
async function readScreenshot(tabId: number): Promise<Result<Picture, Failure>> {
  const takenAt = now();
  const sharp = await takeScreenshot(tabId);
  if (!sharp.ok) return sharp;
  const { picture, url } = sharp.value;
  const png = new Uint8Array(await picture.arrayBuffer());
  const size = pngSize(png) ?? { width: 0, height: 0 };
  if (png.length <= MAX_IMAGE_BYTES) return ok({ takenAt, ...size, url, bytes: png });
  const small = await takeScreenshot(tabId, { format: 'jpeg' });
  if (!small.ok) return small;
  const bytes = new Uint8Array(await small.value.picture.arrayBuffer());
  return ok({ takenAt, ...size, url: small.value.url, bytes });
}

/** @param isShown Whether the screenshot can show the page with this address. */
async function attach(
  clipId: ClipId,
  { takenAt, width, height, bytes }: Picture,
  isShown: (url: string) => boolean,
): Promise<Result<undefined, Failure>> {
  const about = { id: newId<'attachment'>(), clipId, kind: 'screenshot' as const, takenAt };
  const words = { url: null, alt: '', caption: '', width, height };
  const attachment = await makeAttachment({ ...about, ...words }, { bytes, copy: 'shown' });
  if (attachment.bytes.length === 0) {
    return err(failure('screenshot_failed', attachment.noImageReason ?? undefined));
  }
  return useLibrary(async (library) => {
    const found = await library.clip(clipId);
    if (!found.ok) return found;
    const { clip, source } = found.value;
    if (source === null || !isShown(source.url)) {
      return err(failure('page_navigated', clipId));
    }
    const added = await library.addAttachment(attachment);
    if (!added.ok) return added;
    const { reportId } = clip.filedUnder;
    broadcastChange({ kind: 'evidence', reportId, clipIds: [clipId] });
    return ok(undefined);
  });
}
