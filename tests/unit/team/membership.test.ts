import 'fake-indexeddb/auto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMembership } from '@/entrypoints/background/team/membership';
import { newId } from '@/utils/model/ids';
import { teamDatabase } from '@/utils/storage/team-store';
import { startTeamServer, type TeamServer } from '../../fixtures/team-server';

/* Joining and leaving, against the team's real server in this process. */

const DAY_MS = 24 * 60 * 60 * 1000;
let server: TeamServer;
let allowed = true;
let membership: ReturnType<typeof createMembership>;

beforeAll(async () => {
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
  server = await startTeamServer();
});
afterAll(async () => {
  await server.remove();
  vi.restoreAllMocks();
});
beforeEach(() => {
  allowed = true;
  membership = createMembership({
    ...{ database: teamDatabase(), mayAsk: async () => allowed },
    now: () => '2026-01-02T03:04:05Z',
  });
});
afterEach(async () => {
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('pincite-team').onsuccess = resolve;
  });
});

const join = (link: string) => membership.join(link, 'A. Weir', 'Laptop');
const codeOf = async (act: Promise<{ ok: boolean; error?: { code: string } }>) => {
  const done = await act;
  return done.ok ? 'ok' : done.error?.code;
};

test('without a team, no database exists, and listing makes none and asks no server', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  expect(await membership.list()).toEqual({ ok: true, value: [] });
  expect(await teamDatabase().exists()).toBe(false);
  expect(asked).not.toHaveBeenCalled();
  asked.mockRestore();
});

test('an invitation shows its team first, then joins, and the token never leaves the background', async () => {
  const link = await server.invite('writer');
  const team = { teamId: server.owner.teamId, team: 'Team', role: 'writer' };
  expect(await membership.look(link)).toEqual({ ok: true, value: team });
  const joined = await join(`  ${link}\n`);
  const seen = {
    ...{ id: server.owner.teamId, name: 'Team', role: 'writer', address: server.address },
    ...{ memberId: expect.any(String), joinedAt: '2026-01-02T03:04:05Z' },
  };
  expect(joined).toEqual({ ok: true, value: seen });
  expect(await membership.list()).toEqual({ ok: true, value: [seen] });
  const people = await membership.people(server.owner.teamId as never);
  expect(people.ok && people.value.map(({ name, role }) => [name, role])).toEqual([
    ['The owner', 'owner'],
    ['A. Weir', 'writer'],
  ]);
  expect(JSON.stringify(people)).not.toContain('token');
});

describe('an invitation is refused with what to do', () => {
  const cases: readonly [string, string, () => Promise<string> | string][] = [
    ['that is no link', 'team_link_wrong', () => 'hello'],
    ['without its secret', 'team_link_wrong', () => `${server.address}/join`],
    [
      'over a network without encryption',
      'team_link_unsafe',
      () => `http://pincite.example/join#${'x'.repeat(43)}`,
    ],
    [
      'that the server does not know',
      'team_invitation_unknown',
      () => `${server.address}/join#${'x'.repeat(43)}`,
    ],
    [
      'that was used',
      'team_invitation_used',
      async () => {
        const link = await server.invite('reader');
        const body = { invitation: link, name: 'B', device: 'B' };
        await server.ask('POST /v1/join', body);
        return link;
      },
    ],
    [
      'that was revoked',
      'team_invitation_revoked',
      async () => {
        const { id, link } = await server.ask('POST /v1/invitations', { role: 'reader' });
        await server.ask(`DELETE /v1/invitations/${id}`);
        return String(link);
      },
    ],
    [
      'that has expired',
      'team_invitation_expired',
      async () => {
        const link = await server.invite('reader');
        server.wait(8 * DAY_MS);
        return link;
      },
    ],
  ];
  test.each(cases)('%s: %s', async (_, code, make) => {
    const link = await make();
    expect(await codeOf(membership.look(link))).toBe(code);
    expect(await codeOf(join(link))).toBe(code);
    expect(await teamDatabase().exists()).toBe(false);
  });

  test('without the permission for its host, and nothing is asked', async () => {
    allowed = false;
    const asked = vi.spyOn(globalThis, 'fetch');
    const link = `${server.address}/join#${'x'.repeat(43)}`;
    expect(await codeOf(join(link))).toBe('team_host_refused');
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });
});

