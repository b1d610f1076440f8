import { createHash } from 'node:crypto';
import { HocuspocusProvider } from '@hocuspocus/provider';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Joined } from '@/server/people';
import type { Role } from '@/server/roles';
import { CALLS } from '@/server/serve-http';
import { type RunningServer, startServer } from '@/server/start-server';
import type { LogLine } from '@/server/write-log';
import { newId } from '@/utils/model/ids';
import { keyProofBytes } from '@/utils/model/verify-review';
import { makeSigningKey, signBytes } from '@/utils/storage/review-signatures';
import { connect, type ServerClient } from '../../fixtures/server-client';
import { addOtherTeam, makeStorage, type ServerStorage } from '../../fixtures/server-storage';
import { pinOf } from '../storage/sample-evidence';

/* The whole server runs in this process. The tests send requests to its port. */

const METRICS_TOKEN = 'a-token-for-metrics';
const DAY_MS = 24 * 60 * 60 * 1000;
let storage: ServerStorage;
let server: RunningServer;
let lines: LogLine[] = [];
let clock = 0;
let clients: ServerClient[] = [];

async function start(): Promise<void> {
  const writeLog = (line: LogLine) => lines.push(line);
  server = await startServer({
    ...{ host: '127.0.0.1', port: 0, ...storage, writeLog, now: () => Date.now() + clock },
    metricsToken: METRICS_TOKEN,
  });
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(call: string, token = '', body?: unknown): Promise<Answer> {
  const [method = '', place] = call.split(' ');
  const response = await fetch(`http://127.0.0.1:${server.port}${place}`, {
    method,
    headers: {
      ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
      ...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(['POST', 'PUT', 'PATCH'].includes(method)
      ? { body: typeof body === 'string' ? body : JSON.stringify(body) }
      : {}),
  });
  const isBytes = response.headers.get('Content-Type') === 'application/octet-stream';
  return {
    status: response.status,
    body: isBytes ? { bytes: await response.text() } : await response.json(),
  };
}

async function join(secret: string): Promise<Joined> {
  const names = { name: 'A person', device: 'A browser' };
  const { status, body } = await ask('POST /v1/join', '', { invitation: secret, ...names });
  expect([status, body]).toEqual([200, expect.objectContaining({ token: expect.any(String) })]);
  return body as unknown as Joined;
}

async function memberAs(role: Role, owner: Joined): Promise<Joined> {
  const { body } = await ask('POST /v1/invitations', owner.token, { role });
  return join(String(body['secret']));
}

/** Reads a table as another process would: it sees only committed rows. */
const stored = (table: string) => storage.run(`select * from ${table} order by 1, 2`);

let owner: Joined;
let people: Readonly<Record<Role, Joined>>;
let name = '';

async function open(by: { token: string }, document = name): Promise<ServerClient> {
  const client = await connect(server.port, document, by.token);
  clients.push(client);
  return client;
}

beforeAll(async () => {
  // Hocuspocus also prints the errors that the server logs.
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
  storage = await makeStorage();
  await start();
  owner = await join(server.invitation?.secret ?? '');
  people = {
    owner,
    reviewer: await memberAs('reviewer', owner),
    writer: await memberAs('writer', owner),
    reader: await memberAs('reader', owner),
  };
});
afterAll(async () => {
  await server.stop();
  await storage.remove();
  vi.restoreAllMocks();
});
beforeEach(() => {
  lines = [];
  name = `${owner.teamId}/${newId()}/content`;
});
afterEach(async () => {
  clock = 0;
  for (const client of clients) await client.close();
  clients = [];
});

const write = (words: string) => (doc: Y.Doc) => doc.getText('statement/a').insert(0, words);
const textOf = ({ doc }: { doc: Y.Doc }) => doc.getText('statement/a').toString();
const rowsOf = (document = name) =>
  storage.run(`select * from updates where document = '${document}'`);

async function restart(): Promise<void> {
  for (const client of clients) await client.close();
  clients = [];
  await server.stop();
  await start();
}

describe('an edit', () => {
  test('is on disk before it is acknowledged, and served after a restart', async () => {
    const client = await open(people.writer);
    expect(await client.edit(write('Water rose.'))).toBe(true);
    expect(await rowsOf()).toHaveLength(1);
    expect(await client.edit(write('In spring: '))).toBe(true);
    expect(await rowsOf()).toHaveLength(2);
    await restart();
    expect(textOf(await open(people.reader))).toBe('In spring: Water rose.');
  });

  test('is acknowledged to the official client, which then counts it as synced', async () => {
    const doc = new Y.Doc();
    const begin = () =>
      new HocuspocusProvider({
        ...{ url: `ws://127.0.0.1:${server.port}`, name, document: doc },
        token: people.writer.token,
      });
    let provider = begin();
    await expect.poll(() => provider.isSynced).toBe(true);
    write('Water rose.')(doc);
    await expect.poll(() => provider.unsyncedChanges).toBe(0);
    provider.destroy();
    // The client sends an edit made offline as the second step of a sync.
    write('Offline: ')(doc);
    provider = begin();
    await expect.poll(() => provider.isSynced && provider.unsyncedChanges === 0).toBe(true);
    provider.destroy();
    await restart();
    expect(textOf(await open(people.reader))).toBe('Offline: Water rose.');
  });

  test('is not acknowledged if the disk did not store it', async () => {
    const [client, other] = [await open(people.writer), await open(people.reader)];
    const storeAgain = await storage.refuse('insert', 'updates');
    expect(await client.edit(write('Water rose.'))).toBe('not_stored');
    await storeAgain();
    expect(textOf(other)).toBe('');
    expect(lines).toMatchObject([{ event: 'update_refused', reason: 'not_stored' }]);
    // A client sends the edit again like this when it connects again.
    const again = await open(people.writer);
    expect(await again.send(Y.encodeStateAsUpdate(client.doc), 'step 2')).toBe(true);
    await expect.poll(() => textOf(other)).toBe('Water rose.');
  });

  test('reaches the others who have the document open', async () => {
    const [one, other] = [await open(people.writer), await open(people.reader)];
    await one.edit(write('Water rose.'));
    await expect.poll(() => textOf(other)).toBe('Water rose.');
  });

  test('is not stored again when somebody connects', async () => {
    await (await open(people.writer)).edit(write('Water rose.'));
    const again = await open(people.writer);
    expect(await again.send(Y.encodeStateAsUpdate(again.doc), 'step 2')).toBe(true);
    expect(await again.send(Y.encodeStateAsUpdate(new Y.Doc()), 'step 2')).toBe(true);
    expect(await rowsOf()).toHaveLength(1);
  });
});

describe('a reader', () => {
  test.each(['update', 'step 2'] as const)('cannot write by an %s', async (as) => {
    const [reader, other] = [await open(people.reader), await open(people.writer)];
    expect(reader.readOnly).toBe(true);
    const update = Y.encodeStateAsUpdate(docWith('Forged'));
    expect(await reader.send(update, as)).toBe('not acknowledged');
    await other.edit(write('Right'));
    expect(await rowsOf()).toHaveLength(1);
    await restart();
    expect(textOf(await open(people.reader))).toBe('Right');
  });
});

function docWith(words: string): Y.Doc {
  const doc = new Y.Doc();
  write(words)(doc);
  return doc;
}

describe('who is there', () => {
  const keysOf = ({ present }: ServerClient) => [...present.keys()].sort((a, b) => a - b);

  test('is said by the server and not by the client, and ends with the connection', async () => {
    const [reader, other] = [await open(people.reader), await open(people.writer)];
    const at = newId();
    const { memberId } = people.owner;
    reader.sendPresence([[7, 1, { memberId, name: 'The owner', at, here: true, more: 'x' }]]);
    const seen = { memberId: people.reader.memberId, at, here: true };
    await vi.waitFor(() => expect([...other.present.values()]).toEqual([seen]));
    reader.sendPresence([[7, 2, { at: 'x'.repeat(200), here: 1 }]]);
    const nowhere = { ...seen, at: null, here: false };
    await vi.waitFor(() => expect([...other.present.values()]).toEqual([nowhere]));
    await reader.close();
    await vi.waitFor(() => expect(other.present.size).toBe(0));
  });

  test('has one place for each connection, and never that of another', async () => {
    const [reader, other] = [await open(people.reader), await open(people.writer)];
    const hostile = await open(people.reviewer);
    const here = { at: null, here: true };
    reader.sendPresence([
      [7, 1, here],
      [8, 1, here],
    ]);
    await vi.waitFor(() => expect(keysOf(other)).toEqual([7]));
    for (const [client, state] of [
      [7, here],
      [7, null],
      [9, here],
      [10, here],
    ] as const) {
      hostile.sendPresence([[client, 99, state]]);
    }
    await vi.waitFor(() => expect(keysOf(other)).toEqual([7, 9]));
    await expect(hostile.edit(write('After all of these'))).resolves.toBe(true);
    expect(keysOf(other)).toEqual([7, 9]);
    expect(other.present.get(7)).toMatchObject({ memberId: people.reader.memberId });
  });
});

describe('a hostile message', () => {
  test('with an update that Yjs cannot read is refused, logged, and not stored', async () => {
    const [client, other] = [await open(people.writer), await open(people.writer)];
    const update = Y.encodeStateAsUpdate(docWith('Water rose.')).slice(0, -3);
    expect(await client.send(update)).toBe('malformed');
    expect(await rowsOf()).toEqual([]);
    expect(lines).toEqual([
      {
        ...{ event: 'update_refused', document: name, reason: 'malformed' },
        device: people.writer.deviceId,
      },
    ]);
    expect(await other.edit(write('Others go on'))).toBe(true);
    await restart();
    expect(textOf(await open(people.reader))).toBe('Others go on');
  });

  test.each([
    ['fleeting', [2, new Uint8Array(70_000)]],
    ['about who is there', [1, new Uint8Array(1_100)]],
    ['a state vector', [0, 0, 1_000_001, new Uint8Array(1_000_001)]],
  ])('that is %s and large is refused', async (_, parts) => {
    const client = await open(people.reader);
    client.sendRaw(...parts);
    expect(await client.closed).toBe('too_large');
  });

  test.each([
    ['with an unknown step', [0, 9, Uint8Array.of(0)]],
    ['that ends in its address', []],
    ['that only servers send to each other', [6, Uint8Array.of(1, 97)]],
  ])('%s does not disturb other connections', async (_, parts) => {
    const [client, other] = [await open(people.writer), await open(people.writer)];
    client.sendRaw(...parts);
    expect(await other.edit(write('Others go on'))).toBe(true);
    expect(await rowsOf()).toHaveLength(1);
  });
});

test('a reader who sends random messages stops nothing and stores nothing', async () => {
  const other = await open(people.writer);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(9), { maxLength: 3 }),
      fc.uint8Array({ maxLength: 40 }),
      async (types, bytes) => {
        const client = await connect(server.port, name, people.reader.token);
        client.sendRaw(...types, bytes);
        await client.close();
      },
    ),
  );
  expect(await rowsOf()).toEqual([]);
  expect(await other.edit(write('Others go on'))).toBe(true);
  expect(textOf(await open(people.reader))).toBe('Others go on');
});

