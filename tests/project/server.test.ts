import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { madePin } from '@/scripts/made-evidence';
import { newId } from '@/utils/model/ids';
import { connect, editUntilClosed } from '../fixtures/server-client';
import { runTool } from './run-tool';

/* Runs the server's package as a process, and kills it while people write. */

/** How often the test kills the server. Use `PINCITE_SERVER_KILLS=1000` before a release. */
const KILLS = Number(process.env['PINCITE_SERVER_KILLS'] ?? 3);
const WRITERS = 4;

let folder = '';
let running: ChildProcess | null = null;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-server-'));
  const built = runTool('node', ['scripts/build-server.mjs', path.join(folder, 'built')]);
  expect(built.status, built.stdout + built.stderr).toBe(0);
});
afterEach(() => running?.kill('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function run(env: Record<string, string>, args: readonly string[] = []): ChildProcess {
  running = spawn(process.execPath, [path.join(folder, 'built/pincite-server.js'), ...args], {
    env: { ...process.env, PINCITE_PORT: '0', PINCITE_DATA: path.join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return running;
}

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  /** The secret of the first owner's invitation. */
  readonly secret: string | null;
}

async function start(env: Record<string, string> = {}): Promise<Started> {
  const child = run(env);
  const printed: string[] = [];
  if (child.stdout === null) throw new Error('The process has no output.');
  for await (const line of createInterface(child.stdout)) {
    printed.push(line);
    const port = Number(/^Address: http:\/\/127\.0\.0\.1:(\d+)$/u.exec(printed[0] ?? '')?.[1]);
    const secret = /^Invitation .*\/join#([\w-]{43})$/u.exec(line)?.[1] ?? null;
    // The first start prints three lines. When the team has an owner, a start prints two.
    if (secret !== null || (token !== '' && printed.length === 2)) return { child, port, secret };
  }
  throw new Error(printed.join('\n'));
}

let token = '';
let team = '';

async function join({ port, secret }: Started): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/join`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ invitation: secret, name: 'Owner', device: 'Test' }),
  });
  ({ token, teamId: team } = (await response.json()) as { token: string; teamId: string });
  expect(token).toHaveLength(43);
}

/** Sends a request as the owner. Returns null if the connection ends before the answer. */
async function ask(port: number, place: string, body?: object) {
  const asked = fetch(`http://127.0.0.1:${port}/v1/${place}`, {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return asked.then((response) => response.json()).catch(() => null);
}

/** Adds records until the connection ends. Notes the acknowledged records. */
async function addOn(port: number, acknowledged: Set<string>): Promise<void> {
  for (;;) {
    const madeAt = new Date().toISOString();
    const pin = madePin({ id: newId<'pin'>(), clipId: newId<'clip'>(), madeAt });
    const answer = await ask(port, 'records', { records: [{ store: 'pins', record: pin }] });
    if (answer === null) return;
    expect(answer).toEqual({ outcomes: [{ outcome: 'stored' }] });
    acknowledged.add(pin.id);
  }
}

/** Returns the ids of all records of the team. */
async function idsOf(port: number): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let after = 0; ; ) {
    const { records, next } = await ask(port, `records?after=${after}`);
    if (records.length === 0) return ids;
    for (const { record } of records) ids.add(record.id);
    after = next;
  }
}

test('the package needs only Node, and has the licences of the libraries in it', () => {
  const scripts = readdirSync(path.join(folder, 'built')).filter((name) => name.endsWith('.js'));
  const imported = scripts.flatMap((name) => {
    const script = readFileSync(path.join(folder, 'built', name), 'utf8');
    return [...script.matchAll(/^import .*?from ['"]([^'"]+)['"];$/gmu)].map(
      ([, from = '']) => from,
    );
  });
  expect(imported).toContain('node:sqlite');
  const others = imported.filter((name) => !isBuiltin(name));
  expect(others.filter((name) => !scripts.includes(name.replace('./', '')))).toEqual([]);
  const licences = readFileSync(path.join(folder, 'built/third-party-licences.txt'), 'utf8');
  for (const name of [
    '@hocuspocus/server',
    'crossws',
    'kysely',
    'pg',
    'y-protocols',
    'yjs',
    'zod',
  ]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'mu'));
  }
});

