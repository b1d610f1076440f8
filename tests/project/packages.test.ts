import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readZip } from '../../scripts/read-zip.mjs';
import { LONG } from '../long.mjs';
import { ROOT, runTool } from './run-tool';

/* The packages for the stores: a zip for each browser, and the sources for reviewers. */

type Files = ReadonlyMap<string, Buffer>;

function packed(name: string): Files {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const file = path.join(ROOT, '.output', `pincite-${version}-${name}.zip`);
  if (!existsSync(file)) throw new Error(`${file} is missing. Run: npm run zip`);
  return new Map([...readZip(readFileSync(file))].map((entry) => [entry.name, entry.read()]));
}

function inFolder(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return new Map(
    files.map((name) => [name.replaceAll('\\', '/'), readFileSync(path.join(folder, name))]),
  );
}

/** Returns the names that only one side has, and those of files that differ. */
function differences(one: Files, other: Files): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  const same = (name: string) => other.get(name)?.equals(one.get(name) ?? Buffer.of()) === true;
  return [...names].filter((name) => !one.has(name) || !same(name)).sort();
}

const manifestIn = (files: Files): Record<string, unknown> =>
  JSON.parse(String(files.get('manifest.json')));

describe('the zip for Chrome', () => {
  test('has no `key`, which the store refuses', () => {
    expect(manifestIn(packed('chrome'))).not.toHaveProperty('key');
  });

  test('is otherwise the unpacked build, whose `key` gives it a fixed id', () => {
    const unpacked = inFolder(path.join(ROOT, '.output/chrome-mv3'));
    const { key, ...manifest } = manifestIn(unpacked);
    expect(key).toMatch(/^MII/);
    expect(manifestIn(packed('chrome'))).toEqual(manifest);
    expect(differences(packed('chrome'), unpacked)).toEqual(['manifest.json']);
  });
});

test('the zip for Firefox is the unpacked build', () => {
  const unpacked = inFolder(path.join(ROOT, '.output/firefox-mv3'));
  expect(unpacked.size).toBeGreaterThan(50);
  expect(differences(packed('firefox'), unpacked)).toEqual([]);
});

describe('the zip of the sources', () => {
  let copy = '';
  let sources: Files;
  beforeAll(() => {
    sources = packed('sources');
    copy = mkdtempSync(path.join(tmpdir(), 'pincite-sources-'));
    for (const [name, content] of sources) {
      mkdirSync(path.dirname(path.join(copy, name)), { recursive: true });
      writeFileSync(path.join(copy, name), content);
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }));

  test('holds sources and nothing that the tools left', () => {
    const top = new Set([...sources.keys()].map((name) => name.split('/')[0]));
    expect([...top].sort()).toEqual([
      '.npmrc',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'components',
      'entrypoints',
      'locales',
      'package-lock.json',
      'package.json',
      'public',
      'scripts',
      'tsconfig.json',
      'utils',
      'wxt.config.ts',
    ]);
    const bytes = [...sources.values()].reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(6_000_000);
  });

  // Mozilla's reviewers build from the sources. PINCITE_LONG=1 builds for both browsers.
  test.each(LONG ? ['chrome', 'firefox'] : ['firefox'])(
    'rebuilds to the same files for %s',
    (browser) => {
      vi.stubEnv('NODE_ENV', undefined);
      const { status, stdout, stderr } = runTool('wxt', ['build', '-b', browser, '--mv3'], {
        cwd: copy,
      });
      expect(status, stdout + stderr).toBe(0);
      const built = inFolder(path.join(copy, '.output', `${browser}-mv3`));
      const first = inFolder(path.join(ROOT, '.output', `${browser}-mv3`));
      expect(built.size).toBeGreaterThan(50);
      expect(differences(built, first)).toEqual([]);
    },
  );
});
