import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callerOf, createRate, type Limits, NO_LIMITS } from '@/server/limits';
import type { Joined } from '@/server/people';
import { Refused } from '@/server/refused';
import { type RunningServer, startServer } from '@/server/start-server';
import { newId } from '@/utils/model/ids';
import { connect, type ServerClient } from '../../fixtures/server-client';
import { makeStorage, type ServerStorage } from '../../fixtures/server-storage';
import { pinOf } from '../storage/sample-evidence';

/* The limits on the rate of calls and on what a team stores. */

describe('a rate', () => {
  const taken = (rate: { take(caller: string): void }, caller: string, times: number) => {
    let count = 0;
    let wait: number | undefined;
    for (let at = 0; at < times; at += 1) {
      try {
        rate.take(caller);
        count += 1;
      } catch (error) {
        wait = error instanceof Refused ? error.retryAfter : -1;
      }
    }
    return [count, wait];
  };

  test('allows ten seconds of calls at once, then as many a second as it says', () => {
    let at = 1_000_000;
    const rate = createRate(2, () => at);
    expect(taken(rate, 'one', 30)).toEqual([20, 1]);
    expect(taken(rate, 'another', 30)).toEqual([20, 1]);
    at += 1_500;
    expect(taken(rate, 'one', 30)).toEqual([3, 1]);
    at += 100_000;
    expect(taken(rate, 'one', 30)).toEqual([20, 1]);
    // A clock that is set back gives nobody more calls, and stops nobody for longer.
    at -= 1_000_000;
    expect(taken(rate, 'one', 30)).toEqual([0, 1]);
    at += 1_000;
    expect(taken(rate, 'one', 30)).toEqual([2, 1]);
  });

  test('says how long to wait, and does not make a caller wait longer for trying', () => {
    let at = 0;
    const rate = createRate(0.1, () => at);
    expect(taken(rate, 'one', 5)).toEqual([1, 10]);
    at += 6_000;
    expect(taken(rate, 'one', 5)).toEqual([0, 4]);
    at += 4_000;
    expect(taken(rate, 'one', 5)).toEqual([1, 10]);
  });

  test('of 0 has no limit, and a limit remembers a limited number of callers', () => {
    expect(taken(createRate(0, Date.now), 'one', 1_000)).toEqual([1_000, undefined]);
    const rate = createRate(1, () => 0);
    taken(rate, 'first', 10);
    for (let at = 0; at < 9_999; at += 1) rate.take(`caller ${at}`);
    expect(taken(rate, 'first', 1)).toEqual([0, 1]);
    for (let at = 0; at < 10_000; at += 1) rate.take(`other ${at}`);
    expect(taken(rate, 'first', 1)).toEqual([1, undefined]);
  });
});

