import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { decodeNamedCharacterReference } from '@/utils/report/markup/named-reference';

/** The table of the package that is replaced. */
const TABLE = pathToFileURL(path.resolve('node_modules/character-entities/index.js')).href;

test('every named reference of HTML has its character', async () => {
  const { characterEntities } = await import(/* @vite-ignore */ TABLE);
  const names = Object.keys(characterEntities);
  expect(names.length).toBeGreaterThan(2_000);
  expect(
    Object.fromEntries(names.map((name) => [name, decodeNamedCharacterReference(name)])),
  ).toEqual(characterEntities);
});

test.each(['nosuchname', 'notit', 'amp;', '', 'constructor', '#38', 'AMP lt'])(
  'another name has none: %j',
  (name) => {
    expect(decodeNamedCharacterReference(name)).toBe(false);
  },
);
