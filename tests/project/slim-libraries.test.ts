import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { packEntities, REPLACED } from '../../scripts/slim-libraries.mjs';
import { ROOT } from './run-tool';

const modules = path.join(ROOT, 'node_modules');

/** What a module of these words has for others. */
async function evaluated(code: string): Promise<Record<string, unknown>> {
  return await import(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('the parts of libraries that the build replaces', () => {
  test.each(REPLACED.map(({ file }) => file))('%s is where the library has it', (file) => {
    expect(existsSync(path.join(modules, file))).toBe(true);
  });

  test('the named character references are those of the library', async () => {
    const library = path.join(modules, 'character-entities/index.js');
    const { characterEntities } = await evaluated(readFileSync(library, 'utf8'));
    const packed = await evaluated(packEntities(characterEntities as Record<string, string>));
    expect(Object.keys(characterEntities ?? {}).length).toBeGreaterThan(2000);
    expect(packed['characterEntities']).toEqual(characterEntities);
  });

  test('Yjs finds all of the console that it asks for', async () => {
    const replaced = REPLACED.find(({ file }) => file === 'lib0/logging.js');
    const found = await evaluated((await replaced?.code(path.join(modules, replaced.file))) ?? '');
    const yjs = readFileSync(path.join(modules, 'yjs/dist/yjs.mjs'), 'utf8');
    const asked = [...yjs.matchAll(/\blogging\.(\w+)/g)].map(([, name]) => name);
    expect(asked.length).toBeGreaterThan(3);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(asked));
  });

  test('nobody asks a writer for names of references, or writes an <svg>', () => {
    const folder = path.join(ROOT, 'utils', 'report');
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const code = readFileSync(path.join(folder, file), 'utf8');
      expect(code, file).not.toMatch(/useNamedReferences|useShortestReferences|element\('svg'/);
    }
  });
});
