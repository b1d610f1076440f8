import type { Attachment, NoImageReason } from '@/utils/model/attachment';
import { hasTooManyPixels } from '@/utils/model/image-size';
import { imageTypeOf, MAX_IMAGE_BYTES, pngSize } from '@/utils/model/image-type';
import { sha256 } from './sha256';

export type ImageBytes =
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly copy: Attachment['copy'] }
  | { readonly bytes: null; readonly why: NoImageReason };

/**
 * An image as it is stored, with its bytes where they are of a kind that is kept and not too
 * many; what they are, they say themselves.
 */
export async function makeAttachment(
  about: Pick<
    Attachment,
    'id' | 'clipId' | 'kind' | 'takenAt' | 'url' | 'alt' | 'caption' | 'width' | 'height'
  >,
  read: ImageBytes,
): Promise<Attachment> {
  if (read.bytes === null) return without(about, read.why);
  const { bytes, copy } = read;
  if (bytes.length > MAX_IMAGE_BYTES || hasTooManyPixels(bytes)) return without(about, 'too-large');
  const mediaType = imageTypeOf(bytes);
  if (mediaType === null) return without(about, 'not-an-image');
  // Of a PNG they say their own size as well: what is shown of an image may be smaller than it is.
  const of = { ...about, ...(pngSize(bytes) ?? {}) };
  return { ...of, copy, mediaType, hash: await sha256(bytes), bytes, noImageReason: null };
}

/** The same without its bytes. */
export function withoutBytes(attachment: Attachment, why: NoImageReason): Attachment {
  return attachment.bytes.length === 0 ? attachment : without(attachment, why);
}

function without(
  about: Omit<Attachment, 'copy' | 'mediaType' | 'hash' | 'bytes' | 'noImageReason'>,
  noImageReason: NoImageReason,
): Attachment {
  const bytes = new Uint8Array();
  return { ...about, copy: 'file', mediaType: null, hash: null, bytes, noImageReason };
}
