import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { madePin } from '@/scripts/made-evidence';
import { newId } from '@/utils/model/ids';
import { loadReportDocument, type ReportDocument, readReport } from '@/utils/model/report-document';
import { findPostgres } from '../../scripts/find-postgres.mjs';
import { connect, editUntilClosed, type ServerClient } from '../fixtures/server-client';
import { type PostgresCluster, startPostgres } from '../postgres/postgres-cluster';
import { ROOT, runTool } from '../project/run-tool';
import { documentOf } from './made-document';
import { makeReport } from './made-report';
import { median, percentile, summary, timed, timedAsync, verdict } from './measure';

/*
 * Measures the server of a team: what is lost when it is killed while people write, beside
 * Hocuspocus with its own storage hooks; the time from an edit until the others have it; and how
 * fast a report opens, also if it is large or the server is full. The counts of kills of all runs
 * add up in out/server-kills/. Where PostgreSQL is installed, edits and kills are measured on it, too.
 */

const KILLS = Number(process.env['PINCITE_SERVER_KILLS'] ?? 20);
const CONNECTIONS = Number(process.env['PINCITE_SERVER_CONNECTIONS'] ?? 500);
const SECONDS = Number(process.env['PINCITE_SERVER_SECONDS'] ?? 20);
const ON_REPORT = 10;
/** A device may have a hundred documents open. */
const ON_DEVICE = 50;
const LATENCY_BAR_MS = 200;
const FOLDER = path.resolve('out/server-kills');
const LEDGER = path.join(FOLDER, 'ledger.json');

/** Hocuspocus as its documentation shows it, with the default delays before it stores. */
const OTHER_SERVER = `
  import { DatabaseSync } from 'node:sqlite';
  import { Server } from '@hocuspocus/server';
  import * as Y from 'yjs';
  const db = new DatabaseSync(process.argv[1]);
  db.exec('pragma journal_mode = wal; pragma synchronous = full');
  db.exec('create table if not exists documents (name text primary key, state blob)');
  const server = new Server({
    ...{ address: '127.0.0.1', port: 0, quiet: true },
    onLoadDocument: async ({ documentName }) =>
      db.prepare('select state from documents where name = ?').get(documentName)?.state,
    onStoreDocument: async ({ documentName, document }) => {
      const state = Y.encodeStateAsUpdate(document);
      db.prepare('insert or replace into documents values (?, ?)').run(documentName, state);
    },
  });
  await server.listen();
  console.log('Address: http://127.0.0.1:' + server.address.port);
`;

let folder = '';
const running = new Set<ChildProcess>();

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-server-bench-'));
  const built = runTool('node', ['scripts/build-server.mjs', path.join(folder, 'built')]);
  expect(built.status, built.stdout + built.stderr).toBe(0);
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  /** The secret of the first owner's invitation; null if the team has an owner. */
  readonly secret: string | null;
}

