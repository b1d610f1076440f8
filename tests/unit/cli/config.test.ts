import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Config, configFrom, configJsonSchema, findConfig } from '@/cli/config';
import { findFiles } from '@/cli/find-files';
import { readCommand } from '@/cli/options';

const folder = mkdtempSync(path.join(tmpdir(), 'pincite-config-'));
const inside = path.join(folder, 'docs/deep');

beforeEach(() => {
  mkdirSync(inside, { recursive: true });
  rmSync(path.join(folder, 'pincite.config.json'), { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (config: unknown) =>
  writeFileSync(
    path.join(folder, 'pincite.config.json'),
    typeof config === 'string' ? config : JSON.stringify(config),
  );

function read(line: string, config: Config) {
  const command = readCommand(line.split(' '), () => ({ ok: true, value: config }));
  if (!command.ok) throw new Error(command.error);
  return command.value;
}

test('is found above the working folder, and its paths become relative to the working folder', () => {
  write({ files: ['docs/*.md'], baseline: 'known.json', strict: true });
  const found = findConfig(inside);
  expect(found.ok && found.value.folder).toBe(folder);
  expect(found.ok && configFrom(found.value, inside)).toEqual({
    files: ['../../docs/*.md'],
    baseline: '../../known.json',
    strict: true,
  });
});

test('its patterns of files to leave out are relative to its folder', () => {
  for (const name of ['docs/a.md', 'docs/deep/b.md', 'docs/deep/c.md']) {
    writeFileSync(path.join(folder, name), 'It rose.');
  }
  writeFileSync(path.join(folder, '.pinciteignore'), '/docs/a.md');
  const found = findFiles(['../**/*.md'], ['docs/deep/b.md'], inside, folder);
  expect(found).toEqual({ ok: true, value: ['c.md'] });
});

test('is empty if there is none', () => {
  expect(findConfig(inside)).toEqual({ ok: true, value: { config: {}, folder: inside } });
});

test.each([
  ['a setting that does not exist', { stict: true }, 'There is no setting “stict”'],
  [
    'a host on a private network',
    { allowHosts: ['localhost'] },
    'There is no setting “allowHosts”',
  ],
  [
    'an unknown setting, and lists the known ones',
    { a: 1 },
    'strict, failOn, baseline, cache. Every',
  ],
  ['a host, and says why', { allowHosts: [] }, 'so is --allow-host, because whoever'],
  ['a value that is not allowed', { failOn: ['fine'] }, 'not allowed: failOn.0'],
  ['text that is not JSON', '{', 'cannot be read'],
])('refuses %s', (_, config, message) => {
  write(config);
  const found = findConfig(inside);
  expect(found.ok ? '' : found.error).toContain(message);
});

test('refuses a folder that has the name of the settings file, and names it', () => {
  const name = path.join(folder, 'pincite.config.json');
  mkdirSync(name);
  try {
    expect(findConfig(inside)).toEqual({
      ok: false,
      error: `${name}: This is a folder, and a file is wanted.`,
    });
  } finally {
    rmSync(name, { recursive: true });
  }
});

describe('the configuration gives, if the command line does not:', () => {
  test('files, ignored files, verdicts that fail, the baseline and the cache', () => {
    const config: Config = {
      files: ['a.md'],
      ignore: ['old'],
      failOn: ['altered'],
      baseline: 'known.json',
      cache: false,
    };
    expect(read('check', config)).toMatchObject({
      files: ['a.md'],
      ignored: ['old'],
      fails: new Set(['altered']),
      baseline: 'known.json',
      cache: 'none',
    });
    const line = 'check b.md --ignore new --fail-on gone --baseline other.json --offline';
    expect(read(line, config)).toMatchObject({
      files: ['b.md'],
      ignored: ['old', 'new'],
      fails: new Set(['gone']),
      baseline: 'other.json',
      cache: 'only',
    });
  });

  test('whether the check is strict', () => {
    expect(read('check a.md', { strict: true })).toMatchObject({ fails: { size: 8 } });
  });
});

test('help ignores a broken configuration, and every check fails with it', () => {
  const broken = () => ({ ok: false as const, error: 'broken' });
  expect(readCommand(['--help'], broken).ok).toBe(true);
  expect(readCommand(['check', 'a.md'], broken)).toEqual({ ok: false, error: 'broken' });
});

test('its schema for editors describes every setting, and refuses unknown settings', () => {
  const schema = JSON.parse(configJsonSchema());
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  expect(Object.keys(schema.properties)).toContain('failOn');
  for (const [name, { description }] of Object.entries<{ description?: string }>(
    schema.properties,
  )) {
    expect(description, name).toMatch(/\.$/u);
  }
});
