import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_LIMITS } from '@/server/limits';
import type { Joined } from '@/server/people';
import { type RunningServer, startServer } from '@/server/start-server';
import { makeStorage, type ServerStorage } from '../../fixtures/server-storage';

/* Uploads that go on where they stopped, over real connections. */

let storage: ServerStorage;
let server: RunningServer;
let owner: Joined;
let clock = 0;

async function start(blob_bytes = 0): Promise<void> {
  server = await startServer({
    ...{ host: '127.0.0.1', port: 0, ...storage, writeLog: () => undefined },
    limits: { ...NO_LIMITS, teamBytes: { ...NO_LIMITS.teamBytes, blob_bytes } },
    now: () => Date.now() + clock,
  });
}

beforeEach(async () => {
  clock = 0;
  storage = await makeStorage();
  await start();
  owner = await join(server.invitation?.secret ?? '');
});
afterEach(async () => {
  await server.stop();
  await storage.remove();
});

async function ask(
  call: string,
  { token }: { token: string },
  body?: Uint8Array<ArrayBuffer> | object,
) {
  const [method = '', place] = call.split(' ');
  const response = await fetch(`${server.address}/v1/${place}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined
      ? {}
      : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const type = response.headers.get('Content-Type');
  return {
    status: response.status,
    body: type === 'application/json' ? await response.json() : Buffer.from(await response.bytes()),
  };
}

async function join(invitation: string): Promise<Joined> {
  const names = { name: 'A person', device: 'A browser' };
  return (await ask('POST join', { token: '' }, { invitation, ...names })).body;
}

/** Bytes that nobody has uploaded yet, with their hash. */
function newBytes(size: number) {
  const bytes = new Uint8Array(randomBytes(size));
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') };
}

const look = async (hash: string, by = owner) => (await ask(`GET uploads/${hash}`, by)).body;
const send = (hash: string, query: string, bytes: Uint8Array<ArrayBuffer>, by = owner) =>
  ask(`PATCH uploads/${hash}?${query}`, by, bytes);

/** The names of all unfinished uploads on the disk. */
const parts = () => {
  const folder = path.join(storage.folder, 'blobs/parts');
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.includes('.'),
      )
    : [];
};

/** Begins to send all bytes, and breaks the connection when some of them have arrived. */
async function breakOff(hash: string, bytes: Uint8Array, some: number): Promise<void> {
  const sending = request(`${server.address}/v1/uploads/${hash}?offset=0`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${owner.token}`, 'Content-Length': bytes.length },
  });
  sending.on('error', () => undefined);
  sending.write(bytes.subarray(0, some));
  await expect.poll(async () => (await look(hash)).offset).toBe(some);
  sending.destroy();
}