describe('a connection is refused', () => {
  const refusal = (document: string, token: string) =>
    open({ token }, document).then(
      () => 'opened',
      (error: Error) => error.message,
    );

  test('without a token, with a wrong token, and for invalid names of documents', async () => {
    const { token } = people.owner;
    for (const [document, given] of [
      [name, ''],
      [name, 'x'.repeat(43)],
      [name.replace('content', 'other'), token],
      [`${name}/more`, token],
      [owner.teamId, token],
      ['', token],
    ] as const) {
      expect(await refusal(document, given), document).toBe('unauthorised');
    }
  });

  test('to another team, and the answer does not say whether the document exists', async () => {
    const other = await addOtherTeam(storage);
    await (await open(people.writer)).edit(write('Ours'));
    expect(await refusal(name, other)).toBe('unauthorised');
    expect(await refusal(`${owner.teamId}/${newId()}/content`, other)).toBe('unauthorised');
  });

  test('beyond a hundred documents of one device', async () => {
    const device = await memberAs('reader', owner);
    const names = Array.from({ length: 100 }, () => `${owner.teamId}/${newId()}/notes`);
    await Promise.all(names.map((each) => open(device, each)));
    expect(await refusal(name, device.token)).toBe('too_many');
    await clients.pop()?.close();
    await open(people.reader);
    await expect.poll(() => refusal(name, device.token)).toBe('opened');
  });

  test('after its token has expired, and an open connection can no longer write', async () => {
    const client = await open(people.writer);
    clock = 366 * DAY_MS;
    expect(await client.edit(write('Late'))).toBe('unauthorised');
    expect(await refusal(name, people.writer.token)).toBe('unauthorised');
    expect(await rowsOf()).toEqual([]);
  });

  test.each(['device', 'member'] as const)(
    'after its %s is removed, and open connections end',
    async (what) => {
      const gone = await memberAs('writer', owner);
      const client = await open(gone);
      const id = what === 'device' ? gone.deviceId : gone.memberId;
      expect((await ask(`DELETE /v1/${what}s/${id}`, owner.token)).status).toBe(200);
      expect(await client.closed).toBe('unauthorised');
      expect(await refusal(name, gone.token)).toBe('unauthorised');
      expect((await ask('GET /v1/me', gone.token)).status).toBe(401);
    },
  );
});

