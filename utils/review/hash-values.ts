import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Returns the SHA-256 of values as JSON, in lower-case hex. Values are plain, and objects must have
 * their keys in a fixed order. Linear and synchronous, because a page that is being edited cannot
 * wait for the platform's function.
 */
export function hashValues(...values: readonly unknown[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(values))));
}

/** Returns its first 128 bits: enough to distinguish two texts, in half the space. */
export function shortHash(...values: readonly unknown[]): string {
  return hashValues(...values).slice(0, 32);
}

/** Returns the hash of a text. White space makes no difference. */
export function wordsHash(words: string): string {
  return shortHash(words.replace(/\s+/gu, ' ').trim());
}
