import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 of values as JSON, in lower-case hex. Values are plain, and objects must have their
 * keys in one order. Linear, and at once: a page that edits can't wait for the platform's.
 */
export function hashValues(...values: readonly unknown[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(values))));
}

/** The first 128 bits of it: enough to tell one wording from another, in half the room. */
export function shortHash(...values: readonly unknown[]): string {
  return hashValues(...values).slice(0, 32);
}
