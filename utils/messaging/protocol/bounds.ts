import * as z from 'zod/mini';

/** The maximum lengths in messages, because a page could send any length. In UTF-16 units. */

/** The longest text of a page (a million words is 6 M). */
export const MAX_PAGE_TEXT = 24_000_000;
/** An image in base64, or an address that contains the image. */
export const MAX_IMAGE_TEXT = 20_000_000;

/**
 * Maximum UTF-16 units of a term of a directive, or of the words around a quote. Text without word
 * breaks can be a long word.
 */
export const MAX_TERM = 100_000;
/** Maximum number of blocks of a page, or of marks in its text. */
export const MAX_PARTS = 1_000_000;

export const short = (length: number) => z.string().check(z.maxLength(length));
export const nullableShort = (length: number) => z.nullable(short(length));
/** The address of a page, as the browser or the page gives it. */
export const Address = short(65_536);
/** An offset in the text of a page, in UTF-16 units. */
export const Offset = z.int().check(z.gte(0), z.lte(MAX_PAGE_TEXT));
/** ISO 8601 UTC. */
export const Time = z.iso.datetime().check(z.maxLength(40));
/** At most 4 MB. */
export const Base64 = short(5_600_000);
