import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * Builds a script of this folder before the tests of the calling file.
 * @param name Name of the script without its extension.
 * @param flags Flags for Node.
 * @returns Function that runs the script in a process of its own and returns the JSON that it
 * prints.
 */
export function builtProcess<T>(
  name: string,
  flags: readonly string[] = [],
): (...args: readonly string[]) => T {
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'pincite-bench-'));
    await build({
      configFile: false,
      root: ROOT,
      logLevel: 'error',
      resolve: { alias: { '@': ROOT } },
      ssr: { noExternal: true },
      build: {
        ssr: path.join(ROOT, 'tests', 'bench', `${name}.ts`),
        outDir: folder,
        target: 'node22',
        minify: false,
      },
    });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  return (...args) => {
    const script = path.join(folder, `${name}.js`);
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, script, ...args], {
      encoding: 'utf8',
      maxBuffer: 10_000_000,
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout) as T;
  };
}
