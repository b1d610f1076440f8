import * as z from 'zod/mini';
import { OrderSchema } from './evidence';
import { idSchema } from './ids';
import { hasTooManyPixels } from './image-size';
import { IMAGE_TYPES, imageTypeOf, MAX_IMAGE_BYTES } from './image-type';

/** Why an image was kept without its bytes, in words of the message catalogue (`no_image_<reason>`). */
export const NO_IMAGE_REASONS = [
  /** Its site lets no other site read it, and it was not wholly in sight. */
  'other-site',
  'too-large',
  /** The bytes are of no kind of image that is kept. */
  'not-an-image',
  /** It was not there any more, or took too long. */
  'not-loaded',
  /** No script may enter the page or the frame that it is in, or none found it there. */
  'page-not-readable',
  /** The disk had no room for it. */
  'no-room',
] as const;
export type NoImageReason = (typeof NO_IMAGE_REASONS)[number];

const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const Pixels = z.int().check(z.gte(0));
const Bytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.length <= MAX_IMAGE_BYTES,
);

/**
 * An image that belongs to a clip: one of its page, or a screenshot of what the tab showed.
 * Evidence: written once, and gone with its clip, or alone. Its type is that of its bytes, at
 * every door.
 */
export const AttachmentSchema = z
  .object({
    id: idSchema<'attachment'>(),
    clipId: idSchema<'clip'>(),
    kind: z.enum(['image', 'screenshot']),
    /** ISO 8601 UTC. */
    takenAt: z.iso.datetime(),
    /** Where it is on the web; null of a screenshot, and of an image without an address of its own. */
    url: z.nullable(z.string()),
    alt: z.string(),
    caption: z.string(),
    /** Pixels, as the page or the screenshot gave them; 0 where that is not known. */
    width: Pixels,
    height: Pixels,
    /** `file`: as its site serves it. `shown`: as it was drawn on the screen, encoded anew. */
    copy: z.enum(['file', 'shown']),
    /** Null without bytes. */
    mediaType: z.nullable(z.enum(IMAGE_TYPES)),
    /** SHA-256 of the bytes, lower-case hex; null without bytes. */
    hash: z.nullable(Hash),
    /** Empty where they could not be had. */
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
 * An attachment as a file holds it: its type is that of its bytes, whatever the file says, and
 * bytes of a kind or of a size that is not kept are left out. One image must not make a whole
 * backup unreadable.
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