test.each([
  ['203.0.113.7', '', 0, '203.0.113.7'],
  ['::ffff:203.0.113.7', '', 0, '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '', 0, '2001:db8:1:2'],
  ['2001:db8::6', '', 0, '2001:db8:0:0'],
  ['::1', '', 0, '0:0:0:0'],
  // Without a proxy in the settings, anybody could write this header.
  ['127.0.0.1', '198.51.100.9', 0, '127.0.0.1'],
  ['127.0.0.1', 'forged, 198.51.100.9', 1, '198.51.100.9'],
  ['127.0.0.1', 'forged, 198.51.100.9, 192.0.2.1', 2, '198.51.100.9'],
  ['127.0.0.1', '', 1, '127.0.0.1'],
])('the caller at %s, for “%s” and %i proxies, is %s', (remoteAddress, seen, proxies, caller) => {
  const request = { headers: { 'x-forwarded-for': seen }, socket: { remoteAddress } };
  expect(callerOf(request as unknown as IncomingMessage, proxies)).toBe(caller);
});

describe('a server', () => {
  let storage: ServerStorage;
  let server: RunningServer;
  const clients: ServerClient[] = [];
  let clock = 0;
  let lines: object[] = [];

  beforeEach(async () => {
    // Hocuspocus also prints the errors that the server logs.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    storage = await makeStorage();
    [clock, lines] = [0, []];
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await server.stop();
    await storage.remove();
    vi.restoreAllMocks();
  });

  async function ask(call: string, token: string, body?: string | object) {
    const [method = '', place] = call.split(' ');
    const response = await fetch(`${server.address}${place}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: response.status,
      wait: response.headers.get('Retry-After'),
      body: await response.json(),
    };
  }

  async function startWith(limits: Partial<Limits>): Promise<Joined> {
    server = await startServer({
      ...{ host: '127.0.0.1', port: 0, ...storage, limits: { ...NO_LIMITS, ...limits } },
      ...{ writeLog: (line) => lines.push(line), now: () => 1_000_000 + clock },
    });
    const names = { name: 'Owner', device: 'Test' };
    const { body } = await ask('POST /v1/join', '', {
      invitation: server.invitation?.secret,
      ...names,
    });
    return body;
  }

  async function open(by: Joined, document: string): Promise<ServerClient> {
    const client = await connect(server.port, document, by.token);
    clients.push(client);
    return client;
  }

  const used = async () => {
    const [row] = await storage.run('select * from team_usage');
    return row === undefined ? null : { ...row };
  };

  test('refuses calls of a device that come too fast, and says when to try again', async () => {
    const { token } = await startWith({ deviceRate: 1 });
    const statuses = [];
    for (let at = 0; at < 11; at += 1) statuses.push((await ask('GET /v1/me', token)).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429]);
    expect(await ask('GET /v1/me', token)).toMatchObject({
      wait: '1',
      body: { error: 'too_fast' },
    });
    // Another device, and a server that watches, are not stopped.
    expect((await ask('GET /healthz', '')).status).toBe(200);
    clock = 1_000;
    expect((await ask('GET /v1/me', token)).status).toBe(200);
  });

  test('refuses strangers who guess, over HTTP and at documents, but no member', async () => {
    const owner = await startWith({ strangerRate: 1 });
    const name = `${owner.teamId}/${newId()}/content`;
    const guess = () =>
      connect(server.port, name, 'x'.repeat(43)).then(
        () => 'opened',
        (error: Error) => error.message,
      );
    // The owner used one call to join.
    for (let at = 0; at < 5; at += 1) expect((await ask('GET /v1/me', 'x')).status).toBe(401);
    for (let at = 0; at < 4; at += 1) expect(await guess()).toBe('unauthorised');
    expect(await guess()).toBe('too_fast');
    const tries = ['GET /v1/me', 'POST /v1/join', 'POST /v1/look'];
    for (const call of tries) {
      const body = call.startsWith('POST') ? {} : undefined;
      expect(await ask(call, 'x', body)).toMatchObject({ status: 429, wait: '1' });
    }
    expect((await ask('GET /v1/me', owner.token)).status).toBe(200);
    expect(await (await open(owner, name)).edit((doc) => doc.getMap('x').set('a', 1))).toBe(true);
  });

  test('ends a connection whose messages come too fast, and stores none of them', async () => {
    const owner = await startWith({ deviceRate: 1 });
    const name = `${owner.teamId}/${newId()}/content`;
    const client = await open(owner, name);
    let stored = 0;
    let result: true | string = true;
    while (result === true && stored < 20) {
      result = await client.edit((doc) => doc.getMap('x').set(`${stored}`, 1));
      if (result === true) stored += 1;
    }
    expect(result).toBe('too_fast');
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'update_refused', reason: 'too_fast' }),
    );
    clock = 60_000;
    const again = await open(owner, name);
    expect(again.doc.getMap('x').size).toBe(stored);
    expect(stored).toBeGreaterThan(5);
  });

  test('refuses blobs, records and edits for which the team has no room, and keeps the rest', async () => {
    const owner = await startWith({
      teamBytes: { blob_bytes: 1_000, record_bytes: 2_000, edit_bytes: 3_000 },
    });
    const put = async (text: string, as: string | ReadableStream = text) => {
      const hash = createHash('sha256').update(text).digest('hex');
      const response = await fetch(`${server.address}/v1/blobs/${hash}`, {
        ...{ method: 'PUT', headers: { Authorization: `Bearer ${owner.token}` }, body: as },
        ...(as === text ? {} : { duplex: 'half' }),
      } as RequestInit);
      return [response.status, (await response.json()).error];
    };
    const a = 'a'.repeat(600);
    expect(await put(a)).toEqual([200, undefined]);
    expect(await put('b'.repeat(600))).toEqual([507, 'quota']);
    // A body that does not say its length might be as long as a blob can be.
    expect(await put('c', new Blob(['c']).stream())).toEqual([507, 'quota']);
    // The team has this blob, so it takes no room.
    expect(await put(a)).toEqual([200, undefined]);
    const both = await Promise.all([put('d'.repeat(250)), put('e'.repeat(250))]);
    expect(both.map(([status]) => status).sort()).toEqual([200, 507]);
    const files = readdirSync(path.join(storage.folder, 'blobs'), {
      recursive: true,
      withFileTypes: true,
    });
    expect(files.filter((file) => file.isFile())).toHaveLength(2);

    const add = (...at: number[]) =>
      ask('POST /v1/records', owner.token, {
        records: at.map((each) => ({ store: 'pins', record: pinOf(each) })),
      });
    expect((await add(1)).status).toBe(200);
    // Without room for the whole batch, no record of it is stored.
    expect(await add(...Array.from({ length: 20 }, (_, at) => at + 2))).toMatchObject({
      ...{ status: 507, body: { error: 'quota' } },
    });
    const { body } = await ask('GET /v1/records?after=0', owner.token);
    expect(body.records).toHaveLength(1);
    expect((await add(1)).status).toBe(200);

    const name = `${owner.teamId}/${newId()}/content`;
    const client = await open(owner, name);
    expect(await client.edit((doc) => doc.getMap('x').set('a', 'x'.repeat(2_000)))).toBe(true);
    expect(await client.edit((doc) => doc.getMap('x').set('b', 'x'.repeat(2_000)))).toBe('quota');
    const again = await open(owner, name);
    expect(await again.edit((doc) => doc.getMap('x').set('c', 1))).toBe(true);
    expect(await used()).toEqual({
      team_id: owner.teamId,
      blob_bytes: 850,
      record_bytes: expect.any(Number),
      edit_bytes: expect.any(Number),
    });
    expect(Number((await used())?.['edit_bytes'])).toBeLessThan(2_200);
    expect(Number((await used())?.['record_bytes'])).toBeGreaterThan(200);
  });

  test('gives the room of old edits back when a document is compacted', async () => {
    const owner = await startWith({});
    const client = await open(owner, `${owner.teamId}/${newId()}/content`);
    for (let at = 0; at < 40; at += 1) {
      await client.edit((doc) => doc.getMap('x').set('a', `${at}`.repeat(100)));
    }
    const before = Number((await used())?.['edit_bytes']);
    await clients.pop()?.close();
    await expect.poll(async () => Number((await used())?.['edit_bytes'])).toBeLessThan(before / 4);
    const [row] = await storage.run('select sum(octet_length(bytes)) as sum from updates');
    expect((await used())?.['edit_bytes']).toBe(row?.['sum']);
  });
});
