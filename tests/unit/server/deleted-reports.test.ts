import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Joined } from '@/server/people';
import type { Role } from '@/server/roles';
import { type RunningServer, startServer } from '@/server/start-server';
import { moveClip } from '@/utils/model/clip-operations';
import { type ClipId, newId } from '@/utils/model/ids';
import { connect, type ServerClient } from '../../fixtures/server-client';
import { addOtherTeam, makeStorage, type ServerStorage } from '../../fixtures/server-storage';
import {
  attachmentOf,
  checkOf,
  clipOf,
  id,
  pinOf,
  runOf,
  snapshotOf,
  sourceOf,
} from '../storage/sample-evidence';

/* Deleting a shared report from the server, over real connections. */

const DAY_MS = 24 * 60 * 60 * 1000;
const [REPORT, OTHER] = [id<'report'>(1), id<'report'>(2)];
let storage: ServerStorage;
let server: RunningServer;
let owner: Joined;
let clients: ServerClient[] = [];
let clock = 0;

beforeEach(async () => {
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
  clock = 0;
  clients = [];
  storage = await makeStorage();
  server = await startServer({
    ...{ host: '127.0.0.1', port: 0, ...storage, writeLog: () => undefined },
    now: () => Date.now() + clock,
  });
  owner = await join(server.invitation?.secret ?? '');
});
afterEach(async () => {
  for (const client of clients) await client.close();
  await server.stop();
  await storage.remove();
  vi.restoreAllMocks();
});