describe('an invitation', () => {
  const invite = async () => {
    const { body } = await ask('POST /v1/invitations', owner.token, { role: 'reader', days: 2 });
    return body as { id: string; secret: string };
  };
  const use = async (secret: string) =>
    (await ask('POST /v1/join', '', { invitation: secret, name: 'X', device: 'Y' })).status;

  test('makes one member, and works once, also if it is used twice at the same time', async () => {
    const { secret } = await invite();
    const before = (await stored('members')).length;
    expect((await Promise.all([use(secret), use(secret)])).sort()).toEqual([200, 410]);
    expect(await use(secret)).toBe(410);
    expect(await stored('members')).toHaveLength(before + 1);
  });

  test('is refused if it has expired, is revoked, or is guessed', async () => {
    const [old, revoked] = [await invite(), await invite()];
    expect((await ask(`DELETE /v1/invitations/${revoked.id}`, owner.token)).status).toBe(200);
    expect(await use(revoked.secret)).toBe(410);
    clock = 2 * DAY_MS + 1;
    expect(await use(old.secret)).toBe(410);
    expect(await use('')).toBe(401);
  });

  test('says what it is for and is not used up by that, or why it cannot be used', async () => {
    const look = async (secret: string) => {
      const { status, body } = await ask('POST /v1/look', '', { invitation: secret });
      return [status, body['error'] ?? body];
    };
    const [good, revoked, used] = [await invite(), await invite(), await invite()];
    const is = { teamId: owner.teamId, team: 'Team', role: 'reader' };
    expect(await look(good.secret)).toEqual([200, is]);
    expect(await look(good.secret)).toEqual([200, is]);
    await ask(`DELETE /v1/invitations/${revoked.id}`, owner.token);
    expect(await look(revoked.secret)).toEqual([410, 'invitation_revoked']);
    await use(used.secret);
    expect(await look(used.secret)).toEqual([410, 'invitation_used']);
    clock = 2 * DAY_MS + 1;
    expect(await look(good.secret)).toEqual([410, 'invitation_expired']);
    expect(await look('x'.repeat(43))).toEqual([401, 'unauthorised']);
  });

  test('comes with its link, and the whole link is taken too', async () => {
    const of = (secret: unknown) => `http://127.0.0.1:${server.port}/join#${secret}`;
    const { body } = await ask('POST /v1/invitations', owner.token, { role: 'reader' });
    expect(body['link']).toBe(of(body['secret']));
    expect(await use(` ${body['link']}\n`)).toBe(200);
    const { body: own } = await ask('POST /v1/devices', people.reader.token, {});
    expect(own['link']).toBe(of(own['secret']));
  });

  test('without a part of its link is refused with a sentence', async () => {
    const { secret } = await invite();
    for (const part of [`http://127.0.0.1:${server.port}/join`, secret.slice(1), '']) {
      const names = { name: 'X', device: 'Y' };
      const { status, body } = await ask('POST /v1/join', '', { invitation: part, ...names });
      expect([status, body['message']]).toEqual([
        ...[401, expect.stringContaining('takes the whole link of an invitation')],
      ]);
    }
    expect(await use(secret)).toBe(200);
  });

  test('for another device of a member adds no member and no right', async () => {
    const { body } = await ask('POST /v1/devices', people.reader.token, {});
    const second = await join(String(body['secret']));
    expect([second.memberId, second.role]).toEqual([people.reader.memberId, 'reader']);
  });

  test('for the first owner is not made again after the team has an owner', async () => {
    await restart();
    expect(server.invitation).toBeNull();
  });
});

