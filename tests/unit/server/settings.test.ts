import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HELP, readSettings, SETTINGS } from '@/server/settings';

/* The settings of the person who runs the server. */

test('every setting has a default', () => {
  const standard = {
    ...{ host: '127.0.0.1', port: 4710, folder: path.resolve('pincite-data'), address: null },
    databaseUrl: null,
    metricsToken: null,
    limits: {
      ...{ deviceRate: 100, strangerRate: 10, proxies: 0 },
      teamBytes: {
        ...{ blob_bytes: 20_000_000_000, record_bytes: 4_000_000_000, edit_bytes: 1_000_000_000 },
      },
    },
  };
  expect(readSettings({})).toEqual(standard);
  // An empty variable counts as not set: the data must not go into the current folder.
  const names = Object.keys(SETTINGS);
  expect(readSettings(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(standard);
});

test('an address for people may have a path, and loses the last slash', () => {
  const read = (address: string) => readSettings({ PINCITE_ADDRESS: address }).address;
  expect(read('https://pincite.example.org/')).toBe('https://pincite.example.org');
  expect(read('http://pincite.example.org:8080/team/')).toBe(
    'http://pincite.example.org:8080/team',
  );
});

test.each([
  ['PINCITE_ADDRESS', 'pincite.example.org', 'begins with https:// or http://'],
  ['PINCITE_ADDRESS', 'localhost:4710', 'begins with https:// or http://'],
  ['PINCITE_ADDRESS', 'https://pincite.example.org/#x', 'begins with https:// or http://'],
  ['PINCITE_PORT', '70000', 'PINCITE_PORT'],
  ['PINCITE_PORT', 'x', 'PINCITE_PORT'],
  ['PINCITE_DEVICE_RATE', '-1', 'PINCITE_DEVICE_RATE is a whole number, or 0 for no limit.'],
  ['PINCITE_METRICS_TOKEN', 'short', 'PINCITE_METRICS_TOKEN has 16 to 100 letters'],
  ['PINCITE_TEAM_BLOBS_MB', '20 GB', 'PINCITE_TEAM_BLOBS_MB is a whole number'],
  ['PINCITE_DATABASE_URL', 'mysql://127.0.0.1/x', 'begins with postgres://'],
  ['PINCITE_DATABASE_URL', 'me:a-password@127.0.0.1/x', 'begins with postgres://'],
])('%s=%s is refused with a sentence', (name, value, sentence) => {
  expect(() => readSettings({ [name]: value })).toThrow(sentence);
});

test('the help and the document have the same settings', () => {
  const document = readFileSync('docs/SERVER.md', 'utf8');
  const rows = [...document.matchAll(/^\| `(PINCITE_\w+)` \| `?([^|`]+)`? \|/gmu)];
  expect(rows.map(([, name, standard]) => [name, standard])).toEqual(
    Object.entries(SETTINGS).map(([name, { standard }]) => [name, standard]),
  );
  for (const name of Object.keys(SETTINGS)) expect(HELP).toContain(name);
});
