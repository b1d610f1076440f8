// Reads zip files: the results of the build, as stores and users get them.
import { inflateRawSync } from 'node:zlib';

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} size The bytes that the entry takes in the zip, headers included.
 * @property {() => Buffer} read
 */

/**
 * The entries of a zip, as its central directory lists them:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3.12
 * @param {Buffer} zip @returns {Generator<ZipEntry>}
 */
export function* readZip(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is no zip.');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    const packed = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const headers = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const isStored = zip.readUInt16LE(at + 10) === 0;
    const local = zip.readUInt32LE(at + 42);
    yield {
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      size: packed + 30 + 46 + 2 * nameLength + headers,
      read: () => {
        const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
        const bytes = zip.subarray(start, start + packed);
        return isStored ? bytes : inflateRawSync(bytes);
      },
    };
    at += 46 + nameLength + headers;
  }
}