describe('secrets', () => {
  test('are not in the database and not in the log', async () => {
    await ask('GET /v1/members', 'x'.repeat(43));
    const { body } = await ask('POST /v1/invitations', owner.token, { role: 'reader' });
    const tables = ['devices', 'invitations', 'members', 'audit'].map((table) => stored(table));
    const kept = JSON.stringify([await Promise.all(tables), lines]);
    for (const secret of [owner.token, String(body['secret']), 'x'.repeat(43)]) {
      expect(kept).not.toContain(secret);
    }
  });
});

const BLOB = 'The bytes of a blob';
const BLOB_HASH = createHash('sha256').update(BLOB).digest('hex');

/** A body that the call accepts from this member, for each call that takes one. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  'POST /v1/challenges': {},
  'POST /v1/devices': {},
  'POST /v1/invitations': { role: 'reader' },
  'POST /v1/deletions': { records: [{ store: 'sources', id: 'x' }] },
  'POST /v1/records': { records: [{ store: 'sources', record: {} }] },
  'PUT /v1/blobs/:hash': BLOB,
  'PATCH /v1/uploads/:hash': BLOB,
};
const bodyOf = (call: string, by: Joined) =>
  call === 'POST /v1/keys' ? keyOf(by) : EXAMPLES[call];

/** Makes a key, and the body that shows that it is a member's. */
async function keyOf({ token, teamId, memberId }: Joined) {
  const key = await makeSigningKey();
  const { body } = await ask('POST /v1/challenges', token, {});
  const bytes = keyProofBytes({
    ...{ address: server.address, teamId, memberId, author: key.author },
    challenge: String(body['challenge']),
  });
  return { author: key.author, signature: await signBytes(key, bytes) };
}

