// What a user downloads: the zips of both browsers, pdf.js and its character maps apart.
//   node scripts/zip-sizes.mjs
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LIMIT = 1_000_000;
/** pdf.js, its Worker and its character maps: loaded only when a PDF is read. */
const PDF = /^(?:chunks\/(?:read-pdf|pdf)-|assets\/pdf\.worker|assets\/[^/]+\.bcmap$)/;

/**
 * The entries of a zip and the bytes that each takes in it, headers included, as its central
 * directory has them: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3.12
 * @param {Buffer} zip
 */
function* entriesOf(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is no zip.');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const headers = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    yield { name, size: zip.readUInt32LE(at + 20) + 30 + 46 + 2 * nameLength + headers };
    at += 46 + nameLength + headers;
  }
}

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
for (const browser of ['chrome', 'firefox']) {
  const zip = readFileSync(path.join(ROOT, '.output', `pincite-${version}-${browser}.zip`));
  let own = 0;
  let pdf = 0;
  for (const { name, size } of entriesOf(zip)) {
    if (PDF.test(name)) pdf += size;
    else own += size;
  }
  const small = own <= LIMIT;
  if (!small) process.exitCode = 1;
  console.log(
    `${browser} zip: ${kB(own)} of ${kB(LIMIT)} ${small ? 'ok' : 'TOO LARGE'}, and ${kB(pdf)} of pdf.js and its character maps`,
  );
  if (pdf < 100_000) {
    console.log(`${browser} zip: pdf.js was not found in it; this script looks for ${PDF.source}`);
    process.exitCode = 1;
  }
}
