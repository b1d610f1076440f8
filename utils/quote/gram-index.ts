/**
 * UTF-16 units of a gram. A quote may have an edit in every four; of its grams
 * of three, an edit spoils one at most, so that some are left.
 */
export const GRAM = 3;

/** More buckets cost more cache misses than the grams that share one. */
const MAX_BUCKET_BITS = 18;
const MIN_BUCKET_BITS = 8;

/**
 * Where each gram of a text stands. Grams may share a bucket, so a lookup can
 * give offsets of others as well, and never misses one.
 *
 * Four bytes a unit of the text, and at most a megabyte beside.
 */
export interface GramIndex {
  readonly text: string;
  /** `starts[bucket]` to `starts[bucket + 1]`: a bucket's part of `offsets`. */
  readonly starts: Int32Array;
  /** Ascending within a bucket. UTF-16 units of `text`. */
  readonly offsets: Int32Array;
  readonly bits: number;
}

/** The bucket of the gram at `at`. */
export function bucketAt(text: string, at: number, bits: number): number {
  const first = Math.imul(text.charCodeAt(at), 0x9e3779b1) + text.charCodeAt(at + 1);
  const both = Math.imul(first, 0x85ebca6b) + text.charCodeAt(at + 2);
  return Math.imul(both ^ (both >>> 15), 0x2c1b3c6d) >>> (32 - bits);
}

/** Linear in the text: a counting sort of its grams. */
export function buildGramIndex(text: string): GramIndex {
  const count = Math.max(0, text.length - GRAM + 1);
  const wanted = 32 - Math.clz32(text.length);
  const bits = Math.min(MAX_BUCKET_BITS, Math.max(MIN_BUCKET_BITS, wanted));
  const starts = new Int32Array((1 << bits) + 1);
  const offsets = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const bucket = bucketAt(text, at, bits);
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  let sum = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    sum += starts[bucket] ?? 0;
    starts[bucket] = sum;
  }
  // Backwards, so that each bucket's end comes down to its start, the offsets in order.
  for (let at = count - 1; at >= 0; at--) {
    const bucket = bucketAt(text, at, bits);
    const slot = (starts[bucket] ?? 0) - 1;
    starts[bucket] = slot;
    offsets[slot] = at;
  }
  return { text, starts, offsets, bits };
}

/** A text that is no longer is searched whole as fast as its grams are sorted. */
const SHORT = 2_000;

const indexes = new WeakMap<object, GramIndex>();

/**
 * The index of a text that `owner` holds, made when first asked for and kept as
 * long as the owner is; null for a short text, which needs none.
 */
export function gramIndexOf(owner: object, text: string): GramIndex | null {
  if (text.length <= SHORT) return null;
  const known = indexes.get(owner);
  if (known !== undefined && known.text === text) return known;
  const index = buildGramIndex(text);
  indexes.set(owner, index);
  return index;
}
