import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBlobStore } from '@/server/blob-store';
import { takeFolder } from '@/server/data-folder';
import { openDatabase } from '@/server/open-database';
import { startServer } from '@/server/start-server';

/* The data folder: one server uses it at a time, and errors name the folder. */

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const start = () => startServer({ host: '127.0.0.1', port: 0, folder, writeLog: () => undefined });

test('a second server on the same folder does not start, until the first has stopped', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(`Another server uses the folder ${folder} already.`);
  await first.stop();
  await (await start()).stop();
});

test('a server that could not start leaves the folder to the next one', async () => {
  writeFileSync(path.join(folder, 'pincite.sqlite'), 'no database '.repeat(1_000));
  await expect(start()).rejects.toThrow();
  rmSync(path.join(folder, 'pincite.sqlite'));
  const first = await start();
  const { port } = first;
  rmSync(path.join(folder, 'other'), { recursive: true, force: true });
  const other = {
    host: '127.0.0.1',
    folder: path.join(folder, 'other'),
    writeLog: () => undefined,
  };
  await expect(startServer({ ...other, port })).rejects.toThrow(
    `Another program uses the port ${port} already. Set PINCITE_PORT to another one.`,
  );
  await first.stop();
  await (await startServer({ ...other, port: 0 })).stop();
});

test('an address on which the server cannot listen is named, with its variable', async () => {
  // https://www.rfc-editor.org/rfc/rfc5737: no machine has this address.
  const away = { host: '192.0.2.1', port: 0, folder, writeLog: () => undefined };
  await expect(startServer(away)).rejects.toThrow(
    'The server cannot listen on 192.0.2.1 (PINCITE_HOST): ',
  );
});

test('a folder is made with its parent folders, readable only for its user', () => {
  const inside = path.join(folder, 'a/b');
  takeFolder(inside)();
  expect(statSync(inside).mode & 0o77).toBe(0);
});

test('a folder that cannot be used is named', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => takeFolder(file)).toThrow(`${file} is a file, not a folder.`);
  expect(() => takeFolder(path.join(file, 'x'))).toThrow(`${file} is a file, not a folder.`);
  expect(() => createBlobStore(file)).toThrow(`${file} is a file, not a folder.`);
});

// Node's own `mkdir` with `recursive` never returns in /proc.
test.skipIf(!existsSync('/proc/self'))('a folder in which nothing can be made is named', () => {
  expect(() => takeFolder('/proc/x')).toThrow('The folder /proc/x cannot be made: ENOENT');
  expect(() => takeFolder('/proc')).toThrow('The folder /proc cannot be written: ');
});

test('a file that is not a database is named', async () => {
  const file = path.join(folder, 'pincite.sqlite');
  writeFileSync(file, 'no database '.repeat(1_000));
  await expect(openDatabase(folder)).rejects.toThrow(
    `The database ${file} cannot be used: file is not a database.`,
  );
});

test('a commit is on disk when it returns', async () => {
  const db = await openDatabase(folder);
  const read = async (name: string) => {
    const text = `pragma ${name}`;
    const query = { kind: 'RawNode', sqlFragments: [text], parameters: [] } as const;
    const asked = { sql: text, parameters: [], query, queryId: { queryId: name } };
    return (await db.executeQuery(asked)).rows;
  };
  try {
    expect(await read('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    // In SQLite, the value 2 of `synchronous` means FULL.
    expect(await read('synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await read('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  } finally {
    await db.destroy();
  }
});

test('the next start deletes the unfinished upload of a killed process', () => {
  const left = path.join(folder, 'blobs/x.part');
  const kept = path.join(folder, 'blobs/ab/abc');
  mkdirSync(path.dirname(kept), { recursive: true });
  for (const file of [left, kept]) writeFileSync(file, 'bytes');
  createBlobStore(path.join(folder, 'blobs'));
  expect([existsSync(left), existsSync(kept)]).toEqual([false, true]);
});