async function run(args: readonly string[], env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, args, {
    ...{ cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (child.stdout === null) throw new Error('The process has no output.');
  const printed: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    printed.push(line);
    const port = Number(/^Address: http:\/\/127\.0\.0\.1:(\d+)$/u.exec(printed[0] ?? '')?.[1]);
    const secret = /^Invitation .*\/join#([\w-]{43})$/u.exec(line)?.[1] ?? null;
    const isWhole = secret !== null || env['PINCITE_OWNED'] !== undefined;
    if (isWhole) return { child, port, secret };
  }
  throw new Error(printed.join('\n'));
}

/** Starts the server. `isOwned`: its team has an owner, so it prints no invitation. */
const startOurs = (data: string, isOwned: boolean, databaseUrl = '') =>
  run([path.join(folder, 'built/pincite-server.js')], {
    ...{ PINCITE_PORT: '0', PINCITE_DATA: data, PINCITE_DEVICE_RATE: '0' },
    ...(databaseUrl === '' ? {} : { PINCITE_DATABASE_URL: databaseUrl }),
    ...(isOwned ? { PINCITE_OWNED: '1' } : {}),
  });
const startOther = (data: string) => {
  mkdirSync(data, { recursive: true });
  const file = path.join(data, 'other.sqlite');
  return run(['--input-type=module', '-e', OTHER_SERVER, file], { PINCITE_OWNED: '1' });
};

async function ask(port: number, place: string, token: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${port}/v1/${place}`, {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return response.json();
}

interface Member {
  readonly token: string;
  readonly teamId: string;
}

const join = (port: number, invitation: string): Promise<Member> =>
  ask(port, 'join', '', { invitation, name: 'A person', device: 'A browser' });

async function kill({ child }: Started): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** What all runs counted, and what the data of the last run must have. */
interface Ledger {
  kills: number;
  edits: number;
  records: number;
  lost: number;
  owner: Member | null;
  documents: string[];
}

async function addOn(port: number, token: string, acknowledged: Set<string>): Promise<void> {
  for (;;) {
    const madeAt = new Date().toISOString();
    const pin = madePin({ id: newId<'pin'>(), clipId: newId<'clip'>(), madeAt });
    const sent = { records: [{ store: 'pins', record: pin }] };
    const answer = await ask(port, 'records', token, sent).catch(() => null);
    if (answer === null) return;
    if (answer.outcomes?.[0]?.outcome === 'stored') acknowledged.add(pin.id);
  }
}

/** Lets people write until the server is killed. Resolves with the acknowledged edits. */
async function writeUntilKilled(
  server: Started,
  documents: readonly string[],
  token: string,
  killAll = () => kill(server),
): Promise<Set<string>[]> {
  const acknowledged = documents.map(() => new Set<string>());
  const clients = await Promise.all(documents.map((name) => connect(server.port, name, token)));
  const writing = clients.map((client, at) =>
    editUntilClosed(client, acknowledged[at] ?? new Set()),
  );
  await expect.poll(() => acknowledged.every(({ size }) => size > 0)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
  await killAll();
  await Promise.all(writing);
  return acknowledged;
}

/** Kills the server once while people write, and adds to the ledger what was lost. */
async function killOnce(
  server: Started,
  ledger: Ledger,
  owner: Member,
  again: () => Promise<Started>,
  killAll?: () => Promise<void>,
): Promise<Started> {
  const { documents } = ledger;
  const recorded = new Set<string>();
  const adding = addOn(server.port, owner.token, recorded);
  const acknowledged = await writeUntilKilled(server, documents, owner.token, killAll);
  await adding;
  const next = await again();
  ledger.lost += await lostOf(next.port, documents, owner.token, acknowledged);
  const ids = new Set<string>();
  for (let after = 0; ; ) {
    const { records, next: last } = await ask(next.port, `records?after=${after}`, owner.token);
    if (records.length === 0) break;
    for (const { record } of records) ids.add(record.id);
    after = last;
  }
  ledger.lost += [...recorded].filter((id) => !ids.has(id)).length;
  ledger.kills += 1;
  ledger.edits += sizesOf(acknowledged);
  ledger.records += recorded.size;
  return next;
}

/** Returns how many of these edits the server no longer has. */
async function lostOf(
  port: number,
  documents: readonly string[],
  token: string,
  acknowledged: readonly Set<string>[],
): Promise<number> {
  let lost = 0;
  for (const [at, name] of documents.entries()) {
    const client = await connect(port, name, token);
    const keys = new Set(client.doc.getMap('report').keys());
    lost += [...(acknowledged[at] ?? [])].filter((key) => !keys.has(key)).length;
    await client.close();
  }
  return lost;
}

const sizesOf = (sets: readonly Set<string>[]) => sets.reduce((sum, { size }) => sum + size, 0);

test('kills', { timeout: 7_200_000 }, async () => {
  const ledger: Ledger = existsSync(LEDGER)
    ? JSON.parse(readFileSync(LEDGER, 'utf8'))
    : { kills: 0, edits: 0, records: 0, lost: 0, owner: null, documents: [] };
  const data = path.join(FOLDER, 'data');
  let server = await startOurs(data, ledger.owner !== null);
  const owner = ledger.owner ?? (await join(server.port, server.secret ?? ''));
  ledger.owner = owner;
  const otherData = path.join(folder, 'other');
  let [otherEdits, otherLost] = [0, 0];
  for (let count = 0; count < KILLS; count += 1) {
    // New documents for each twenty kills, because their maps only grow.
    if (ledger.kills % 20 === 0 || ledger.documents.length === 0) {
      ledger.documents = Array.from({ length: 4 }, () => `${owner.teamId}/${newId()}/content`);
    }
    const { documents } = ledger;
    server = await killOnce(server, ledger, owner, () => startOurs(data, true));
    writeFileSync(LEDGER, JSON.stringify(ledger));

    if (count >= 20) continue;
    const other = await startOther(otherData);
    const others = await writeUntilKilled(other, documents, owner.token);
    const again = await startOther(otherData);
    otherEdits += sizesOf(others);
    otherLost += await lostOf(again.port, documents, owner.token, others);
    await kill(again);
  }
  await kill(server);
  const { kills, edits, records, lost } = ledger;
  console.log(
    `\n  ${kills} kills in all runs: ${edits} acknowledged edits and ${records} records, ${lost} lost\n` +
      `  Hocuspocus with its own storage hooks: ${otherEdits} acknowledged edits, ${otherLost} lost\n` +
      verdict('acknowledged edits and records lost when the server is killed', lost, 0, 'lost', {
        ...{ ours: lost, peer: 'Hocuspocus with its hooks', theirs: otherLost, unit: 'lost' },
      }),
  );
  expect(lost).toBe(0);
});

/** Starts PostgreSQL with its data on the disk, where edits wait for it. */
async function startDatabase(): Promise<PostgresCluster | null> {
  const bin = findPostgres();
  if (bin === null) console.log('\n  PostgreSQL is not installed, so it is not measured');
  return bin === null ? null : startPostgres(bin, tmpdir());
}

test('kills of the server and of PostgreSQL', { timeout: 7_200_000 }, async () => {
  const database = await startDatabase();
  if (database === null) return;
  const data = path.join(folder, 'with-postgres');
  const start = (isOwned: boolean) => startOurs(data, isOwned, database.urlOf('postgres'));
  try {
    let server = await start(false);
    const owner = await join(server.port, server.secret ?? '');
    const documents = Array.from({ length: 4 }, () => `${owner.teamId}/${newId()}/content`);
    const ledger = { kills: 0, edits: 0, records: 0, lost: 0, owner, documents };
    for (let count = 0; count < KILLS; count += 1) {
      const killed = server;
      // Every second time, both end at once.
      const killBoth = async () => {
        await Promise.all([count % 2 === 1 ? database.crash() : null, kill(killed)]);
      };
      const again = async () => {
        if (count % 2 === 1) await database.start();
        return start(true);
      };
      server = await killOnce(server, ledger, owner, again, killBoth);
    }
    await kill(server);
    const { kills, edits, records, lost } = ledger;
    console.log(
      `\n  ${kills} kills with PostgreSQL, half of them with its crash: ${edits} acknowledged edits and ${records} records, ${lost} lost\n` +
        verdict('edits and records lost with PostgreSQL when it is killed', lost, 0, 'lost'),
    );
    expect(lost).toBe(0);
  } finally {
    await database.remove();
  }
});

test('the time from an edit until the others have it', { timeout: 600_000 }, async () => {
  await measureEdits('SQLite', '');
});

test('how fast edits reach the others on PostgreSQL', { timeout: 600_000 }, async () => {
  const database = await startDatabase();
  if (database === null) return;
  try {
    await measureEdits('PostgreSQL', database.urlOf('postgres'));
  } finally {
    await database.remove();
  }
});

async function measureEdits(storage: string, databaseUrl: string): Promise<void> {
  const server = await startOurs(path.join(folder, `latency-${storage}`), false, databaseUrl);
  const owner = await join(server.port, server.secret ?? '');
  const tokens: string[] = [];
  while (tokens.length * ON_DEVICE < CONNECTIONS) {
    const { secret } = await ask(server.port, 'invitations', owner.token, { role: 'writer' });
    tokens.push((await join(server.port, secret)).token);
  }
  const names = Array.from(
    { length: CONNECTIONS / ON_REPORT },
    () => `${owner.teamId}/${newId()}/content`,
  );
  const times: number[] = [];
  const clients: ServerClient[] = [];
  for (let at = 0; at < CONNECTIONS; at += 1) {
    const name = names[at % names.length] ?? '';
    const client = await connect(server.port, name, tokens[Math.floor(at / ON_DEVICE)] ?? '');
    client.doc.getMap<number>('sent').observe(({ keysChanged, transaction }) => {
      if (transaction.origin !== 'server') return;
      for (const key of keysChanged) {
        times.push(performance.now() - (client.doc.getMap<number>('sent').get(key) ?? 0));
      }
    });
    clients.push(client);
  }
  const end = performance.now() + SECONDS * 1_000;
  const refused: unknown[] = [];
  await Promise.all(
    clients.map(async (client, at) => {
      // All of them write once a second, spread over it.
      await new Promise((resolve) => setTimeout(resolve, (1_000 * at) / CONNECTIONS));
      while (performance.now() < end) {
        const set = (doc: Y.Doc) => doc.getMap('sent').set(`${at}`, performance.now());
        void client.edit(set).then((is) => is === true || refused.push(is));
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }),
  );
  await kill(server);
  console.log(
    `\n  ${CONNECTIONS} connections on ${names.length} reports, ${storage}: ${times.length} arrivals, ${summary(times)} ms\n` +
      verdict(
        databaseUrl === ''
          ? 'from an edit to the others, p95'
          : 'from an edit to the others with PostgreSQL, p95',
        ...([percentile(times, 0.95), LATENCY_BAR_MS, 'ms'] as const),
      ),
  );
  expect(refused.filter((reason) => reason !== 'socket closed')).toEqual([]);
  expect(times.length).toBeGreaterThan(CONNECTIONS);
}

/** A full server beside an almost empty one: number of reports, and of records for each of them. */
const FULL = { reports: 10_000, records: 100 };
const ALMOST_EMPTY = { reports: 100, records: 100 };
/** Number of reports that are opened, and of calls of the feed. */
const OPENED = 100;
const FLAT_BAR = 1.5;

/** Fills the database of a server that does not run, in less time than its calls would take. */
function fill(data: string, teamId: string, { reports, records }: typeof FULL): string[] {
  const made = makeReport(10);
  const state = documentOf(made);
  const ids = Array.from({ length: reports }, () => newId());
  const db = new DatabaseSync(path.join(data, 'pincite.sqlite'));
  const update = db.prepare('insert into updates (document, bytes, stored_at) values (?, ?, 0)');
  const record = db.prepare(
    `insert into records (team_id, store, id, hash, json, member_id, stored_at)
      values (?, 'pins', ?, ?, ?, '', 0)`,
  );
  db.exec('begin');
  for (const id of ids) {
    update.run(`${teamId}/${id}/content`, state);
    for (let count = 0; count < records; count += 1) {
      const pin = { ...made.pins[count % made.pins.length], id: newId() };
      record.run(teamId, pin.id, pin.id, JSON.stringify(pin));
    }
  }
  db.exec('commit');
  db.close();
  return ids;
}

/** Measures opening reports and calls of the feed on a server with so much in it. */
async function measureFull(name: string, of: typeof FULL) {
  const data = path.join(folder, name);
  const empty = await startOurs(data, false);
  const owner = await join(empty.port, empty.secret ?? '');
  await kill(empty);
  const ids = fill(data, owner.teamId, of);
  const server = await startOurs(data, true);
  const opening: number[] = [];
  const feed: number[] = [];
  for (let count = 0; count < OPENED; count += 1) {
    const id = ids[Math.floor((ids.length * count) / OPENED)] ?? '';
    const opened = await timedAsync(() =>
      connect(server.port, `${owner.teamId}/${id}/content`, owner.token),
    );
    expect(opened.value.doc.getMap('report').size).toBeGreaterThan(0);
    opening.push(opened.ms);
    await opened.value.close();
    const after = Math.floor((of.reports * of.records * count) / OPENED);
    const called = await timedAsync(() => ask(server.port, `records?after=${after}`, owner.token));
    expect(called.value.records.length).toBeGreaterThan(0);
    feed.push(called.ms);
  }
  await kill(server);
  return { opening, feed };
}

test('opening a report and the feed on a full server', { timeout: 600_000 }, async () => {
  const few = await measureFull('almost-empty', ALMOST_EMPTY);
  const many = await measureFull('full', FULL);
  const line = (what: keyof typeof few) => {
    const [ours, theirs] = [median(many[what]), median(few[what])];
    const compared = { ours, peer: 'an almost empty server', theirs, unit: 'ms' };
    return verdict(`${what} with a million records, p50`, ours / theirs, FLAT_BAR, '×', compared);
  };
  console.log(
    `\n  ${FULL.reports} reports and ${FULL.reports * FULL.records} records\n` +
      `  opening ${summary(many.opening)} ms, a call of the feed ${summary(many.feed)} ms\n` +
      [line('opening'), line('feed')].join('\n'),
  );
});

test('opening a report of 10,000 clips', { timeout: 600_000 }, async () => {
  const made = makeReport(10_000);
  const update = documentOf(made);
  const server = await startOurs(path.join(folder, 'large'), false);
  const owner = await join(server.port, server.secret ?? '');
  const name = `${owner.teamId}/${made.content.id}/content`;
  const writer = await connect(server.port, name, owner.token);
  expect(await writer.send(update)).toBe(true);
  await writer.close();
  const { id } = made.content;
  const read = (doc: ReportDocument) => expect(readReport(doc, id).citations).toHaveLength(10_000);
  const local: number[] = [];
  const remote: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    local.push(timed(() => read(loadReportDocument([{ update }]))).ms);
    const opened = await timedAsync(async () => {
      const client = await connect(server.port, name, owner.token);
      read(Object.assign(client.doc, { notes: new Y.Doc() }));
      return client;
    });
    remote.push(opened.ms);
    await opened.value.close();
  }
  await kill(server);
  const [ours, theirs] = [median(remote), median(local)];
  const compared = { ours, peer: 'from the own library', theirs, unit: 'ms' };
  console.log(
    `\n  a report of 10,000 clips, ${(update.length / 1e6).toFixed(1)} MB\n` +
      verdict('opening it from the server ÷ locally, p50', ours / theirs, 1.5, '×', compared),
  );
});