describe.each(Object.entries(CALLS))('%s', (call, { role: least }) => {
  const place = call.replace(':id', newId()).replace(':hash', BLOB_HASH);
  const roles: readonly Role[] = ['reader', 'writer', 'reviewer', 'owner'];
  const tooLow = roles.slice(0, roles.indexOf(least));

  test('is refused for roles below its own, and changes nothing', async () => {
    const body = await bodyOf(call, people[least]);
    const before = await tablesNow();
    for (const role of tooLow) {
      expect((await ask(place, people[role].token, body)).status, role).toBe(403);
    }
    expect(await tablesNow()).toEqual(before);
    expect((await ask(place, people[least].token, body)).status).toBeOneOf([200, 404]);
  });

  test('is refused without a token, and with one that is unknown, expired or revoked', async () => {
    const revoked = await memberAs('owner', owner);
    const body = await bodyOf(call, revoked);
    await ask(`DELETE /v1/devices/${revoked.deviceId}`, revoked.token);
    const before = await tablesNow();
    for (const token of ['', 'x'.repeat(43), revoked.token]) {
      expect((await ask(place, token, body)).status).toBe(401);
    }
    clock = 366 * DAY_MS;
    expect((await ask(place, owner.token, body)).status).toBe(401);
    expect(await tablesNow()).toEqual(before);
  });
});

