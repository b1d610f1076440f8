import * as z from 'zod/mini';

/** How long what a message carries may be: a page could send any length. In UTF-16 units. */

/** The longest text of a page (a million words is 6 M). */
export const MAX_PAGE_TEXT = 24_000_000;
/** An image in base64, or an address that is the image itself. */
export const MAX_IMAGE_TEXT = 20_000_000;

export const short = (length: number) => z.string().check(z.maxLength(length));
export const nullableShort = (length: number) => z.nullable(short(length));
/** A page's address, as the browser or the page has it. */
export const Address = short(65_536);
/** Of at most 4 MB. */
export const Base64 = short(5_600_000);
