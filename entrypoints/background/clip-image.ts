import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Attachment } from '@/utils/model/attachment';
import { newId } from '@/utils/model/ids';
import type { ImageDraft } from '@/utils/model/image-draft';
import { imageTypeOf, MAX_IMAGE_BYTES } from '@/utils/model/image-type';
import { fetchPage } from '@/utils/platform/fetch-page';
import { hasOrigin } from '@/utils/platform/permissions';
import { isImageAt, takeScreenshot } from '@/utils/platform/screenshot';
import { type ImageBytes, makeAttachment } from '@/utils/storage/make-attachment';
import { decodeBase64 } from '@/utils/text/base64';
import { vetUrl } from '@/utils/verify/vet-url';
import { cropImage } from './crop-image';

type Shot = ReturnType<typeof takeScreenshot>;

/**
 * The screenshots that are being taken, by tab. All images of one act are cut from the same one.
 */
const taking = new Map<number, Shot>();

interface Place {
  readonly tabId: number | undefined;
  readonly frameId: number | undefined;
}

/**
 * Returns the attachments of a draft: its image if it has one. If the image's site lets no page
 * read it, the image is fetched, provided that the user has granted access to that site. Otherwise
 * it is cut from a screenshot of the tab, if all of it is visible.
 */
export async function attachmentsOfDraft(draft: ClipDraft, place: Place): Promise<Attachment[]> {
  const { image, clipId, capturedAt } = draft;
  if (image === undefined) return [];
  const { url, alt, caption, width, height } = image;
  const about = { id: newId<'attachment'>(), clipId, kind: 'image' as const, takenAt: capturedAt };
  const read = await bytesOf(image, place);
  return [await makeAttachment({ ...about, url, alt, caption, width, height }, read)];
}

/**
 * Returns an image of which only the address is known, because no script may enter its page or
 * frame.
 */
export function unreadImage(
  { id: clipId, takenAt }: { readonly id: Attachment['clipId']; readonly takenAt: string },
  url: string,
): Promise<Attachment> {
  const kept = /^(?:https?|file):/i.test(url) ? url : null;
  const about = { id: newId<'attachment'>(), clipId, kind: 'image' as const, takenAt, url: kept };
  const unknown = { alt: '', caption: '', width: 0, height: 0 };
  return makeAttachment({ ...about, ...unknown }, { bytes: null, why: 'page-not-readable' });
}

async function bytesOf(
  { url, bytes: base64, copy, why, inSight }: ImageDraft,
  { tabId, frameId }: Place,
): Promise<ImageBytes> {
  const bytes = base64 === null ? null : decodeBase64(base64);
  if (bytes !== null && bytes.length > 0) return { bytes, copy };
  const fetched = why === 'other-site' && url !== null ? await fetchImage(url) : null;
  if (fetched !== null) return { bytes: fetched, copy: 'file' };
  // A frame's script sees the frame as the window, which is not what the tab shows.
  const shown = why === 'other-site' && url !== null && inSight !== null;
  if (shown && tabId !== undefined && frameId === 0) {
    const shot = await screenshotOf(tabId);
    // If the page was scrolled or changed meanwhile, another part would be cut out.
    const stands = shot.ok && (await isImageAt(tabId, inSight, url));
    const cut = stands ? await cropImage(shot.value.picture, inSight) : null;
    if (cut !== null) return { bytes: cut, copy: 'shown' };
  }
  return { bytes: null, why: why ?? 'not-loaded' };
}

/** Browsers allow at most two screenshots each second. */
function screenshotOf(tabId: number): Shot {
  const known = taking.get(tabId);
  if (known !== undefined) return known;
  const shot = takeScreenshot(tabId, { selection: false }).finally(() => taking.delete(tabId));
  taking.set(tabId, shot);
  return shot;
}

const LIMITS = { timeout: 10_000, size: MAX_IMAGE_BYTES };
const HEADERS = { Accept: 'image/avif,image/webp,image/png,image/*;q=0.8' };

/**
 * Fetches an image's file without credentials from a site that the user has granted access to.
 * Returns null if the user has not, or if the site answers anything else. The address comes from a
 * page, so no address of a private network is requested and no redirect is followed.
 */
async function fetchImage(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!vetUrl(url).ok || !(await hasOrigin(url))) return null;
  const answer = await fetchPage(url, LIMITS, new AbortController().signal, HEADERS);
  if (answer.kind !== 'answer' || answer.status !== 200) return null;
  return imageTypeOf(answer.body) === null ? null : answer.body;
}
