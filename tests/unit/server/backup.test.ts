import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp, restore } from '@/server/backup';
import { openDatabase } from '@/server/open-database';
import { migrate } from '@/server/schema';
import { type RunningServer, startServer } from '@/server/start-server';
import { newId } from '@/utils/model/ids';
import { connect } from '../../fixtures/server-client';
import { pinOf } from '../storage/sample-evidence';

/* Backups of a running server, and updates of databases that an older server made. */

let folder = '';
let running: RunningServer | null = null;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-backup-'));
});
afterEach(async () => {
  await running?.stop();
  running = null;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const at = (...names: string[]) => path.join(folder, ...names);

async function start(data: string): Promise<RunningServer> {
  const writeLog = () => undefined;
  running = await startServer({ host: '127.0.0.1', port: 0, folder: data, writeLog });
  return running;
}

const TABLES = [
  'teams',
  'members',
  'devices',
  'invitations',
  'audit',
  'updates',
  'records',
  'blobs',
];

/** Returns all rows of a database, and the names and hashes of all blobs beside it. */
function contentOf(data: string, tables = TABLES) {
  const file = new DatabaseSync(path.join(data, 'pincite.sqlite'), { readOnly: true });
  try {
    const rows = tables.map((table) => file.prepare(`select * from ${table} order by 1, 2`).all());
    const files = readdirSync(path.join(data, 'blobs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [name, hashOf(readFileSync(path.join(parentPath, name)))])
      .sort();
    return { rows: JSON.stringify(rows), files };
  } finally {
    file.close();
  }
}

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

async function ask(method: string, place: string, token = '', body?: string) {
  const response = await fetch(`${running?.address}/v1/${place}`, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  expect(response.status).toBe(200);
  return response.json();
}

const addPin = (token: string, number: number) =>
  ask(
    ...(['POST', 'records', token] as const),
    JSON.stringify({ records: [{ store: 'pins', record: pinOf(number) }] }),
  );
const putBlob = (token: string, text: string) => ask('PUT', `blobs/${hashOf(text)}`, token, text);

/** Starts a server with an edit, a record and a blob. */
async function filled() {
  const server = await start(at('data'));
  const names = { invitation: server.invitation?.secret, name: 'Owner', device: 'Test' };
  const { token, teamId } = await ask('POST', 'join', '', JSON.stringify(names));
  const document = `${teamId}/${newId()}/content`;
  const client = await connect(server.port, document, token);
  expect(await client.edit((doc) => doc.getText('x').insert(0, 'Water rose.'))).toBe(true);
  await client.close();
  await addPin(token, 1);
  await putBlob(token, 'First');
  return { token, document, server };
}

describe('a backup', () => {
  test('has what the server had, is brought up to date, and is restored to the same', async () => {
    const { token, document, server } = await filled();
    expect(await backUp(at('data'), at('backup'))).toEqual({ blobs: 1, copied: 1, damaged: [] });
    const first = contentOf(at('backup'));
    expect(first).toEqual(contentOf(at('data')));
    await addPin(token, 2);
    await putBlob(token, 'Second');
    expect(await backUp(at('data'), at('backup'))).toEqual({ blobs: 2, copied: 1, damaged: [] });
    expect(contentOf(at('backup'))).toEqual(contentOf(at('data')));
    expect(contentOf(at('backup'))).not.toEqual(first);
    // The person who restores may have made the folder already.
    mkdirSync(at('restored'));
    expect(await restore(at('backup'), at('restored'))).toEqual({
      ...{ blobs: 2, copied: 2, damaged: [] },
    });
    expect(contentOf(at('restored'))).toEqual(contentOf(at('data')));

    // A record that the backup does not have, and that a client has seen.
    await addPin(token, 3);
    const { next } = await ask('GET', 'records?after=0', token);
    await server.stop();
    const again = await start(at('restored'));
    expect(again.invitation).toBeNull();
    const client = await connect(again.port, document, token);
    expect(client.doc.getText('x').toString()).toBe('Water rose.');
    await client.close();
    await addPin(token, 4);
    const { records } = await ask('GET', `records?after=${next}`, token);
    expect(records.map(({ record }: { record: { id: string } }) => record.id)).toEqual([
      pinOf(4).id,
    ]);
  });

  test('is not written over other files, and not restored over data', async () => {
    await filled();
    mkdirSync(at('other'));
    writeFileSync(at('other', 'letter.txt'), 'Dear all');
    await expect(backUp(at('data'), at('other'))).rejects.toThrow('has other files in it');
    await expect(backUp(at('none'), at('backup'))).rejects.toThrow('There is no data of a server');
    await backUp(at('data'), at('backup'));
    const before = contentOf(at('data'));
    await expect(restore(at('backup'), at('data'))).rejects.toThrow('is not empty');
    await expect(restore(at('other'), at('new'))).rejects.toThrow('There is no backup in');
    expect(contentOf(at('data'))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['backup', 'data', 'other']);
  });

  test('names the blobs that are missing or damaged, and restores the rest', async () => {
    const { token } = await filled();
    await putBlob(token, 'Second');
    const [one, two] = [hashOf('First'), hashOf('Second')];
    writeFileSync(at('data', 'blobs', one.slice(0, 2), one), 'Forged');
    expect(await backUp(at('data'), at('backup'))).toEqual({ blobs: 2, copied: 1, damaged: [one] });
    await putBlob(token, 'First');
    expect(await backUp(at('data'), at('backup'))).toEqual({ blobs: 2, copied: 1, damaged: [] });
    writeFileSync(at('backup', 'blobs', two.slice(0, 2), two), 'Forgery');
    expect((await restore(at('backup'), at('restored'))).damaged).toEqual([two]);
    expect(contentOf(at('restored')).files).toEqual([[one, one]]);
  });

  test('with a damaged database is not restored, and leaves nothing behind', async () => {
    await filled();
    await backUp(at('data'), at('backup'));
    const name = at('backup', 'pincite.sqlite');
    const bytes = readFileSync(name);
    bytes.fill(255, 8_192, 40_000);
    writeFileSync(name, bytes);
    await expect(restore(at('backup'), at('restored'))).rejects.toThrow(/damaged|malformed/u);
    expect(readdirSync(folder).sort()).toEqual(['backup', 'data']);
  });
});

test('a database that an older server made is updated, and keeps all rows', async () => {
  await filled();
  await running?.stop();
  running = null;
  cpSync(at('data', 'blobs'), at('old', 'blobs'), { recursive: true });
  // The first two steps were the whole schema once.
  const db = await openDatabase(at('old'), 2);
  await db.destroy();
  const file = new DatabaseSync(at('old', 'pincite.sqlite'));
  file.exec(`attach database '${at('data', 'pincite.sqlite')}' as new`);
  for (const table of TABLES) {
    const columns = file.prepare('select name from pragma_table_info(?)').all(table);
    const names = columns.map(({ name }) => name).join(', ');
    file.exec(`insert into ${table} select ${names} from new.${table}`);
  }
  file.close();
  const updated = await start(at('old'));
  await updated.stop();
  running = null;
  expect(contentOf(at('old'))).toEqual(contentOf(at('data')));
  // What a team uses is counted from what it has.
  const used = contentOf(at('old'), ['team_usage']);
  expect(used).toEqual(contentOf(at('data'), ['team_usage']));
  expect(used.rows).toContain('"blob_bytes":5');
});

test('a database of a newer server is refused and not changed', async () => {
  const db = await openDatabase(folder);
  await db.updateTable('schema_version').set({ version: 99 }).execute();
  await expect(migrate(db)).rejects.toThrow('newer version of the server');
  await db.destroy();
});
