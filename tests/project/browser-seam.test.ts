import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT, runTool } from './run-tool';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-seam-'));
  for (const file of ['biome.json', '.gitignore']) {
    cpSync(path.join(ROOT, file), path.join(folder, file));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Returns the output of Biome, with the configuration of this project, for a file with this path
 * and content.
 */
function lint(file: string, code: string): { status: number | null; output: string } {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code);
  const { status, stdout, stderr } = runTool('biome', ['lint', file], { cwd: folder });
  return { status, output: stdout + stderr };
}

const QUERY = 'export const tabs = () => browser.tabs.query({});\n';

test.each([
  ['a page reader', 'utils/page/planted.ts', QUERY],
  ['a component', 'components/ui/planted.tsx', QUERY],
  ['an entrypoint', 'entrypoints/background/planted.ts', QUERY],
  [
    'an injected script, by the other name,',
    'entrypoints/clipper/planted.ts',
    QUERY.replace('browser', 'chrome'),
  ],
])('%s that touches the browser object is refused', (_, file, code) => {
  const { status, output } = lint(file, code);
  expect(output).toContain('noRestrictedGlobals');
  expect(output).toContain('Only utils/platform touches the browser object.');
  expect(status).not.toBe(0);
});

test('the browser seam may touch the browser object', () => {
  const { status, output } = lint('utils/platform/planted.ts', QUERY);
  expect(output).not.toContain('noRestrictedGlobals');
  expect(output).toContain('Checked 1 file');
  expect(status).toBe(0);
});
