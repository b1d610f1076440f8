import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, runTool } from './run-tool';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/ARCHITECTURE.md',
  'docs/CHECK.md',
  'docs/GLOSSARY.md',
  'docs/KEYS.md',
  'docs/PRIVACY.md',
  'docs/SECURITY.md',
  'docs/SERVER.md',
  '.github/workflows/test.yml',
  'action.yml',
  ...readdirSync(path.join(ROOT, 'docs/adr')).map((file) => `docs/adr/${file}`),
];

const scripts = Object.keys(
  (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object })
    .scripts,
);
const steps = runTool('node', ['scripts/test.mjs', '--list']).stdout.trim().split('\n');

/** The files of the project, and its folders with a slash at the end. */
const paths = [
  ...readdirSync(ROOT),
  ...[
    ...['cli', 'components', 'docs', 'entrypoints', 'locales', 'scripts', 'server', 'tests'],
    'utils',
  ].flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true, withFileTypes: true })
      .map(
        (entry) =>
          path.relative(ROOT, path.join(entry.parentPath, entry.name)) +
          (entry.isDirectory() ? '/' : ''),
      )
      .concat(`${room}/`)
      .map((each) => each.replaceAll(path.sep, '/')),
  ),
];
/** Names of files, and of folders with a slash at the end. */
const NAME = /`([\w@./-]+(?:\.(?:tsx?|mjs|css|webp)|\/))`/g;
/** Patterns for file names. */
const PATTERNS = ['verb-noun.ts', 'noun.ts'];

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

test('the README names the two commands that do everything', () => {
  expect(read('README.md')).toMatch(/\bnpm start\b/);
  expect(read('README.md')).toMatch(/\bnpm test\b/);
  expect(steps.length).toBeGreaterThan(5);
});

describe.each(DOCUMENTS)('%s', (file) => {
  const text = read(file);

  test('names only commands that exist', () => {
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      (match) => match[1] ?? match[2],
    );
    expect(named.filter((name) => !scripts.includes(name ?? ''))).toEqual([]);
  });

  test('names only test steps that exist', () => {
    const named = [...text.matchAll(/\bnpm test -- ([a-z0-9 ]+)/g)].flatMap((match) =>
      (match[1] ?? '').trim().split(/ +/),
    );
    expect(named.filter((name) => !steps.includes(name))).toEqual([]);
  });

  test('links only to files that exist', () => {
    const link = /(?:\]\(|\bsrc(?:set)?=")(?!https?:|#|mailto:)([^)"#\s]+)/g;
    const targets = [...text.matchAll(link)].map((match) => match[1] ?? '');
    const missing = targets.filter(
      (target) => !existsSync(path.resolve(ROOT, path.dirname(file), target)),
    );
    expect(missing).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    const named = [...text.matchAll(NAME)].map(([, name = '']) => name);
    const missing = named.filter(
      (name) =>
        !(PATTERNS.includes(name) || name.startsWith('out/')) &&
        !paths.some((each) => `/${each}`.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });
});

test('every room of the house is on the map', () => {
  const map = read('docs/ARCHITECTURE.md');
  const rooms = ['utils', 'components', 'entrypoints'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${folder}/${entry.name}`),
  );
  expect(rooms.filter((room) => !map.includes(`${room}/`))).toEqual([]);
});

/** Rows of the table of ways. A name without a folder is in the previous folder. */
const ways = [
  ...(/^## From file to file$(.*?)^## /ms.exec(read('docs/ARCHITECTURE.md'))?.[1] ?? '').matchAll(
    /^\| ([a-z][^|]*?) \| (.*) \|$/gm,
  ),
]
  .map(([, job = '', way = '']) => ({ job, way }))
  .filter(({ job }) => job !== 'job');

test('the map has the way of each job', () => {
  expect(ways.length).toBeGreaterThanOrEqual(10);
});

test.each(ways)('the files on the way of “$job” are where it says', ({ way }) => {
  let folder = '';
  const missing: string[] = [];
  for (const [, name = ''] of way.matchAll(NAME)) {
    if (name.includes('/')) folder = name.slice(0, name.lastIndexOf('/') + 1);
    const file = name.includes('/') ? name : folder + name;
    if (!existsSync(path.join(ROOT, file))) missing.push(file);
  }
  expect(missing).toEqual([]);
});

test('the changelog begins with what is unreleased, and its newest release is the version', () => {
  const [first, ...releases] = [...read('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(
    ([, title = '']) => title,
  );
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(first).toBe('[Unreleased]');
  expect(releases[0]).toMatch(new RegExp(`^\\[${version}\\] - \\d{4}-\\d{2}-\\d{2}$`));
});

/** The nouns of the glossary, in its order, each with its meaning. */
const glossary = [
  ...(/^\| noun .*?(?=^## )/ms.exec(read('docs/GLOSSARY.md'))?.[0] ?? '').matchAll(
    /^\| ([\w-]+) \|[^|]*\| (.*) \|$/gm,
  ),
]
  .map(([, noun = '', meaning = '']) => ({ noun, meaning }))
  .filter(({ noun }) => noun !== 'noun');

test('the glossary has at most fifty nouns in alphabetical order, each with one meaning', () => {
  const nouns = glossary.map(({ noun }) => noun);
  expect(nouns.length).toBeGreaterThan(20);
  expect(nouns.length).toBeLessThanOrEqual(50);
  expect(nouns).toEqual([...new Set(nouns)].sort((a, b) => a.localeCompare(b, 'en')));
  expect(glossary.filter(({ meaning }) => !/^[A-Z].+\.$/.test(meaning))).toEqual([]);
});

test.each(['README.md', 'CONTRIBUTING.md', 'docs/ARCHITECTURE.md'])(
  '%s links to the glossary',
  (file) => {
    expect(read(file)).toMatch(/\]\((?:docs\/)?GLOSSARY\.md\)/);
  },
);

test('every library that is shipped is in the table, with its licence', () => {
  const map = read('docs/ARCHITECTURE.md');
  const { dependencies } = JSON.parse(read('package.json')) as {
    dependencies: Record<string, string>;
  };
  const missing = Object.keys(dependencies).filter(
    (name) => !new RegExp(`^\\| \`${name.replace(/[/.]/g, '\\$&')}\` \\|`, 'm').test(map),
  );
  expect(missing).toEqual([]);
});

/** Rows of the table of seams: the functions of each, and their file. */
const seams = [
  ...read('docs/ARCHITECTURE.md').matchAll(/^\| (`[a-z]\w+\(.*) \| `(utils\/[\w/-]+\.ts)` \|$/gm),
].map(([, functions = '', file = '']) => ({
  file,
  names: [...functions.matchAll(/`(\w+)\(/g)].map((match) => match[1] ?? ''),
}));

test('the map has its table of seams', () => {
  expect(seams.length).toBeGreaterThanOrEqual(7);
});

test.each(seams)('$file exports what the map says', ({ file, names }) => {
  const methods = ['rangeToOffsets', 'offsetsToRange'];
  const code = read(file);
  const missing = names.filter(
    (name) => !methods.includes(name) && !new RegExp(`^export function ${name}\\(`, 'm').test(code),
  );
  expect(missing).toEqual([]);
});
