import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The id that Chromium gives a build: the first 128 bits of the SHA-256 of its public key,
 * in the letters a to p.
 * @param build A folder with a manifest that has a `key`.
 */
export function extensionIdOf(build: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(build, 'manifest.json'), 'utf8'));
  const key =
    typeof manifest === 'object' && manifest !== null && 'key' in manifest ? manifest.key : null;
  if (typeof key !== 'string') throw new Error(`The manifest in ${build} has no key.`);
  return createHash('sha256')
    .update(Buffer.from(key, 'base64'))
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