async function tablesNow() {
  const people = ['members', 'devices', 'invitations', 'audit', 'member_keys', 'challenges'];
  const tables = [...people, 'updates', 'records', 'blobs', 'released_blobs'];
  return Promise.all(tables.map((table) => stored(table)));
}

describe('an owner of another team', () => {
  test('sees nothing of this team and can remove nothing from it', async () => {
    const other = await addOtherTeam(storage);
    const { body } = await ask('POST /v1/invitations', owner.token, { role: 'reader' });
    const before = await tablesNow();
    for (const place of [
      `devices/${people.reader.deviceId}`,
      `members/${people.reader.memberId}`,
      `invitations/${body['id']}`,
    ]) {
      expect((await ask(`DELETE /v1/${place}`, other)).status, place).toBe(404);
    }
    expect(await tablesNow()).toEqual(before);
    const seen = await Promise.all(
      ['members', 'audit'].map((list) => ask(`GET /v1/${list}`, other)),
    );
    expect(JSON.stringify(seen)).not.toContain(people.reader.memberId);
  });
});

describe('a request', () => {
  test.each([
    ['with a role that does not exist', 'POST /v1/invitations', { role: 'admin' }, 400],
    ['with an unknown field', 'POST /v1/invitations', { role: 'reader', team: 'x' }, 400],
    ['with too many days', 'POST /v1/invitations', { role: 'reader', days: 31 }, 400],
    ['that is not JSON', 'POST /v1/invitations', '{"role":', 400],
    ['that is too large', 'POST /v1/invitations', { role: 'x'.repeat(20_000) }, 413],
    ['for an invalid id', 'DELETE /v1/members/..%2Fx', undefined, 400],
    ['for an invalid hash', 'PUT /v1/blobs/..%2F..%2Fx', BLOB, 400],
    ['with bytes of another hash', `PUT /v1/blobs/${'0'.repeat(64)}`, BLOB, 400],
    ['with an unknown kind of record', 'POST /v1/records', { records: [{ store: 'x' }] }, 200],
    ['with too many records', 'POST /v1/records', { records: Array(501).fill({}) }, 400],
    ['for an unknown call', 'GET /v1/nothing', undefined, 404],
    ['for a property that every object has', 'GET /v1/__proto__', undefined, 404],
  ])('%s is refused', async (_, call, body, status) => {
    const before = await tablesNow();
    expect((await ask(call, owner.token, body)).status).toBe(status);
    expect(await tablesNow()).toEqual(before);
  });

  test('without the right cannot remove a member, and none can remove the last owner', async () => {
    const { memberId } = people.writer;
    expect((await ask(`DELETE /v1/members/${memberId}`, people.reader.token)).status).toBe(403);
    expect(
      (await ask(`DELETE /v1/devices/${people.writer.deviceId}`, people.reader.token)).status,
    ).toBe(403);
    const owners = (await stored('members')).filter(
      (row) =>
        row['role'] === 'owner' && row['team_id'] === owner.teamId && row['id'] !== owner.memberId,
    );
    for (const { id } of owners) await ask(`DELETE /v1/members/${id}`, owner.token);
    const { status, body } = await ask(`DELETE /v1/members/${owner.memberId}`, owner.token);
    expect([status, body['error']]).toEqual([409, 'last_owner']);
  });

  test.each([
    ['join', { invitation: 'x', name: 'X' }, 'The field device is missing or wrong.'],
    ['join', { invitation: 'x', name: ' ', device: 'Y' }, 'The field name is missing or wrong.'],
    ['join', [], 'The body is not what this call takes.'],
    [
      'invitations',
      { role: 'admin' },
      'The field role is missing or wrong. It is one of: reader, writer, reviewer, owner.',
    ],
    ['invitations', { role: 'reader', team: 'Secret' }, 'There is no field team.'],
    ['invitations', { role: 'reader', days: 31 }, 'The field days is missing or wrong.'],
    ['invitations', '{"role":', 'The body is not JSON.'],
    ['records', { records: Array(501).fill({}) }, 'The field records is missing or wrong.'],
  ])(
    'with a wrong body to %s gets an answer that names the field, never its value',
    async (place, body, message) => {
      const answer = await ask(`POST /v1/${place}`, owner.token, body);
      expect([answer.status, answer.body['message']]).toEqual([400, message]);
      // The name of a field may be a text that somebody wrote.
      expect(JSON.stringify(lines)).not.toMatch(/team|Secret|field/u);
    },
  );

  test('with a wrong address gets an answer that says what is wrong', async () => {
    for (const [call, message] of [
      ['GET /v1/records?after=x', 'The value of after in the address is not a whole number.'],
      ['GET /v1/audit?before=1.5', 'The value of before in the address is not a whole number.'],
      ['DELETE /v1/members/x', 'The last part of the address is not an id.'],
      ['GET /v1/blobs/x', 'The last part of the address is not a SHA-256.'],
    ] as const) {
      const { status, body } = await ask(call, owner.token);
      expect([status, body['message']]).toEqual([400, message]);
    }
  });

  test.each([
    ['application/x-www-form-urlencoded', 415],
    ['text/plain', 415],
    ['', 415],
    ['application/json; charset=utf-8', 400],
    ['Application/JSON', 400],
  ])('with the type “%s” is answered with %i', async (type, status) => {
    const response = await fetch(`http://127.0.0.1:${server.port}/v1/join`, {
      method: 'POST',
      // A Blob without a type gets no Content-Type header from `fetch`. A string would get one.
      body: new Blob(['{}']),
      ...(type === '' ? {} : { headers: { 'Content-Type': type } }),
    });
    const body = await response.json();
    expect([response.status, body.error, body.message]).toEqual(
      status === 415
        ? [415, 'unsupported_type', 'Send the header Content-Type: application/json.']
        : [400, 'bad_request', 'The field invitation is missing or wrong.'],
    );
  });

  test('for an invitation link is answered with a page that runs no script', async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/join?from=mail`);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      ...[200, 'text/html; charset=utf-8'],
    ]);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy.split('; ')).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|self|http/u);
    const page = await response.text();
    expect(page).toContain('Copy the whole address,');
    expect(page).toContain('<main lang="fr">');
    expect(page).not.toMatch(/<script|<style|<link|<img|<form| on\w+=|href|src=/u);
    expect(lines).toEqual([]);
  });

  test('with the method HEAD is answered like GET, without the body', async () => {
    for (const place of ['healthz', 'join']) {
      const response = await fetch(`http://127.0.0.1:${server.port}/${place}`, { method: 'HEAD' });
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
  });

  test('to /healthz needs no token, and writes into the database once a second', async () => {
    clock += 1_000;
    expect(await ask('GET /healthz')).toMatchObject({ status: 200, body: { ok: true } });
    const storeAgain = await storage.refuse('update', 'schema_version');
    expect((await ask('GET /healthz')).status).toBe(200);
    clock += 1_000;
    const ill = await ask('GET /healthz');
    await storeAgain();
    expect([ill.status, ill.body['error']]).toEqual([503, 'unavailable']);
    clock += 1_000;
    expect((await ask('GET /healthz')).status).toBe(200);
  });
});