describe('an upload', () => {
  test('whose connection broke goes on where it stopped, also after a restart of the server', async () => {
    const { bytes, hash } = newBytes(1_000_000);
    expect(await look(hash)).toEqual({ offset: 0, isStored: false });
    await breakOff(hash, bytes, 400_000);
    await server.stop();
    await start();
    expect(await look(hash)).toEqual({ offset: 400_000, isStored: false });
    const more = await send(hash, 'offset=400000&length=1000000', bytes.slice(400_000, 700_000));
    expect(more).toEqual({ status: 200, body: { offset: 700_000, isStored: false } });
    const rest = await send(hash, 'offset=700000', bytes.slice(700_000));
    expect(rest).toEqual({ status: 200, body: { offset: 1_000_000, isStored: true } });
    expect((await ask(`GET blobs/${hash}`, owner)).body).toEqual(Buffer.from(bytes));
    expect(parts()).toEqual([]);
    // Sent again, for example because the answer was lost, it is known.
    expect((await send(hash, 'offset=0', bytes)).body.isStored).toBe(true);
    expect(await look(hash)).toEqual({ offset: 0, isStored: true });
  });

  test('from another place than where it stopped is refused, and stays', async () => {
    const { bytes, hash } = newBytes(1_000);
    await breakOff(hash, bytes, 400);
    for (const offset of [0, 399, 401, 1_000]) {
      const { status, body } = await send(hash, `offset=${offset}`, bytes.slice(offset));
      expect([status, body.error]).toEqual([409, 'wrong_offset']);
    }
    await expect
      .poll(async () => (await send(hash, 'offset=400', bytes.slice(400))).status)
      .toBe(200);
    expect((await ask(`GET blobs/${hash}`, owner)).body).toEqual(Buffer.from(bytes));
  });

  test('with other bytes than its hash is refused, and has to begin again', async () => {
    const { bytes, hash } = newBytes(1_000);
    await send(hash, 'offset=0&length=1000', newBytes(500).bytes);
    const { status, body } = await send(hash, 'offset=500', bytes.slice(500));
    expect([status, body.error]).toEqual([400, 'malformed']);
    expect(await look(hash)).toEqual({ offset: 0, isStored: false });
    expect(parts()).toEqual([]);
    expect((await send(hash, 'offset=0', bytes)).body).toEqual({ offset: 1_000, isStored: true });
  });

  test('of one device is not seen or changed by another', async () => {
    const { body } = await ask('POST devices', owner, {});
    const other = await join(body.secret);
    const { bytes, hash } = newBytes(1_000);
    await send(hash, 'offset=0&length=1000', bytes.slice(0, 500));
    expect(await look(hash, other)).toEqual({ offset: 0, isStored: false });
    await send(hash, 'offset=0&length=1000', newBytes(700).bytes, other);
    expect((await send(hash, 'offset=500', bytes.slice(500))).body.isStored).toBe(true);
  });

  test.each([
    ['with more bytes than it said', 'offset=0&length=500', 413],
    ['of more bytes than a blob has', 'offset=0&length=32000001', 413],
    ['that ends before it begins', 'offset=10&length=5', 400],
    ['from a place before its beginning', 'offset=-1&length=1000', 400],
    ['with a place that is no number', 'offset=x', 400],
  ])('%s is refused and leaves nothing', async (_, query, status) => {
    const { bytes, hash } = newBytes(1_000);
    expect((await send(hash, query, bytes)).status).toBe(status);
    expect(parts()).toEqual([]);
  });

  test('takes the room of its team before it is finished', async () => {
    await server.stop();
    await start(1_000);
    const [one, two] = [newBytes(800), newBytes(400)];
    await send(one.hash, 'offset=0&length=800', one.bytes.slice(0, 700));
    expect((await send(two.hash, 'offset=0&length=400', two.bytes)).status).toBe(507);
    expect((await send(one.hash, 'offset=700', one.bytes.slice(700))).body.isStored).toBe(true);
  });

  test('beyond twenty unfinished ones of a device is refused, until they expire', async () => {
    for (let at = 0; at < 20; at += 1) {
      await send(newBytes(9).hash, 'offset=0&length=1000', newBytes(10).bytes);
    }
    const { bytes, hash } = newBytes(1_000);
    const begin = () => send(hash, 'offset=0&length=1000', bytes.slice(0, 10));
    expect((await begin()).body.error).toBe('too_many');
    expect(parts()).toHaveLength(20);
    clock = 25 * 60 * 60 * 1000;
    await server.stop();
    await start();
    expect(parts()).toEqual([]);
    expect((await begin()).status).toBe(200);
  });
});

describe('a download', () => {
  const download = async (hash: string, range: string) => {
    const response = await fetch(`${server.address}/v1/blobs/${hash}`, {
      headers: { Authorization: `Bearer ${owner.token}`, Range: range },
    });
    const { status, headers } = response;
    const bytes = Buffer.from(await response.bytes());
    return { status, range: headers.get('Content-Range'), bytes };
  };

  test.each([
    ['from its beginning', 'bytes=0-399', 0, 400],
    ['from the middle on', 'bytes=400-799', 400, 800],
    ['beyond its end', 'bytes=800-4000', 800, 1_000],
    ['without an end', 'bytes=900-', 900, 1_000],
  ])('of a part %s has these bytes and says of how many', async (_, range, start, end) => {
    const { bytes, hash } = newBytes(1_000);
    await ask(`PUT blobs/${hash}`, owner, bytes);
    expect(await download(hash, range)).toEqual({
      ...{ status: 206, range: `bytes ${start}-${end - 1}/1000` },
      bytes: Buffer.from(bytes.subarray(start, end)),
    });
  });

  test.each([
    ...['bytes=1000-1999', 'bytes=5-4', 'bytes=-5', 'bytes=0-1,4-5', 'items=0-1', 'bytes=x-1'],
    'bytes=1e3-2000',
  ])('of a part that is not one (%s) has all bytes', async (range) => {
    const { bytes, hash } = newBytes(1_000);
    await ask(`PUT blobs/${hash}`, owner, bytes);
    const whole = { status: 200, range: null, bytes: Buffer.from(bytes) };
    expect(await download(hash, range)).toEqual(whole);
  });

  test('of a part of what the team does not have, or whose file is gone, is refused', async () => {
    const { bytes, hash } = newBytes(1_000);
    expect((await download(hash, 'bytes=0-9')).status).toBe(404);
    await ask(`PUT blobs/${hash}`, owner, bytes);
    rmSync(path.join(storage.folder, 'blobs', hash.slice(0, 2), hash));
    expect((await download(hash, 'bytes=0-9')).status).toBe(500);
  });
});
