import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { ROOT } from './run-tool';

const SCRIPTS = ['report-worker.js', 'page-worker.js', 'word-reader.js', 'word-writer.js'];
const BUILDS = ['chrome-mv3', 'firefox-mv3'];

function read(folder: string, file: string): string {
  const found = path.join(folder, file);
  if (!existsSync(found)) throw new Error(`${found} is missing. Run: npm run build`);
  return readFileSync(found, 'utf8');
}

/** Returns the files that a file of a build imports before it runs. */
function importsOf(code: string): string[] {
  const names = [...code.matchAll(/(?:^|[;}])import(?:[^;"'()]*?from)?["']([^"']+)["']/g)];
  return names.map(([, name = '']) => path.basename(name));
}

/** Returns a file with all its direct and indirect imports. */
function withImports(folder: string, file: string): Map<string, string> {
  const codes = new Map<string, string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (codes.has(next)) continue;
    const code = read(folder, SCRIPTS.includes(next) ? next : path.join('chunks', next));
    codes.set(next, code);
    waiting.push(...importsOf(code));
  }
  return codes;
}

/** Evaluates a module in a thread whose only web global is a Worker's name. */
async function evaluates(file: string): Promise<string> {
  const code = `
    globalThis.self = { name: 'nothing', addEventListener: () => undefined };
    import(process.argv[2]).then(
      () => require('node:worker_threads').parentPort.postMessage('evaluated'),
      (error) => require('node:worker_threads').parentPort.postMessage(String(error.stack)),
    );`;
  const worker = new Worker(code, { eval: true, argv: [file] });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}

describe.each(BUILDS)('the scripts of the Workers in %s', (name) => {
  const folder = path.join(ROOT, '.output', name);

  test('share chunks with the pages', () => {
    const own = withImports(folder, 'report-worker.js');
    const page = readdirSync(path.join(folder, 'chunks')).find((file) => /^desk-/.test(file));
    const shared = withImports(folder, page ?? '');
    const bytes = (files: Map<string, string>) =>
      [...files.values()].reduce((sum, code) => sum + code.length, 0);
    const both = new Map([...own].filter(([file]) => shared.has(file)));
    expect(bytes(own)).toBeGreaterThan(300_000);
    expect(bytes(both)).toBeGreaterThan(bytes(own) / 3);
  });

  test.each(SCRIPTS)('evaluate without a DOM, with all that they share: %s', async (script) => {
    expect(await evaluates(path.join(folder, script))).toBe('evaluated');
  });

  test.each(SCRIPTS)('do not use the helper that loads chunks in pages: %s', (script) => {
    for (const [file, code] of withImports(folder, script)) {
      expect(code.match(/(?<![\w$.])import\(/g), file).toBeNull();
    }
  });
});
