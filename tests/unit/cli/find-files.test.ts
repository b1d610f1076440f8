import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findFiles } from '@/cli/find-files';

let folder = '';

const FILES = [
  'a.md',
  'b.md',
  'b.md.pincite.json',
  'docs/c.md',
  'docs/old/d.md',
  'docs/[e].md',
  'node_modules/x/f.md',
];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-files-'));
  for (const name of FILES) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), 'It rose.');
  }
});

beforeEach(() => rmSync(path.join(folder, '.pinciteignore'), { force: true }));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function find(named: readonly string[], ignored: readonly string[] = [], file = '') {
  if (file !== '') writeFileSync(path.join(folder, '.pinciteignore'), file);
  const found = findFiles(named, ignored, folder);
  return found.ok ? found.value : found.error;
}

test.each([
  ['a file', ['b.md'], ['b.md']],
  ['a file that looks like a pattern', ['docs/[e].md'], ['docs/[e].md']],
  ['the standard input', ['-'], ['-']],
  ['a pattern, with the files of others and lock files left out', ['*'], ['a.md', 'b.md']],
  [
    'files in nested folders',
    ['**/*.md'],
    ['a.md', 'b.md', 'docs/[e].md', 'docs/c.md', 'docs/old/d.md'],
  ],
  ['a file and a pattern that matches it', ['b.md', '{a,b}.md'], ['b.md', 'a.md']],
])('finds %s', (_, named, files) => {
  expect(find(named)).toEqual(files);
});

test.each([
  ['a folder', ['docs/'], '', ['a.md', 'b.md']],
  ['names in any folder', ['[cd].md', '*e*'], '', ['a.md', 'b.md']],
  ['all but some', ['*.md', '!a.md'], '', ['a.md']],
  [
    'the files that .pinciteignore names',
    [],
    '# old\ndocs/old\n/a.md\n',
    ['b.md', 'docs/[e].md', 'docs/c.md'],
  ],
  ['what the file and the option name; the option wins', ['!a.md'], 'a.md\ndocs', ['a.md', 'b.md']],
])('leaves out %s', (_, ignored, file, files) => {
  expect(find(['**/*.md'], ignored, file)).toEqual(files);
});

test('reads a file that is named directly, although a pattern ignores it', () => {
  expect(find(['a.md'], ['*.md'])).toEqual(['a.md']);
});

test('matches files above the folder, to which the ignore patterns do not apply', () => {
  const found = findFiles(['../*.md'], ['*.md'], path.join(folder, 'docs'));
  expect(found).toEqual({ ok: true, value: ['../a.md', '../b.md'] });
});

test.each([
  ['a file that is not there', ['none.md'], 'none.md: There is no such file'],
  ['a folder', ['docs'], 'docs: This is a folder'],
  ['a pattern without a match', ['a.md', '*.txt'], '*.txt: No file matches'],
  ['a pattern whose matches are all ignored', ['node_modules/**'], 'No file matches'],
])('refuses %s, because a check of nothing must not pass', (_, named, message) => {
  expect(find(named)).toContain(message);
});

test('reports a folder that has the name .pinciteignore', () => {
  const rules = path.join(folder, 'odd');
  mkdirSync(path.join(rules, '.pinciteignore'), { recursive: true });
  expect(findFiles(['*.md'], [], folder, rules)).toEqual({
    ok: false,
    error: `${path.join(rules, '.pinciteignore')}: This is a folder, and a file is wanted.`,
  });
});
