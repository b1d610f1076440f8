// Collects the licences of the libraries in the extension, as these licences require.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The file's name in the extension; components/options/OptionsPage.tsx links to it. */
export const LICENCES_FILE = 'third-party-licences.txt';
const MODULES = 'node_modules/';
const LICENCE = /^(?:licen[cs]e|notice|copying)/i;
/**
 * The addresses of long licences that allow a reference instead of their text (MPL 2.0 § 3.1; CC0
 * requires nothing).
 */
const BY_ADDRESS = {
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/legalcode',
  'MPL-2.0': 'https://mozilla.org/MPL/2.0/',
};

/** Packages that are not in the result: types, and tools that run while it is built. */
const NEVER_IN = /^(?:@types\/|(?:chokidar|confbox|tinyglobby|undici-types)$)/;

/**
 * The part of a licence that is the same for all packages, apart from line breaks. The copyright of a
 * package stands before or behind it.
 */
const SHARED =
  /[ \t]*(?:Permission is hereby granted, free of charge.*$|Apache License\s+Version 2\.0.*?END OF TERMS AND CONDITIONS)/s;

/**
 * Returns the licences of all packages that the extension uses, even if the build leaves parts of
 * them out. `also` names workspaces whose packages are included, and single development packages.
 * What several licences share stands once, below their packages with the copyright of each.
 * @param {readonly string[]} also
 */
export function thirdPartyLicences(also = []) {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const used = usedPlaces(lock.packages, ['', ...also]);
  /** @type {Map<string, string[]>} The packages of an equal text. */
  const named = new Map();
  for (const [place, entry] of Object.entries(lock.packages)) {
    const name = place.slice(place.lastIndexOf(MODULES) + MODULES.length);
    if (!place.includes(MODULES) || !(used.has(place) || also.includes(name))) continue;
    const text = textOf(path.join(ROOT, place), entry.license, name);
    named.set(text, [...(named.get(text) ?? []), `${name} ${entry.version} (${entry.license})`]);
  }
  /** @type {Map<string, { heads: string[], words: string }>} Each key is the shared part, folded. */
  const parts = new Map();
  for (const [text, names] of named) {
    const words = SHARED.exec(text)?.[0] ?? '';
    const own = words === '' ? text : text.replace(words, '').trim();
    const head = `${names.join('\n')}\n\n${own}`.trim();
    const key = words === '' ? head : words.replace(/[^a-z]+/gi, '').toLowerCase();
    parts.set(key, { words, heads: [...(parts.get(key)?.heads ?? []), head] });
  }
  const texts = Array.from(parts.values(), ({ heads, words }) =>
    [...heads, words].filter(Boolean).join('\n\n').trim(),
  );
  return `${texts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

/**
 * Returns where the lockfile has the direct and indirect dependencies of these workspaces; the
 * extension is the workspace without a name.
 * @param {Record<string, { dependencies?: object }>} packages
 * @param {readonly string[]} workspaces
 */
function usedPlaces(packages, workspaces) {
  /** @type {Set<string>} */
  const used = new Set();
  /** @param {string} place */
  const visit = (place) => {
    for (const name of Object.keys(packages[place]?.dependencies ?? {})) {
      let folder = `${place}/`;
      while (folder !== '' && !packages[folder + MODULES + name]) {
        folder = folder.slice(0, Math.max(0, folder.lastIndexOf(MODULES, folder.length - 2)));
      }
      const found = folder + MODULES + name;
      if (used.has(found) || !packages[found] || NEVER_IN.test(name)) continue;
      used.add(found);
      visit(found);
    }
  };
  for (const workspace of workspaces) visit(workspace);
  return used;
}

/**
 * @param {string} folder @param {keyof typeof BY_ADDRESS | string} licence @param {string} name
 */
function textOf(folder, licence, name) {
  const address = Object.entries(BY_ADDRESS).find(([id]) => id === licence)?.[1];
  if (address !== undefined) {
    return `The licence: ${address}\nThe source: https://www.npmjs.com/package/${name}`;
  }
  // Some packages are published without a licence text, and one with the text of a second licence
  // that may be chosen instead. The text then comes from the repository.
  const own = path.join(ROOT, 'scripts/licences', `${name}.txt`);
  if (existsSync(own)) return readFileSync(own, 'utf8').trim();
  return readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}
