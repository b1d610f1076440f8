import * as z from 'zod/mini';
import { MAX_IMAGE_BYTES } from './image-type';

/** The base64 length of the largest allowed image. */
const MAX_BASE64 = Math.ceil(MAX_IMAGE_BYTES / 3) * 4;
const words = z.string().check(z.maxLength(10_000));
const pixels = z.int().check(z.gte(0), z.lte(1_000_000));
const place = z.number().check(z.gte(-1_000_000), z.lte(1_000_000));

/** What the clipper read about an image. */
export const ImageDraftSchema = z.object({
  /** Null for an image without an address of its own. */
  url: z.nullable(z.string().check(z.maxLength(65_536))),
  alt: words,
  caption: words,
  width: pixels,
  height: pixels,
  /** Base64; null if the page may not read the bytes. */
  bytes: z.nullable(z.string().check(z.maxLength(MAX_BASE64))),
  /** `shown`: drawn again, because the file could not be read. */
  copy: z.enum(['file', 'shown']),
  /** Why there are no bytes. */
  why: z.nullable(z.enum(['other-site', 'too-large', 'not-loaded'])),
  /**
   * Its position in the window, if all of it is visible. In CSS pixels, like the window's width.
   */
  inSight: z.nullable(
    z.object({
      left: place,
      top: place,
      width: place,
      height: place,
      windowWidth: place,
    }),
  ),
});
export type ImageDraft = z.infer<typeof ImageDraftSchema>;
