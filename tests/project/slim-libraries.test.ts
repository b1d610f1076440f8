import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { packEntities, REPLACED } from '../../scripts/slim-libraries.mjs';
import { ROOT } from './run-tool';

const modules = path.join(ROOT, 'node_modules');

/** Imports of the libraries that write HTML and Markdown. */
const WRITERS = /from '(?:hast-util-to-html|mdast-util-to-markdown)'/;

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
    const folder = path.join(ROOT, 'utils');
    const writing = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file, code: readFileSync(path.join(folder, file), 'utf8') }))
      .filter(({ file, code }) => WRITERS.test(code) || file.startsWith('report'));
    const names = writing.map(({ file }) => file.replaceAll(path.sep, '/'));
    expect(names).toEqual(
      expect.arrayContaining(['report/write-nodes.ts', 'review/write-review.ts']),
    );
    for (const { file, code } of writing) {
      expect(code, file).not.toMatch(/useNamedReferences|useShortestReferences|element\('svg'/);
    }
  });
});
