// The licences of the libraries that come with the extension, as they ask to be handed on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Where the extension has them; components/options/OptionsPage.tsx links to it. */
export const LICENCES_FILE = 'third-party-licences.txt';
const LICENCE = /^(?:licen[cs]e|notice|copying)/i;

/**
 * All that the lock file installs for use, also where the build leaves parts of it out: one text
 * too many does no harm. Packages for development are none of it.
 */
export function thirdPartyLicences() {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const parts = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (place === '' || entry.dev || entry.optional || entry.devOptional || entry.peer) continue;
    const folder = path.join(ROOT, place);
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const texts = readdirSync(folder)
      .filter((file) => LICENCE.test(file))
      .sort()
      .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
    parts.push([`${name} ${entry.version} (${entry.license})`, ...texts].join('\n\n'));
  }
  return `${parts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}
