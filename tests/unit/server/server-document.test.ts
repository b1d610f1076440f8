import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STORES } from '@/server/evidence';
import { CALLS, STATUS } from '@/server/serve-http';
import { type RunningServer, startServer } from '@/server/start-server';
import { keyProofBytes } from '@/utils/model/verify-review';
import { signBytes } from '@/utils/storage/review-signatures';

/* Sends the example calls of docs/SERVER.md to a real server. */

const DOCUMENT = readFileSync('docs/SERVER.md', 'utf8');
const TEXT = gzipSync(Buffer.from('Water rose.'));
const BLOB = createHash('sha256').update(TEXT).digest('hex');

let folder = '';
let server: RunningServer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-document-'));
  const writeLog = () => undefined;
  server = await startServer({ host: '127.0.0.1', port: 0, folder, writeLog });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The private key that belongs to the author of the review in the document. */
const AUTHOR_KEY = {
  ...{ kty: 'EC', crv: 'P-256', d: 'MdjMsUL7YLMmfuawdsvQoWjKklrQKuEWHpfSnqoFKJs' },
  ...{
    x: 'NlUru7-7EKudR-hN19Z36feWtPYxRCTKDKClAvpuT4Q',
    y: 'e5qSLZsTVEbA2ueR-UgKC_OpPUmr3axVSFgNDwbiSJ4',
  },
};

/** The values of the variables in the examples. */
const variables: Record<string, string> = {
  BLOB,
  AUTHOR: 'BDZVK7u_uxCrnUfoTdfWd-n3lrT2MUQkygygpQL6bk-Ee5qSLZsTVEbA2ueR-UgKC_OpPUmr3axVSFgNDwbiSJ4',
};

interface Example {
  readonly command: string;
  /** Null for a command that writes its answer into a file. */
  readonly answer: unknown;
}

const EXAMPLES: readonly Example[] = [...DOCUMENT.matchAll(/```console\n(.*?)```/gsu)].flatMap(
  ([, block = '']) =>
    block
      .split('$ curl ')
      .slice(1)
      .map((text) => {
        const [command = '', answer = ''] = text.split('\n');
        return { command, answer: answer === '' ? null : JSON.parse(answer) };
      }),
);

/** Sends the request that curl would send for an example's options. */
async function curl(command: string) {
  // A shell removes the quotes of "'$LINK'", which end a quoted text and begin it again.
  const filled = command.replace(/'?\$([A-Z]+)'?/gu, (_, name) => variables[name] ?? `no ${name}`);
  const [, address = ''] = /"(http[^"]+)"/u.exec(filled) ?? [];
  const [, method] = /-X (\w+)/u.exec(filled) ?? [];
  const [, json] = /-d '(.*)'/u.exec(filled) ?? [];
  const isUpload = command.includes('text.gz') && !command.includes('-o ');
  const response = await fetch(address, {
    method: method ?? (isUpload ? 'PUT' : json === undefined ? 'GET' : 'POST'),
    headers: [...filled.matchAll(/-H "([^:]+): ([^"]+)"/gu)].map(([, name = '', value = '']) => [
      ...[name, value],
    ]) as [string, string][],
    ...(isUpload ? { body: TEXT } : json === undefined ? {} : { body: json }),
  });
  expect([command, response.status]).toEqual([command, 200]);
  return response;
}

/** Returns the keys and types of a value. For a list, only its first item counts. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}

/** The records of the table, by their stores. */
const RECORDS = Object.fromEntries(
  [...DOCUMENT.matchAll(/^\| `(\w+)` \| [^|]+ \| `(\{.*\})` \|$/gmu)].map(
    ([, store = '', json = '']) => [store, JSON.parse(json) as Record<string, unknown>],
  ),
);