test('evidence and its bytes can be uploaded and downloaded over HTTP', async () => {
  expect((await ask(`PUT /v1/blobs/${BLOB_HASH}`, people.writer.token, BLOB)).status).toBe(200);
  const read = await ask(`GET /v1/blobs/${BLOB_HASH}`, people.reader.token);
  expect(read.body).toEqual({ bytes: BLOB });
  const entry = { store: 'pins', record: pinOf(1) };
  const sent = { records: [entry, { store: 'pins', record: {} }, { store: 'x', record: {} }] };
  const { body } = await ask('POST /v1/records', people.writer.token, sent);
  expect(body).toEqual({
    outcomes: [
      { outcome: 'stored' },
      { outcome: 'invalid', field: 'record.id' },
      { outcome: 'invalid', field: 'store' },
    ],
  });
  expect(lines).toContainEqual({
    ...{ event: 'records_refused', device: people.writer.deviceId, refused: 2 },
  });
  const feed = await ask('GET /v1/records?after=0', people.reader.token);
  expect(feed.body['records']).toEqual([JSON.parse(JSON.stringify(entry))]);
  const later = await ask(`GET /v1/records?after=${feed.body['next']}`, people.reader.token);
  expect(later.body['records']).toEqual([]);
  expect((await ask('GET /v1/records?after=x', people.reader.token)).status).toBe(400);
});

