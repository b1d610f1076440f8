/**
 * A Yjs client id named after what is written under it. Two copies that each take in the same
 * words write the same under the same id, and when they meet have them once. 52 bits of two
 * FNV-1a sums: a million texts meet by chance once in 9,000 times. Linear.
 */
export function contentAuthor(...parts: readonly string[]): number {
  let a = 0x811c9dc5;
  let b = 0x2f0b4a27;
  for (const part of parts) {
    for (let index = 0; index <= part.length; index += 1) {
      // The end of a part counts as well, or ['ab'] and ['a', 'b'] were the same.
      const unit = index < part.length ? part.charCodeAt(index) : 0x1_0000;
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 15);
    }
  }
  return (a >>> 0) * 0x10_0000 + ((b >>> 0) & 0xf_ffff);
}