test('after the process is killed, every acknowledged edit and record is still stored', {
  timeout: 300_000 + KILLS * 10_000,
}, async () => {
  let started = await start();
  await join(started);
  const documents = Array.from({ length: 2 }, () => `${team}/${newId()}/content`);
  const acknowledged = documents.map(() => new Set<string>());
  const recorded = new Set<string>();
  /** What was acknowledged before the backup began: the edits of each document, and the records. */
  const beforeBackup: Set<string>[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { child, port } = started;
    const clients = await Promise.all(
      Array.from({ length: WRITERS }, (_, at) => connect(port, documents[at % 2] ?? '', token)),
    );
    const before = acknowledged.map(({ size }) => size);
    const writing = clients.map((client, at) =>
      editUntilClosed(client, acknowledged[at % 2] ?? new Set()),
    );
    const adding = addOn(port, recorded);
    await expect.poll(() => acknowledged[0]?.size).toBeGreaterThan(before[0] ?? 0);
    if (kill === KILLS - 1) {
      for (const set of [...acknowledged, recorded]) beforeBackup.push(new Set(set));
      const { status, said } = await ended(run({}, ['backup', path.join(folder, 'backup')]));
      expect([status, said]).toEqual([
        0,
        'The backup is complete: 0 blobs, 0 of them copied now.\n',
      ]);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    child.kill('SIGKILL');
    await Promise.all([once(child, 'exit'), adding, ...writing]);
    started = await start();
    for (const [at, document] of documents.entries()) {
      const client = await connect(started.port, document, token);
      const keys = new Set(client.doc.getMap('report').keys());
      expect([...(acknowledged[at] ?? [])].filter((key) => !keys.has(key))).toEqual([]);
      await client.close();
    }
  }
  const ids = await idsOf(started.port);
  expect([...recorded].filter((each) => !ids.has(each))).toEqual([]);
  expect(recorded.size).toBeGreaterThan(0);
  // Only the person who runs the server may read its data.
  for (const name of ['data', 'data/blobs', 'data/pincite.sqlite']) {
    expect(statSync(path.join(folder, name)).mode & 0o77, name).toBe(0);
  }
  const { child } = started;
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
  const restored = { PINCITE_DATA: path.join(folder, 'restored') };
  expect(await ended(run(restored, ['restore', path.join(folder, 'backup')]))).toMatchObject({
    status: 0,
  });
  const again = await start(restored);
  const held = await idsOf(again.port);
  for (const [at, keys] of beforeBackup.entries()) {
    const document = documents[at];
    const client = document === undefined ? null : await connect(again.port, document, token);
    const found = client === null ? held : new Set(client.doc.getMap('report').keys());
    expect([...keys].filter((key) => !found.has(key))).toEqual([]);
    await client?.close();
  }
  again.child.kill('SIGKILL');
  await once(again.child, 'exit');
  const written = acknowledged.reduce((sum, { size }) => sum + size, 0);
  expect(written).toBeGreaterThan(KILLS * 2);
  if (KILLS > 3) {
    console.log(`${KILLS} kills, ${written} acknowledged edits, ${recorded.size} records, 0 lost`);
  }
});

test('a server that cannot start says why', async () => {
  const pretend = 'Object.defineProperty(process, "versions", { value: { node: "20.1.0" } })';
  const oldNode = `--import=data:text/javascript,${encodeURIComponent(pretend)}`;
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  // Nobody listens on port 1.
  const nobody = 'postgres://me:secret@127.0.0.1:1/x';
  const faults: [Record<string, string>, string[], string][] = [
    [{ PINCITE_DATABASE_URL: nobody }, [], 'has a database of its own'],
    [{ PINCITE_DATABASE_URL: nobody, PINCITE_DATA: `${file}s` }, [], 'ECONNREFUSED 127.0.0.1'],
    [{ PINCITE_DATABASE_URL: nobody }, ['backup', 'x'], 'Use pg_dump or pg_restore'],
    [{ PINCITE_DATA: file }, [], `${file} is a file, not a folder.`],
    [{}, ['--port', '1'], 'or no arguments. See --help.'],
    [{ NODE_OPTIONS: oldNode }, [], 'needs Node 24 or newer. This is Node 20.1.0.'],
  ];
  for (const [env, args, sentence] of faults) {
    const { status, said } = await ended(run(env, args));
    expect([status, said]).toEqual([1, expect.stringContaining(sentence)]);
    // The server prints one sentence, without a stack trace.
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).not.toContain('secret');
  }
  const help = await ended(run({}, ['--help']));
  expect([help.status, help.said]).toEqual([0, expect.stringContaining('PINCITE_DATA')]);
});

/** Waits until a process ends. Resolves with its output. */
async function ended(child: ChildProcess) {
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.on('data', (chunk) => {
      said += chunk;
    });
  }
  return { status: (await once(child, 'close'))[0], said };
}
