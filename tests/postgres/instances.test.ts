import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openPostgres } from '@/server/open-postgres';
import type { Joined } from '@/server/people';
import { type RunningServer, startServer } from '@/server/start-server';
import { newId } from '@/utils/model/ids';
import { findPostgres } from '../../scripts/find-postgres.mjs';
import { connect, type ServerClient } from '../fixtures/server-client';
import { makeStorage, type ServerStorage } from '../fixtures/server-storage';
import { pinOf } from '../unit/storage/sample-evidence';
import { type PostgresCluster, startPostgres } from './postgres-cluster';

/* What only PostgreSQL has: several instances on one database, and a connection that can be lost. */

let storage: ServerStorage;
const running: RunningServer[] = [];
const clients: ServerClient[] = [];

beforeEach(async () => {
  // Hocuspocus prints the errors that the server logs, too.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  storage = await makeStorage();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const server of running.splice(0)) await server.stop();
  await storage.remove();
  vi.restoreAllMocks();
});

async function start(databaseUrl = storage.databaseUrl, folder = storage.folder) {
  const server = await startServer({
    ...{ host: '127.0.0.1', port: 0, folder, databaseUrl, writeLog: () => undefined },
  });
  running.push(server);
  return server;
}

async function ask(server: RunningServer, call: string, token = '', body?: object) {
  const [method = '', place] = call.split(' ');
  const response = await fetch(`${server.address}/v1/${place}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    wait: response.headers.get('Retry-After'),
    body: await response.json(),
  };
}

async function join(server: RunningServer, secret?: string): Promise<Joined> {
  const names = { name: 'A person', device: 'A browser' };
  const { body } = await ask(server, 'POST join', '', { invitation: secret, ...names });
  expect(body.token).toHaveLength(43);
  return body;
}

async function open(server: RunningServer, name: string, by: Joined): Promise<ServerClient> {
  const client = await connect(server.port, name, by.token);
  clients.push(client);
  return client;
}

const addPin = (server: RunningServer, { token }: Joined, number: number) =>
  ask(server, 'POST records', token, { records: [{ store: 'pins', record: pinOf(number) }] });

/** Starts two instances at the same time, on an empty database. */
async function startTwo() {
  const [one, two] = await Promise.all([start(), start()]);
  // The instance that started later revoked the invitation of the other.
  const secrets = [one, two].map(({ invitation }) => invitation?.secret);
  const rows = await storage.run('select id from invitations where revoked_at is null');
  const latest = [one, two].find(({ invitation }) => invitation?.id === rows[0]?.['id']);
  const owner = await join(one, latest?.invitation?.secret);
  return { one, two, owner, secrets };
}

describe('two instances', () => {
  test('that start at the same time make the tables once, and one team', async () => {
    await storage.run('drop schema public cascade');
    await storage.run('create schema public');
    const { two, owner, secrets } = await startTwo();
    expect(new Set(secrets).size).toBe(2);
    expect(await storage.run('select id from teams')).toEqual([{ id: owner.teamId }]);
    expect((await ask(two, 'GET me', owner.token)).status).toBe(200);
    const [{ count } = {}] = await storage.run('select count(*) from schema_version');
    expect(count).toBe(1);
  });

  test('pass the edits of their clients on to each other, and lose none', async () => {
    const { one, two, owner } = await startTwo();
    const name = `${owner.teamId}/${newId()}/content`;
    const [here, there] = [await open(one, name, owner), await open(two, name, owner)];
    const edits = [here, there].flatMap((client, side) =>
      Array.from({ length: 40 }, (_, at) =>
        client.edit((doc) => doc.getMap('report').set(`${side}/${at}`, at)),
      ),
    );
    expect(await Promise.all(edits)).toEqual(edits.map(() => true));
    for (const client of [here, there]) {
      await expect.poll(() => client.doc.getMap('report').size).toBe(80);
    }
    // Each closes the document, which compacts its log, and a third one opens it.
    for (const client of clients.splice(0)) await client.close();
    const last = async () => (await storage.run('select count(*) from updates'))[0]?.['count'];
    await expect.poll(last).toBe(1);
    expect((await open(await start(), name, owner)).doc.getMap('report').size).toBe(80);
    const [used] = await storage.run(`select edit_bytes,
      (select sum(octet_length(bytes)) from updates) as sum from team_usage`);
    expect(used?.['edit_bytes']).toBe(used?.['sum']);
  });

  test('keep a document within its budget that is edited on both', async () => {
    const { one, two, owner } = await startTwo();
    const name = `${owner.teamId}/${newId()}/content`;
    const [here, there] = [await open(one, name, owner), await open(two, name, owner)];
    // The budget allows 1,000 types in one document.
    const grow = (client: ServerClient, side: number) =>
      client.edit((doc) => {
        for (let at = 0; at < 400; at += 1) doc.getMap(`${side}/${at}`).set('x', new Y.Map());
      });
    const sent = await Promise.all([grow(here, 1), grow(there, 2), grow(here, 3)]);
    // The last one, perhaps with the second, is too much. A document over its budget never opens.
    expect(sent).toContain('over_budget');
    const again = await open(await start(), name, owner);
    expect(again.doc.share.size).toBe(sent.filter((is) => is === true).length * 400);
  });

  test('show a reader every record once, in whatever order they are committed', async () => {
    const { one, two, owner } = await startTwo();
    const seen: string[] = [];
    let isDone = false;
    const reading = (async () => {
      for (let after = 0; ; ) {
        const wasDone = isDone;
        const { body } = await ask(one, `GET records?after=${after}`, owner.token);
        for (const { record } of body.records) seen.push(record.id);
        after = body.next;
        if (wasDone && body.records.length === 0) return;
      }
    })();
    const numbers = Array.from({ length: 200 }, (_, at) => at);
    await Promise.all(
      [one, two].flatMap((server, side) =>
        [0, 1, 2, 3].map(async (lane) => {
          for (const number of numbers.filter((at) => at % 8 === side * 4 + lane)) {
            expect((await addPin(server, owner, number)).status).toBe(200);
          }
        }),
      ),
    );
    isDone = true;
    await reading;
    expect(seen.sort()).toEqual(numbers.map((at) => pinOf(at).id).sort());
  });

  test('cannot both remove the other’s owner', async () => {
    const { one, two, owner } = await startTwo();
    const { body } = await ask(one, 'POST invitations', owner.token, { role: 'owner' });
    const other = await join(two, body.secret);
    const removed = await Promise.all([
      ask(one, `DELETE members/${other.memberId}`, owner.token),
      ask(two, `DELETE members/${owner.memberId}`, other.token),
    ]);
    expect(removed.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await storage.run('select id from members where removed_at is null');
    expect(left).toHaveLength(1);
  });

  test('end the connections of a device that the other one has revoked', async () => {
    const { one, two, owner } = await startTwo();
    const { body } = await ask(one, 'POST devices', owner.token, {});
    const device = await join(one, body.secret);
    const client = await open(two, `${owner.teamId}/${newId()}/content`, device);
    await ask(one, `DELETE devices/${device.deviceId}`, owner.token);
    expect(await client.closed).toBe('unauthorised');
  });
});

describe('a folder', () => {
  test('belongs to one database, and to a server of the same kind', async () => {
    await start();
    const own = path.join(storage.folder, 'own');
    mkdirSync(own);
    await (await start(null, own)).stop();
    running.pop();
    await expect(start(storage.databaseUrl, own)).rejects.toThrow('has a database of its own');
    await expect(start(null, storage.folder)).rejects.toThrow('belongs to a database of Postgre');
    const other = path.join(storage.folder, 'other');
    mkdirSync(other);
    writeFileSync(path.join(other, 'pincite.folder'), newId());
    await expect(start(storage.databaseUrl, other)).rejects.toThrow('belongs to another database');
  });

  test('keeps an upload that another instance has not finished', async () => {
    await start();
    const part = path.join(storage.folder, 'blobs', `${newId()}.part`);
    writeFileSync(part, 'bytes');
    await start();
    expect(readdirSync(path.join(storage.folder, 'blobs'))).toContain(path.basename(part));
  });
});

test('the numbers of the feed go on above those of a restored dump, as docs/SERVER.md says', async () => {
  const server = await start();
  const owner = await join(server, server.invitation?.secret);
  await addPin(server, owner, 1);
  const [, command = ''] =
    /^psql .* -c "(select setval.*)"$/mu.exec(readFileSync('docs/SERVER.md', 'utf8')) ?? [];
  await storage.run(command);
  const before = (await ask(server, 'GET records?after=0', owner.token)).body.next;
  await addPin(server, owner, 2);
  const { body } = await ask(server, `GET records?after=${before + 1_000}`, owner.token);
  expect(body.records).toHaveLength(1);
});

describe('a database that is lost', () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    cluster = await startPostgres(findPostgres() ?? '');
  });
  afterAll(() => cluster.remove());

  test('is told with a time to try again, and comes back with all that was acknowledged', async () => {
    const url = cluster.urlOf('postgres');
    const server = await start(url);
    const owner = await join(server, server.invitation?.secret);
    const name = `${owner.teamId}/${newId()}/content`;
    const client = await open(server, name, owner);
    const acknowledged: string[] = [];
    const refused: unknown[] = [];
    const write = (key: string) =>
      client
        .edit((doc) => doc.getMap('report').set(key, 1))
        .then((is) => (is === true ? acknowledged.push(key) : refused.push(is)));
    const writing = Array.from({ length: 200 }, (_, at) => write(`${at}`));
    await expect.poll(() => acknowledged.length).toBeGreaterThan(0);
    await cluster.crash();
    await Promise.all(writing);
    expect(refused.length).toBeGreaterThan(0);
    await expect(open(server, name, owner)).rejects.toThrow('unavailable');
    const lost = { status: 503, wait: '5', body: { error: 'unavailable' } };
    expect(await ask(server, 'GET me', owner.token)).toMatchObject(lost);
    expect(await addPin(server, owner, 1)).toMatchObject(lost);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(503);
    await expect(start(url)).rejects.toThrow(
      'The database of PINCITE_DATABASE_URL cannot be used: connect ENOENT',
    );

    await cluster.start();
    const again = await open(server, name, owner);
    const keys = new Set(again.doc.getMap('report').keys());
    expect(acknowledged.filter((key) => !keys.has(key))).toEqual([]);
    expect((await addPin(server, owner, 1)).body).toEqual({ outcomes: [{ outcome: 'stored' }] });
    expect(await again.edit((doc) => doc.getMap('report').set('after', 1))).toBe(true);
  });

  test('by its own settings is not used in the first place', async () => {
    const options = encodeURIComponent('-c synchronous_commit=off');
    await expect(openPostgres(`${cluster.urlOf('postgres')}&options=${options}`)).rejects.toThrow(
      'The database has synchronous_commit = off, so it would lose edits that it has confirmed.',
    );
  });
});
