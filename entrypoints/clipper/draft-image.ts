import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { ClipId } from '@/utils/model/ids';
import type { ImageDraft } from '@/utils/model/image-draft';
import { MAX_IMAGE_BYTES } from '@/utils/model/image-type';
import { addressOf, altOf, boxInSight, type ImageElement, sizeOf } from '@/utils/page/page-image';
import { readImage } from '@/utils/page/read-image';
import { encodeBase64 } from '@/utils/text/base64';

const MAX_WORDS = 10_000;
const MAX_URL = 65_536;

/** The images that were drafted and whose bytes were not read yet. */
const elements = new Map<ClipId, ImageElement>();

/**
 * Describes an image without its bytes, which `readImages` adds. `caption` is '' if it has none.
 */
export function draftImage(clipId: ClipId, element: ImageElement, caption: string): ImageDraft {
  elements.set(clipId, element);
  const url = addressOf(element);
  return {
    // Other addresses contain the bytes themselves, or are valid only as long as the page.
    url: url !== null && /^(?:https?|file):/i.test(url) && url.length <= MAX_URL ? url : null,
    alt: altOf(element).slice(0, MAX_WORDS),
    caption: caption.slice(0, MAX_WORDS),
    ...sizeOf(element),
    bytes: null,
    copy: 'file',
    why: 'not-loaded',
    inSight: null,
  };
}

/** Returns the drafts with the bytes of their images, as far as the page may read them. */
export function readImages(drafts: readonly ClipDraft[]): Promise<ClipDraft[]> {
  return Promise.all(
    drafts.map(async (draft) => {
      const element = elements.get(draft.clipId);
      if (draft.image === undefined || element === undefined) return draft;
      elements.delete(draft.clipId);
      const read = await readImage(element, MAX_IMAGE_BYTES);
      const image: ImageDraft =
        read.bytes === null
          ? { ...draft.image, why: read.why, inSight: boxInSight(element) }
          : { ...draft.image, bytes: encodeBase64(read.bytes), copy: read.copy, why: null };
      return { ...draft, image };
    }),
  );
}
