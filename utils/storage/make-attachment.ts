import type { Attachment, NoImageReason } from '@/utils/model/attachment';
import { hasTooManyPixels } from '@/utils/model/image-size';
import { imageTypeOf, MAX_IMAGE_BYTES, pngSize } from '@/utils/model/image-type';
import { sha256 } from './sha256';

export type ImageBytes =
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly copy: Attachment['copy'] }
  | { readonly bytes: null; readonly why: NoImageReason };

/**
 * Makes an attachment from an image, with its bytes if their type and size are allowed. The bytes
 * determine the type.
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
  // A PNG contains its own size, which can be larger than its size on the page.
  const of = { ...about, ...(pngSize(bytes) ?? {}) };
  return { ...of, copy, mediaType, hash: await sha256(bytes), bytes, noImageReason: null };
}

/** Returns the attachment without its bytes. */
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
