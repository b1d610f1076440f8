// Checks the sizes of the zips of both browsers, with what is loaded only for a PDF or a Word document
// counted apart.
// node scripts/zip-sizes.mjs
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readZip } from './read-zip.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LIMIT = 1_000_000;
/** pdf.js, its Worker and its character maps, which are loaded only for a PDF. */
const PDF = /^(?:chunks\/(?:read-pdf|open-pdf|pdf)-|assets\/pdf\.worker|assets\/[^/]+\.bcmap$)/;

/** The scripts with the libraries that are loaded only for a Word document. */
const WORD = /^word-[a-z]+\.js$/;

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
for (const browser of ['chrome', 'firefox']) {
  const zip = readFileSync(path.join(ROOT, '.output', `pincite-${version}-${browser}.zip`));
  let own = 0;
  let pdf = 0;
  let word = 0;
  for (const { name, size } of readZip(zip)) {
    if (PDF.test(name)) pdf += size;
    else if (WORD.test(name)) word += size;
    else own += size;
  }
  const small = own <= LIMIT;
  if (!small) process.exitCode = 1;
  console.log(
    `${browser} zip: ${kB(own)} of ${kB(LIMIT)} ${small ? 'ok' : 'TOO LARGE'}, and ${kB(pdf)} of pdf.js and its character maps, ${kB(word)} for Word documents`,
  );
  if (word < 50_000) {
    console.log(
      `${browser} zip: no script for Word was found; this script looks for ${WORD.source}`,
    );
    process.exitCode = 1;
  }
  if (pdf < 100_000) {
    console.log(`${browser} zip: pdf.js was not found in it; this script looks for ${PDF.source}`);
    process.exitCode = 1;
  }
}
