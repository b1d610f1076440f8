import * as z from 'zod/mini';
import { OrderSchema } from './evidence';
import { idSchema } from './ids';
import { hasTooManyPixels } from './image-size';
import { IMAGE_TYPES, imageTypeOf, MAX_IMAGE_BYTES } from './image-type';

/**
 * Why an image was kept without its bytes. The catalogue has the sentences (`no_image_<reason>`).
 */
export const NO_IMAGE_REASONS = [
  /** Its site does not let other sites read it, and the image was not fully visible. */
  'other-site',
  'too-large',
  /** The bytes are not of an image type that Pincite keeps. */
  'not-an-image',
  /** The image was no longer there, or loading took too long. */
  'not-loaded',
  /**
   * No script may run in the page or in the image's frame, or the script did not find the image.
   */
  'page-not-readable',
  /** The disk had no room for the image. */
  'no-room',
] as const;
export type NoImageReason = (typeof NO_IMAGE_REASONS)[number];

const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const Pixels = z.int().check(z.gte(0));
const Bytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.length <= MAX_IMAGE_BYTES,
);

/**
 * An image that belongs to a clip: an image of the page, or a screenshot of the tab. It is
 * evidence: written once, and deleted with its clip or alone. Its type is always determined by its
 * bytes.
 */
export const AttachmentSchema = z
  .object({
    id: idSchema<'attachment'>(),
    clipId: idSchema<'clip'>(),
    kind: z.enum(['image', 'screenshot']),
    /** ISO 8601 UTC. */
    takenAt: z.iso.datetime(),
    /**
     * The image's address. Null for a screenshot and for an image without an address of its own.
     */
    url: z.nullable(z.string()),
    alt: z.string(),
    caption: z.string(),
    /** In pixels, as the page or the screenshot gave them; 0 if unknown. */
    width: Pixels,
    height: Pixels,
    /** `file`: the file of the site. `shown`: what the screen showed, encoded again. */
    copy: z.enum(['file', 'shown']),
    /** Null if there are no bytes. */
    mediaType: z.nullable(z.enum(IMAGE_TYPES)),
    /** SHA-256 of the bytes in lower-case hex. Null if there are no bytes. */
    hash: z.nullable(Hash),
    /** Empty if the bytes could not be read. */
    bytes: Bytes,
    noImageReason: z.nullable(z.enum(NO_IMAGE_REASONS)),
    /** Set for an attachment that an imported file added to an existing clip. */
    order: z.exactOptional(OrderSchema),
  })
  .check(
    z.refine(({ bytes, mediaType, hash, noImageReason }) =>
      bytes.length === 0
        ? mediaType === null && hash === null && noImageReason !== null
        : mediaType !== null &&
          mediaType === imageTypeOf(bytes) &&
          hash !== null &&
          noImageReason === null,
    ),
  );
export type Attachment = z.infer<typeof AttachmentSchema>;

/**
 * Parses an attachment from a file. Its type is determined by its bytes, whatever the file says.
 * Bytes of a type or size that Pincite does not keep are left out, because one image must not make
 * a whole backup unreadable.
 */
export function parseFiledAttachment(
  record: Readonly<Record<string, unknown>>,
): ReturnType<typeof AttachmentSchema.safeParse> {
  const parsed = AttachmentSchema.safeParse(record);
  const { bytes, hash, noImageReason: reason } = record;
  const isFiled = bytes instanceof Uint8Array && bytes.length > 0 && reason === null;
  const isBomb = isFiled && hasTooManyPixels(bytes);
  if ((parsed.success && !isBomb) || !isFiled || !Hash.safeParse(hash).success) return parsed;
  const isTooLarge = bytes.length > MAX_IMAGE_BYTES || isBomb;
  const mediaType = imageTypeOf(bytes);
  if (mediaType !== null && !isTooLarge) {
    return AttachmentSchema.safeParse({ ...record, mediaType });
  }
  const noImageReason: NoImageReason = isTooLarge ? 'too-large' : 'not-an-image';
  const nothing = { bytes: new Uint8Array(), mediaType: null, hash: null };
  return AttachmentSchema.safeParse({ ...record, ...nothing, noImageReason });
}
