/**
 * The length of a gram in UTF-16 units. A quote may have an edit in every four units. An edit
 * spoils at most one of its grams of three, so that some are left.
 */
export const GRAM = 3;

/** With more buckets, cache misses cost more than grams that share a bucket. */
const MAX_BUCKET_BITS = 18;
const MIN_BUCKET_BITS = 8;

/**
 * The offsets of each gram of a text. Grams may share a bucket, so a look-up can return offsets of
 * other grams, but never misses one.
 *
 * Takes four bytes for each unit of the text, plus at most a megabyte.
 */
export interface GramIndex {
  readonly text: string;
  /** `starts[bucket]` to `starts[bucket + 1]` is a bucket's part of `offsets`. */
  readonly starts: Int32Array;
  /** Ascending inside a bucket. UTF-16 units of `text`. */
  readonly offsets: Int32Array;
  readonly bits: number;
}

/** Returns the bucket of the gram at `at`. */
export function bucketAt(text: string, at: number, bits: number): number {
  const first = Math.imul(text.charCodeAt(at), 0x9e3779b1) + text.charCodeAt(at + 1);
  const both = Math.imul(first, 0x85ebca6b) + text.charCodeAt(at + 2);
  return Math.imul(both ^ (both >>> 15), 0x2c1b3c6d) >>> (32 - bits);
}

/** Builds the index with a counting sort of the grams. Linear in the text. */
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
  // Backward, so that each bucket's end moves down to its start with the offsets in order.
  for (let at = count - 1; at >= 0; at--) {
    const bucket = bucketAt(text, at, bits);
    const slot = (starts[bucket] ?? 0) - 1;
    starts[bucket] = slot;
    offsets[slot] = at;
  }
  return { text, starts, offsets, bits };
}

/** In UTF-16 units. A shorter text is searched completely as fast as it is indexed. */
const SHORT = 2_000;

const indexes = new WeakMap<object, GramIndex>();

/**
 * Returns the index of a text of `owner`, made at the first call and kept as long as the owner;
 * null for a short text, which needs none.
 */
export function gramIndexOf(owner: object, text: string): GramIndex | null {
  if (text.length <= SHORT) return null;
  const known = indexes.get(owner);
  if (known !== undefined && known.text === text) return known;
  const index = buildGramIndex(text);
  indexes.set(owner, index);
  return index;
}
