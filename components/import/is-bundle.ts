/**
 * Whether a file is a Pincite bundle or backup rather than a text: both are gzipped, whatever
 * their name, and no text begins as gzip does (RFC 1952, section 2.3.1).
 */
export async function isBundle(file: Blob): Promise<boolean> {
  try {
    const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    return first === 0x1f && second === 0x8b;
  } catch {
    // It can't be read any more; the reading that follows says so.
    return false;
  }
}
