import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Attachment } from '@/utils/model/attachment';
import { newId } from '@/utils/model/ids';
import type { ImageDraft } from '@/utils/model/image-draft';
import { standsAt, takeScreenshot } from '@/utils/platform/screenshot';
import { type ImageBytes, makeAttachment } from '@/utils/storage/make-attachment';
import { decodeBase64 } from '@/utils/text/base64';
import { cropImage } from './crop-image';
import { fetchImage } from './fetch-image';

type Shot = ReturnType<typeof takeScreenshot>;

/** The picture of a tab that is being taken: the images of one act are cut out of the same. */
const taking = new Map<number, Shot>();

interface Place {
  readonly tabId: number | undefined;
  readonly frameId: number | undefined;
}

/**
 * The image of a draft, as it is stored; none of other clips. Where its site lets no page read it,
 * it is fetched, if the user has opened that site to Pincite; else it is cut out of what the tab
 * shows, if all of it is in sight.
 */
export async function attachmentsOfDraft(draft: ClipDraft, place: Place): Promise<Attachment[]> {
  const { image, clipId, capturedAt } = draft;
  if (image === undefined) return [];
  const { url, alt, caption, width, height } = image;
  const about = { id: newId<'attachment'>(), clipId, kind: 'image' as const, takenAt: capturedAt };
  const read = await bytesOf(image, place);
  return [await makeAttachment({ ...about, url, alt, caption, width, height }, read)];
}

/** An image of which only the address is known: no script may enter its page or its frame. */
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
  // In a frame, what its script takes for the window is not what the tab shows.
  const shown = why === 'other-site' && url !== null && inSight !== null;
  if (shown && tabId !== undefined && frameId === 0) {
    const shot = await screenshotOf(tabId);
    // Scrolled or changed meanwhile, something else would be cut out.
    const stands = shot.ok && (await standsAt(tabId, inSight, url));
    const cut = stands ? await cropImage(shot.value.picture, inSight) : null;
    if (cut !== null) return { bytes: cut, copy: 'shown' };
  }
  return { bytes: null, why: why ?? 'not-loaded' };
}

/** Browsers take two pictures a second and no more. */
function screenshotOf(tabId: number): Shot {
  const known = taking.get(tabId);
  if (known !== undefined) return known;
  const shot = takeScreenshot(tabId, { selection: false }).finally(() => taking.delete(tabId));
  taking.set(tabId, shot);
  return shot;
}
