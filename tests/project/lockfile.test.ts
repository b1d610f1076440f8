import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './run-tool';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const { workspaces: WORKSPACES } = JSON.parse(
  readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
) as { workspaces: readonly string[] };

const lockfile = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
/** Without the workspaces, which are folders of the project, and the links to them. */
const packages = Object.entries(lockfile.packages).filter(
  ([place, entry]) => place.includes('node_modules/') && !WORKSPACES.includes(entry.resolved ?? ''),
);

/** Licences that are compatible with MIT for the whole. */
const ALLOWED =
  /^(?:MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|MPL-2\.0|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|\(MIT AND Zlib\)|\(MIT OR [A-Za-z0-9.-]+\)|MIT OR [A-Za-z0-9.-]+)$/;

/** Packages whose metadata does not say which of several licences they have: what their file says. */
const READ_LICENCES: Readonly<Record<string, string>> = { 'node_modules/duck': 'BSD-2-Clause' };

/** The third condition that BSD-2-Clause lacks, and the fourth of the oldest BSD licence. */
const MORE_CONDITIONS = /endorse or promote|advertising materials/iu;

const licenceOf = (place: string) =>
  READ_LICENCES[place] ?? lockfile.packages[place]?.license ?? 'none';

test('the lockfile carries no download addresses', () => {
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});

test('every locked package has its hash', () => {
  expect(packages.filter(([, entry]) => !entry.integrity)).toEqual([]);
});

/**
 * Returns the direct and indirect dependencies of the extension, and of the workspaces, as npm
 * resolves them. Peers are development tools.
 */
function shippedPackages(workspaces: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (from: string) => {
    for (const name of Object.keys(lockfile.packages[from]?.dependencies ?? {})) {
      let folder = from;
      while (folder !== '' && !lockfile.packages[`${folder}/node_modules/${name}`]) {
        folder = folder.replace(/(?:^|\/?node_modules\/)(?:@[^/]+\/)?[^/]+$/, '');
      }
      const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
      if (found.has(place)) continue;
      found.add(place);
      visit(place);
    }
  };
  for (const workspace of ['', ...workspaces]) visit(workspace);
  return [...found];
}

test('each shipped library has a licence that keeps the project free', () => {
  const shipped = shippedPackages(WORKSPACES);
  expect(shipped).toContain('node_modules/@hocuspocus/server');
  expect(shipped).toContain('node_modules/yjs');
  expect(shipped).toContain('node_modules/lib0');
  const others = shipped
    .filter((place) => !ALLOWED.test(licenceOf(place)))
    .map((place) => `${place}: ${licenceOf(place)}`);
  expect(others).toEqual([]);
});

test('the extension has no library of the server alone, and both have the same shared ones', () => {
  const ofExtension = shippedPackages([]);
  expect(ofExtension.filter((place) => /hocuspocus\/server|kysely|\/pg/.test(place))).toEqual([]);
  // Its client needs it beside itself, so that it is in the list of licences too.
  expect(ofExtension).toContain('node_modules/y-protocols');
  const { dependencies: extension = {} } = lockfile.packages[''] ?? {};
  const { dependencies: server = {} } = lockfile.packages['server'] ?? {};
  const both = Object.keys(server).filter((name) => name in extension);
  expect(both.sort()).toEqual(['y-protocols', 'yjs', 'zod']);
  for (const name of both) expect(server[name], name).toBe(extension[name]);
});

test.each(Object.keys(READ_LICENCES))('the licence of %s is the one that its file has', (place) => {
  const text = readFileSync(path.join(ROOT, place, 'LICENSE'), 'utf8');
  expect(text).toContain('Redistribution and use in source and binary forms');
  expect(text).not.toMatch(MORE_CONDITIONS);
});
