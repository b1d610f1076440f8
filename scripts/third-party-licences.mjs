// Collects the licences of the libraries in the extension, as these licences require.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The file's name in the extension; components/options/OptionsPage.tsx links to it. */
export const LICENCES_FILE = 'third-party-licences.txt';
const LICENCE = /^(?:licen[cs]e|notice|copying)/i;
/**
 * The addresses of long licences that allow a reference instead of their text (MPL 2.0 § 3.1; CC0
 * requires nothing).
 */
const BY_ADDRESS = {
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/legalcode',
  'MPL-2.0': 'https://mozilla.org/MPL/2.0/',
};

/**
 * Returns the licences of all packages that the lockfile installs for use, even if the build leaves
 * parts of them out. Development packages are not included. Packages with the same text are listed
 * together above it.
 */
export function thirdPartyLicences() {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  /** @type {Map<string, string[]>} The packages of a text. */
  const named = new Map();
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (place === '' || entry.dev || entry.optional || entry.devOptional || entry.peer) continue;
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const text = textOf(path.join(ROOT, place), entry.license, name);
    named.set(text, [...(named.get(text) ?? []), `${name} ${entry.version} (${entry.license})`]);
  }
  const parts = [...named].map(([text, names]) => `${names.join('\n')}\n\n${text}`.trim());
  return `${parts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

/**
 * @param {string} folder @param {keyof typeof BY_ADDRESS | string} licence @param {string} name
 */
function textOf(folder, licence, name) {
  const address = Object.entries(BY_ADDRESS).find(([id]) => id === licence)?.[1];
  if (address !== undefined) {
    return `The licence: ${address}\nThe source: https://www.npmjs.com/package/${name}`;
  }
  // Some packages are published without a licence text. The text then comes from the repository.
  const own = path.join(ROOT, 'scripts/licences', `${name}.txt`);
  if (existsSync(own)) return readFileSync(own, 'utf8').trim();
  return readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}