async function ask(call: string, token = owner.token, body?: object | Uint8Array<ArrayBuffer>) {
  const [method = '', place] = call.split(' ');
  const response = await fetch(`${server.address}${place}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined
      ? {}
      : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
  });
  const isJson = response.headers.get('Content-Type') === 'application/json';
  return { status: response.status, body: isJson ? await response.json() : null };
}

const join = async (invitation: string): Promise<Joined> =>
  (await ask('POST /v1/join', '', { invitation, name: 'A person', device: 'A browser' })).body;
const memberAs = async (role: Role) =>
  join((await ask('POST /v1/invitations', owner.token, { role })).body.secret);

async function open(reportId: string, by = owner): Promise<ServerClient> {
  const client = await connect(server.port, `${owner.teamId}/${reportId}/content`, by.token);
  clients.push(client);
  return client;
}

/** Sends records with their bytes. Resolves with what became of each. */
async function add(entries: readonly (readonly [string, object])[], token = owner.token) {
  const records = [];
  for (const [store, record] of entries) {
    const { text, bytes = text, ...rest } = record as { text?: Uint8Array; bytes?: Uint8Array };
    if (bytes === undefined) {
      records.push({ store, record });
      continue;
    }
    const blob = createHash('sha256').update(bytes).digest('hex');
    await ask(`PUT /v1/blobs/${blob}`, token, new Uint8Array(bytes));
    records.push({ store, record: rest, blob });
  }
  const { body } = await ask('POST /v1/records', token, { records });
  return body.outcomes.map(({ outcome }: { outcome: string }) => outcome);
}

/** The records of a clip with its page, its image and a check. */
async function recordsOf(n: number, reportId: string) {
  const filedUnder = { reportId, sectionId: null };
  const run = {
    ...runOf(n, id<'report'>(Number(reportId.slice(-3)))),
    finishedAt: '2026-01-02T03:04:06Z',
  };
  return [
    ['sources', sourceOf(n)],
    ['snapshots', await snapshotOf(n)],
    ['clips', { ...clipOf(n), filedUnder }],
    ['pins', pinOf(n)],
    ['attachments', attachmentOf(n)],
    ['runs', run],
    ['checks', checkOf(run, n)],
  ] as const;
}

/** The stores and ids of all records that have a content. */
const left = async () => {
  const { body } = await ask('GET /v1/records?after=0');
  return body.records
    .filter(({ deleted }: { deleted?: true }) => deleted === undefined)
    .map(({ store }: { store: string }) => store);
};
const STORES = ['sources', 'snapshots', 'clips', 'pins', 'attachments', 'runs', 'checks'];
const cite = (client: ServerClient, clipId: ClipId) =>
  client.edit((doc) => moveClip(doc, { clipId, position: { sectionId: null } }));

describe('a report that its owner deletes', () => {
  test('is gone with everything about it, and another report keeps all of its own', async () => {
    const [one, two] = [await open(REPORT), await open(OTHER)];
    await one.edit((doc) => doc.getMap('report').set('title', 'Lake levels'));
    await two.edit((doc) => doc.getMap('report').set('title', 'Rivers'));
    expect(new Set(await add(await recordsOf(1, REPORT)))).toEqual(new Set(['stored']));
    expect(new Set(await add(await recordsOf(2, OTHER)))).toEqual(new Set(['stored']));
    const usage = () => storage.run('select blob_bytes, record_bytes, edit_bytes from team_usage');
    const [before] = await usage();

    const gone = await ask(`DELETE /v1/reports/${REPORT}`);
    expect(gone).toEqual({ status: 200, body: { records: 7 } });
    expect(await one.closed).toBe('report_deleted');
    expect(await left()).toEqual(STORES);
    expect((await ask('GET /v1/reports')).body).toEqual({ reports: [OTHER] });
    const documents = await storage.run('select distinct document from updates');
    expect(documents).toEqual([{ document: `${owner.teamId}/${OTHER}/content` }]);
    const contents = JSON.stringify(await storage.run('select * from records'));
    expect(contents).not.toContain(sourceOf(1).url);
    const [after] = await usage();
    for (const kind of ['blob_bytes', 'record_bytes', 'edit_bytes']) {
      expect([kind, Number(after?.[kind]) < Number(before?.[kind])]).toEqual([kind, true]);
    }
    expect((await ask('GET /v1/audit')).body[0]).toMatchObject({
      ...{ act: 'delete_report', subject: REPORT, memberId: owner.memberId },
    });
    await two.edit((doc) => doc.getMap('report').set('title', 'Still open'));
    // Deleting it a second time is no error.
    expect((await ask(`DELETE /v1/reports/${REPORT}`)).body).toEqual({ records: 0 });
  });

  test('does not come back from an old copy, not in part either', async () => {
    const one = await open(REPORT);
    await one.edit((doc) => doc.getMap('report').set('title', 'Lake levels'));
    const records = await recordsOf(1, REPORT);
    await add(records);
    await ask(`DELETE /v1/reports/${REPORT}`);
    await expect(open(REPORT)).rejects.toThrow('report_deleted');
    expect(new Set(await add(records))).toEqual(new Set(['deleted']));
    const { outcomes } = (
      await ask('POST /v1/records', owner.token, {
        records: [
          {
            store: 'clips',
            record: { ...clipOf(3), filedUnder: { reportId: REPORT, sectionId: null } },
          },
          { store: 'pins', record: { ...pinOf(3), clipId: clipOf(1).id } },
          { store: 'runs', record: { ...runOf(3, REPORT), finishedAt: '2026-01-02T03:04:06Z' } },
        ],
      })
    ).body;
    expect(outcomes).toEqual(Array(3).fill({ outcome: 'deleted' }));
    expect(await left()).toEqual([]);
  });

  test('leaves a clip that another report has, with its page', async () => {
    const [one, two] = [await open(REPORT), await open(OTHER)];
    await one.edit((doc) => doc.getMap('report').set('title', 'Lake levels'));
    await cite(two, clipOf(1).id);
    await add(await recordsOf(1, REPORT));
    await ask(`DELETE /v1/reports/${REPORT}`);
    expect(await left()).toEqual(['sources', 'snapshots', 'clips', 'pins', 'attachments']);
  });

  test('takes a clip along that is filed under a report which the team does not have', async () => {
    const one = await open(REPORT);
    await cite(one, clipOf(1).id);
    const records = await recordsOf(1, newId());
    await add(records.filter(([store]) => store !== 'runs' && store !== 'checks'));
    expect((await ask(`DELETE /v1/reports/${REPORT}`)).body).toEqual({ records: 5 });
  });
});

describe('deleting a report is refused', () => {
  beforeEach(async () => {
    const one = await open(REPORT);
    await one.edit((doc) => doc.getMap('report').set('title', 'Lake levels'));
    await add(await recordsOf(1, REPORT));
  });
  afterEach(async () => {
    expect(await storage.run('select * from deleted_reports')).toEqual([]);
    expect(await storage.run(`select * from audit where act = 'delete_report'`)).toEqual([]);
    expect(await storage.run('select * from records where deleted_at is not null')).toEqual([]);
  });

  test.each(['reader', 'writer', 'reviewer'] as const)('for a %s', async (role) => {
    const { status, body } = await ask(
      `DELETE /v1/reports/${REPORT}`,
      (await memberAs(role)).token,
    );
    expect([status, body.error]).toEqual([403, 'forbidden']);
  });

  test('for an owner whose access has expired', async () => {
    clock = 366 * DAY_MS;
    const { status, body } = await ask(`DELETE /v1/reports/${REPORT}`);
    expect([status, body.error]).toEqual([401, 'unauthorised']);
    clock = 0;
  });

  test('for an owner of another team, who is told that there is no such report', async () => {
    const token = await addOtherTeam(storage);
    const { status, body } = await ask(`DELETE /v1/reports/${REPORT}`, token);
    expect([status, body.error]).toEqual([404, 'not_found']);
  });

  test('when there is no such report', async () => {
    expect((await ask(`DELETE /v1/reports/${OTHER}`)).status).toBe(404);
    expect((await ask('DELETE /v1/reports/x')).status).toBe(400);
  });
});
