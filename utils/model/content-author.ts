/**
 * Returns a Yjs client id that depends only on the content. If two copies of a document add the
 * same content, both write it under the same id, and a merge has it once. 52 bits of two FNV-1a
 * sums: in a million texts, the chance of a collision is 1 in 9,000. Linear.
 */
export function contentAuthor(...parts: readonly string[]): number {
  let a = 0x811c9dc5;
  let b = 0x2f0b4a27;
  for (const part of parts) {
    for (let index = 0; index <= part.length; index += 1) {
      // The end of each part is hashed too. Otherwise ['ab'] and ['a', 'b'] would be equal.
      const unit = index < part.length ? part.charCodeAt(index) : 0x1_0000;
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 15);
    }
  }
  return (a >>> 0) * 0x10_0000 + ((b >>> 0) & 0xf_ffff);
}