test('the reports of a team are listed, with none of another team', async () => {
  const list = async (token: string) => (await ask('GET /v1/reports', token)).body['reports'];
  const client = await open(people.writer);
  await client.edit(write('Water rose.'));
  await client.edit(write('In spring: '));
  const listed = (await list(people.reader.token)) as string[];
  expect(listed.filter((id) => name.includes(id))).toHaveLength(1);
  expect(await list(await addOtherTeam(storage))).toEqual([]);
});

test('the audit log has the acts of people, and who did them', async () => {
  const { body: made } = await ask('POST /v1/invitations', owner.token, { role: 'reader' });
  await ask(`DELETE /v1/invitations/${made['id']}`, owner.token);
  const { body } = await ask('GET /v1/audit', owner.token);
  expect((body as unknown as object[]).slice(0, 2)).toEqual([
    expect.objectContaining({
      ...{ act: 'revoke_invitation', subject: made['id'], memberId: owner.memberId },
    }),
    expect.objectContaining({ act: 'invite', subject: made['id'], memberId: owner.memberId }),
  ]);
});

test('a request to /metrics needs their token, and is answered with numbers alone', async () => {
  for (const token of ['', 'x'.repeat(20), people.owner.token]) {
    expect((await ask('GET /metrics', token)).status).toBe(401);
  }
  const client = await open(people.writer);
  await client.edit(write('Water rose.'));
  await client.send(Uint8Array.of(9));
  const entry = { store: 'pins', record: pinOf(7) };
  await ask('POST /v1/records', people.writer.token, { records: [entry, {}] });
  const response = await fetch(`${server.address}/metrics`, {
    headers: { Authorization: `Bearer ${METRICS_TOKEN}` },
  });
  expect([response.status, response.headers.get('Content-Type')]).toEqual([
    ...[200, 'text/plain; version=0.0.4; charset=utf-8'],
  ]);
  const text = await response.text();
  const readValue = (line: string) =>
    Number(
      text
        .split('\n')
        .find((each) => each.startsWith(`${line} `))
        ?.split(' ')[1],
    );
  for (const line of [
    'pincite_requests_total{status="401"}',
    'pincite_edits_total{outcome="stored"}',
    'pincite_edits_total{outcome="malformed"}',
    'pincite_edit_seconds_bucket{le="+Inf"}',
    'pincite_records_total{outcome="stored"}',
    'pincite_records_total{outcome="invalid"}',
    'pincite_stored_bytes{kind="edits"}',
    'process_resident_memory_bytes',
  ]) {
    expect([line, readValue(line)]).toEqual([line, expect.toSatisfy((value) => value > 0)]);
  }
  expect(readValue('pincite_edit_seconds_count')).toBe(
    readValue('pincite_edits_total{outcome="stored"}'),
  );
  // Each line is a comment, or a name with labels and a number. No label is an id.
  for (const line of text.trim().split('\n')) {
    expect(line).toMatch(
      /^(?:# (?:HELP|TYPE) [a-z_]+ |[a-z_]+(?:\{\w+="[\w.+]+"\})? -?[\d.e+-]+$)/u,
    );
  }
  for (const { teamId, deviceId } of Object.values(people)) {
    expect(text).not.toContain(teamId);
    expect(text).not.toContain(deviceId);
  }
});