const json = (body: object) => ({
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${variables['TOKEN'] ?? ''}`,
  },
  body: JSON.stringify(body),
});

async function add(records: readonly object[]) {
  const response = await fetch(`${server.address}/v1/records`, json({ records }));
  return ((await response.json()) as { outcomes: object[] }).outcomes;
}

const entryOf = (store: string, record: unknown) => ({
  ...{ store, record },
  ...(store === 'snapshots' ? { blob: BLOB } : {}),
});

test('every call has an example, and the real answer has the same keys and types', async () => {
  variables['SERVER'] = server.address;
  variables['LINK'] = server.invitation?.link ?? '';
  const asked = new Set<string>();
  for (const { command, answer } of EXAMPLES) {
    if (command.includes('/v1/records?after=0')) await add([entryOf('runs', RECORDS['runs'])]);
    if (command.includes('/v1/reports/$REPORT')) {
      // The report of the records in the table is not deleted: other tests add them.
      variables['REPORT'] = '00000000-0000-7000-8000-000000000019';
      const ofReport = {
        id: '00000000-0000-7000-8000-000000000016',
        reportId: variables['REPORT'],
      };
      await add([entryOf('runs', { ...Object(RECORDS['runs']), ...ofReport })]);
    }
    const response = await curl(command);
    if (answer === null) {
      expect(Buffer.from(await response.arrayBuffer())).toEqual(TEXT);
    } else {
      const got = await response.json();
      expect([command, shapeOf(got)]).toEqual([command, shapeOf(answer)]);
      if (got.token !== undefined) {
        Object.assign(variables, { TEAM: got.teamId, OWNER: got.memberId });
        await meetOther(got.token);
      }
      if (got.challenge !== undefined) variables['SIGNATURE'] = await proof(got.challenge);
      if (got.link !== undefined) variables['INVITATION'] = got.id;
    }
    const [, place = ''] = /\$SERVER([^"?]+)/u.exec(command) ?? [];
    const method = /-X (\w+)/u.exec(command)?.[1] ?? (command.includes("-d '") ? 'POST' : 'GET');
    asked.add(
      `${command.startsWith('-T') ? 'PUT' : method} ${place
        .replace('$BLOB', ':hash')
        .replace(/\$\w+/u, ':id')}`,
    );
  }
  expect([...asked].sort()).toEqual(
    [...Object.keys(CALLS), 'GET /healthz', 'POST /v1/join', 'POST /v1/look'].sort(),
  );
});

/** Signs the challenge with the key of the document's review. */
async function proof(challenge: string): Promise<string> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const privateKey = await crypto.subtle.importKey('jwk', AUTHOR_KEY, curve, false, ['sign']);
  const { TEAM: teamId = '', OWNER: memberId = '', AUTHOR: author = '' } = variables;
  const bytes = keyProofBytes({ address: server.address, teamId, memberId, challenge, author });
  return signBytes({ author, privateKey }, bytes);
}

/** Another member, for the examples that revoke and remove. */
async function meetOther(token: string): Promise<void> {
  variables['TOKEN'] = token;
  const ask = async (place: string, body: object) =>
    (await fetch(`${server.address}/v1/${place}`, json(body))).json();
  const { link } = await ask('invitations', { role: 'reader' });
  const other = await ask('join', { invitation: link, name: 'B. Weir', device: 'Phone' });
  variables['MEMBER'] = other.memberId;
  variables['DEVICE'] = other.deviceId;
}

test('every call is in the table', () => {
  const [, table = ''] = /\| call \|.*?\n\n/su.exec(DOCUMENT)?.[0].split('|---|\n') ?? [];
  const calls = [...table.matchAll(/^\| `([A-Z]+ [^`?]+)/gmu)].map(([, call = '']) =>
    call.replace(/ID$/u, ':id').replace(/SHA-256$/u, ':hash'),
  );
  expect(calls.sort()).toEqual(
    [
      ...Object.keys(CALLS),
      'GET /healthz',
      'GET /join',
      'GET /metrics',
      'POST /v1/join',
      'POST /v1/look',
    ].sort(),
  );
});

test('every kind of record has an example that is stored and needs all its fields', async () => {
  for (const [store, record] of Object.entries(RECORDS)) {
    const [outcome] = await add([entryOf(store, record)]);
    expect([store, outcome]).toEqual([
      ...[store, { outcome: expect.stringMatching(/^(?:stored|known)$/u) }],
    ]);
    for (const field of Object.keys(record)) {
      const { [field]: _, ...rest } = record;
      expect(await add([entryOf(store, rest)]), `${store} without ${field}`).toEqual([
        { outcome: 'invalid', field: `record.${field}` },
      ]);
    }
  }
});

test('the tables have every kind of record, and every reason with its status', () => {
  const reasons = [...DOCUMENT.matchAll(/^\| `(\w+)` \| (\d{3}) \|/gmu)];
  expect(Object.fromEntries(reasons.map(([, reason, status]) => [reason, Number(status)]))).toEqual(
    { ...STATUS, unexpected: 500 },
  );
  expect(Object.keys(RECORDS).sort()).toEqual([...STORES].sort());
});
