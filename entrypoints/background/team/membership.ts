import * as z from 'zod/mini';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import {
  type Invitation,
  JoinedSchema,
  type JoinedTeam,
  type Look,
  LookSchema,
  MembersSchema,
  ReportsSchema,
  readInvitation,
  type TeamId,
  type TeamMembers,
} from '@/utils/model/team';
import type { TeamDatabase, TeamRow } from '@/utils/storage/team-store';
import { askServer, checkServer } from './ask-server';

type Reply<T> = Promise<Result<T, Failure>>;

/** How long to wait for servers before all tokens are deleted, in milliseconds. */
const LEAVING_MS = 5_000;

/** What joining needs from the browser. */
export interface MembershipPorts {
  readonly database: TeamDatabase;
  /** Whether the user has allowed requests to this address. */
  readonly mayAsk: (address: string) => Promise<boolean>;
  /** ISO 8601 UTC. */
  readonly now: () => string;
}

/** The teams of this browser: joining, listing and leaving. */
export type Membership = ReturnType<typeof createMembership>;

export function createMembership({ database, mayAsk, now }: MembershipPorts) {
  /** Returns the joined teams. Does not create the database. */
  const listTeams = async (): Reply<TeamRow[]> =>
    (await database.exists()) ? database.use((store) => store.teams()) : ok([]);

  const check = async (link: string): Reply<Invitation> => {
    const invitation = readInvitation(link);
    if (!invitation.ok) return invitation;
    const { address } = invitation.value;
    if (!(await mayAsk(address))) return err(failure('team_host_refused'));
    const checked = await checkServer(address);
    return checked.ok ? invitation : checked;
  };

  const find = async (id: TeamId): Reply<TeamRow> => {
    const teams = await listTeams();
    if (!teams.ok) return teams;
    const team = teams.value.find((each) => each.id === id);
    return team === undefined ? err(failure('not_found', id)) : ok(team);
  };

  return {
    /** Returns what an invitation is for, without using it up. */
    look: async (link: string): Reply<Look> => {
      const invitation = await check(link);
      if (!invitation.ok) return invitation;
      const { address, secret } = invitation.value;
      return ofInvitation(
        await askServer(
          { address },
          { call: 'POST /v1/look', body: { invitation: secret }, answer: LookSchema },
        ),
      );
    },

    /** Uses up an invitation. The token is stored before this resolves. */
    join: async (link: string, name: string, device: string): Reply<JoinedTeam> => {
      const invitation = await check(link);
      if (!invitation.ok) return invitation;
      const { address, secret } = invitation.value;
      const body = { invitation: secret };
      const looked = ofInvitation(
        await askServer({ address }, { call: 'POST /v1/look', body, answer: LookSchema }),
      );
      if (!looked.ok) return looked;
      // A team is known by its id, so a second membership replaces the first one, which must have ended.
      const known = await find(looked.value.teamId);
      if (known.ok && !(await isGone(known.value))) return err(failure('team_known'));
      const joined = ofInvitation(
        await askServer(
          { address },
          { call: 'POST /v1/join', body: { ...body, name, device }, answer: JoinedSchema },
        ),
      );
      if (!joined.ok) return joined;
      const { teamId: id, memberId, deviceId, role, token, expiresAt } = joined.value;
      if (id !== looked.value.teamId) return err(failure('team_not_server', 'join'));
      const team: TeamRow = {
        ...{ id, name: looked.value.team, address, memberId, deviceId, role, token, expiresAt },
        ...{ joinedAt: now(), cursor: known.ok ? known.value.cursor : 0 },
      };
      const stored = await database.use((store) => store.putTeam(team));
      return stored.ok ? ok(asSeen(team)) : stored;
    },

    list: async (): Reply<readonly JoinedTeam[]> => {
      const teams = await listTeams();
      return teams.ok ? ok(teams.value.map(asSeen)) : teams;
    },

    people: async (id: TeamId): Reply<TeamMembers> => {
      const team = await find(id);
      if (!team.ok) return team;
      return askServer(team.value, { call: 'GET /v1/members', answer: MembersSchema });
    },

    /** Returns the reports of a team. */
    reports: async (id: TeamId): Reply<readonly ReportId[]> => {
      const team = await find(id);
      if (!team.ok) return team;
      const listed = await askServer(team.value, {
        ...{ call: 'GET /v1/reports', answer: ReportsSchema },
      });
      return listed.ok ? ok(listed.value.reports) : listed;
    },

    /**
     * Leaves a team with this browser: revokes its device or, if it is the member's only one, removes
     * the member. The reports stay in the library. If the server no longer accepts this browser, only
     * the record of the team here is deleted.
     */
    leave: async (id: TeamId): Reply<void> => {
      const team = await find(id);
      if (!team.ok) return team;
      const left = await revokeOwn(team.value);
      if (!left.ok && left.error.code !== 'team_gone') return left;
      return database.use((store) => store.removeTeam(id));
    },

    /**
     * Leaves all teams, and deletes their tokens whether their servers answer or not. A last owner
     * cannot leave, so only the device is revoked.
     */
    leaveAll: async (): Reply<void> => {
      const teams = await listTeams();
      if (!teams.ok || !(await database.exists())) return ok(undefined);
      const leaving = teams.value.map(async (team) => {
        if (!(await mayAsk(team.address))) return;
        const left = await revokeOwn(team);
        if (left.ok || left.error.code !== 'team_last_owner') return;
        await askServer(team, {
          ...{ call: `DELETE /v1/devices/${team.deviceId}`, answer: z.object({}) },
        });
      });
      const waited = new Promise((resolve) => setTimeout(resolve, LEAVING_MS));
      await Promise.race([Promise.allSettled(leaving), waited]);
      return database.destroy();
    },
  };
}

/** Whether the server no longer accepts this browser as a member. */
async function isGone(team: TeamRow): Promise<boolean> {
  const asked = await askServer(team, { call: 'GET /v1/me', answer: z.object({}) });
  return !asked.ok && asked.error.code === 'team_gone';
}

async function revokeOwn(team: TeamRow): Reply<unknown> {
  const members = await askServer(team, { call: 'GET /v1/members', answer: MembersSchema });
  if (!members.ok) return members;
  const devices = members.value.find((member) => member.id === team.memberId)?.devices ?? [];
  const call =
    devices.length > 1
      ? `DELETE /v1/devices/${team.deviceId}`
      : `DELETE /v1/members/${team.memberId}`;
  return askServer(team, { call, answer: z.object({}) });
}

/** For a stranger with an invitation, a refusal means that the invitation is unknown. */
function ofInvitation<T>(asked: Result<T, Failure>): Result<T, Failure> {
  if (asked.ok || asked.error.code !== 'team_gone') return asked;
  return err(failure('team_invitation_unknown'));
}

/** Returns a team without the secrets of this device. */
function asSeen({ id, name, address, memberId, role, joinedAt }: TeamRow): JoinedTeam {
  return { id, name, address, memberId, role, joinedAt };
}