describe('a server is refused with what to do', () => {
  const answering = async (status: number, body: string, act: (link: string) => Promise<void>) => {
    const other = createServer((request, response) => {
      if (status === 302) response.setHeader('Location', `${server.address}${request.url}`);
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await act(`http://127.0.0.1:${port}/join#${'x'.repeat(43)}`);
    await new Promise((resolve) => other.close(resolve));
  };

  test.each([
    ['that is another program', 200, '<h1>Hello</h1>', 'team_not_server'],
    ['that knows no such address', 404, 'Not found', 'team_not_server'],
    ['that asks for a password', 401, '{"error":"unauthorised"}', 'team_not_server'],
    ['that sends to another place', 302, '', 'team_no_answer'],
    ['that is ill', 503, '{"error":"unavailable"}', 'team_no_answer'],
    ['that is older', 200, '{"ok":true}', 'team_server_older'],
    ['that is newer', 200, '{"ok":true,"protocol":2}', 'team_server_newer'],
    ['that lies about its version', 200, '{"ok":true,"protocol":"1"}', 'team_not_server'],
  ])('%s: %i %s is %s', async (_, status, body, code) => {
    await answering(status, body, async (link) => {
      expect(await codeOf(membership.look(link))).toBe(code);
    });
  });

  test('that does not answer', async () => {
    const link = await server.invite('reader');
    await server.stop();
    expect(await codeOf(join(link))).toBe('team_no_answer');
    await server.start();
    expect(await codeOf(join(link))).toBe('ok');
  });

  test.each([
    ['a role that does not exist', { role: 'god' }],
    ['a name without end', { team: 'x'.repeat(1_000) }],
    ['an id that is none', { teamId: '../x' }],
  ])('that sends %s', async (_, wrong) => {
    const look = { teamId: newId(), team: 'Team', role: 'reader', ...wrong };
    await answering(200, JSON.stringify({ ok: true, protocol: 1, ...look }), async (link) => {
      expect(await codeOf(membership.look(link))).toBe('team_not_server');
    });
  });
});

test('a team is not joined twice by one browser, and the invitation stays unused', async () => {
  expect(await codeOf(join(await server.invite('reader')))).toBe('ok');
  const link = await server.invite('owner');
  expect(await codeOf(join(link))).toBe('team_known');
  expect(await codeOf(membership.look(link))).toBe('ok');
});

test('leaving removes the member on the server, and the token here', async () => {
  const joined = await join(await server.invite('reader'));
  if (!joined.ok) throw new Error(joined.error.code);
  const { id, memberId } = joined.value;
  expect(await codeOf(membership.leave(id))).toBe('ok');
  expect(await membership.list()).toEqual({ ok: true, value: [] });
  expect(JSON.stringify(await server.ask('GET /v1/members'))).not.toContain(memberId);
});

test('somebody who was removed is told, and can forget the team', async () => {
  const joined = await join(await server.invite('reader'));
  if (!joined.ok) throw new Error(joined.error.code);
  await server.ask(`DELETE /v1/members/${joined.value.memberId}`);
  expect(await codeOf(membership.people(joined.value.id))).toBe('team_gone');
  // A new invitation takes the place of the membership that ended.
  expect(await codeOf(join(await server.invite('reader')))).toBe('ok');
  expect(await codeOf(membership.people(joined.value.id))).toBe('ok');
  expect(await codeOf(membership.leave(joined.value.id))).toBe('ok');
  expect(await membership.list()).toEqual({ ok: true, value: [] });
});

test('without an answer from the server, nobody leaves, so that no token stays valid there', async () => {
  const joined = await join(await server.invite('reader'));
  if (!joined.ok) throw new Error(joined.error.code);
  await server.stop();
  expect(await codeOf(membership.leave(joined.value.id))).toBe('team_no_answer');
  await server.start();
  expect(await membership.list()).toMatchObject({ ok: true, value: [{ id: joined.value.id }] });
});

test('deleting everything leaves all teams, and deletes the tokens whether the server answers or not', async () => {
  for (const answers of [true, false]) {
    const joined = await join(await server.invite('reader'));
    if (!joined.ok) throw new Error(joined.error.code);
    const { memberId } = joined.value;
    if (!answers) await server.stop();
    expect(await codeOf(membership.leaveAll())).toBe('ok');
    expect(await teamDatabase().exists()).toBe(false);
    if (!answers) await server.start();
    expect(JSON.stringify(await server.ask('GET /v1/members')).includes(memberId)).toBe(!answers);
  }
});
