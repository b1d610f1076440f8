import * as z from 'zod/mini';

/** How long what a message carries may be: a page could send any length. In UTF-16 units. */

/** The longest text of a page (a million words is 6 M). */
export const MAX_PAGE_TEXT = 24_000_000;
/** An image in base64, or an address that is the image itself. */
export const MAX_IMAGE_TEXT = 20_000_000;

/** A term of a directive, the words around a quote: a word may be long where nothing breaks it. */
export const MAX_TERM = 100_000;
/** Blocks of a page, and marks in its text. */
export const MAX_PARTS = 1_000_000;

export const short = (length: number) => z.string().check(z.maxLength(length));
export const nullableShort = (length: number) => z.nullable(short(length));
/** A page's address, as the browser or the page has it. */
export const Address = short(65_536);
/** UTF-16 units into a page's text. */
export const Offset = z.int().check(z.gte(0), z.lte(MAX_PAGE_TEXT));
/** ISO 8601 UTC. */
export const Time = z.iso.datetime().check(z.maxLength(40));
/** Of at most 4 MB. */
export const Base64 = short(5_600_000);
