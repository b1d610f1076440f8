import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newId } from '@/utils/model/ids';
import { type Reason, Refused } from './refused';
import { mayAs, type Role } from './roles';
import { type Database, lockServer, lockTeam } from './schema';

const DAY_MS = 24 * 60 * 60 * 1000;
export const INVITATION_DAYS = 7;
export const MOST_INVITATION_DAYS = 30;
const TOKEN_DAYS = 365;

/** Who sent a request: the device of a member, with the team and the role of that member. */
export interface Actor {
  readonly teamId: string;
  readonly memberId: string;
  readonly deviceId: string;
  readonly role: Role;
}

/** The answer to a device that used an invitation. The server keeps only the token's hash. */
export interface Joined {
  readonly token: string;
  readonly teamId: string;
  readonly memberId: string;
  readonly deviceId: string;
  readonly role: Role;
  readonly expiresAt: number;
}

export interface Invitation {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: number;
}

/** Secrets have 256 random bits, so that a plain hash of them cannot be guessed. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
/** Compares two secrets in a time that says nothing of where they differ. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));

export type People = ReturnType<typeof createPeople>;

/** Writes an act of a member, or of the person who runs the server, to the audit log. */
export async function note(
  into: Database,
  of: { at: number; teamId: string; by: string | null; act: string; subject: string },
): Promise<void> {
  const { at, teamId, by, act, subject } = of;
  await into
    .insertInto('audit')
    .values({ team_id: teamId, at, member_id: by, act, subject })
    .execute();
}

/** Selects devices that are not revoked or expired, of members who are not removed. */
export const standingDevices = (db: Database, now: number) =>
  db
    .selectFrom('devices')
    .innerJoin('members', 'members.id', 'devices.member_id')
    .select([
      'devices.id as deviceId',
      'members.id as memberId',
      'members.team_id as teamId',
      'members.role as role',
    ])
    .where('devices.revoked_at', 'is', null)
    .where('devices.expires_at', '>', now)
    .where('members.removed_at', 'is', null);

export function createPeople(db: Database, now: () => number) {
  const makeInvitation = async (
    into: Database,
    of: { teamId: string; role: Role; memberId: string | null; days: number },
  ): Promise<Invitation> => {
    const id = newId();
    const secret = newSecret();
    const expiresAt = now() + of.days * DAY_MS;
    await into
      .insertInto('invitations')
      .values({
        ...{ id, team_id: of.teamId, role: of.role, member_id: of.memberId },
        ...{ secret_hash: hashOf(secret), created_at: now(), expires_at: expiresAt },
        ...{ used_at: null, revoked_at: null },
      })
      .execute();
    return { id, secret, expiresAt };
  };

  const inviteAs = (
    { teamId, memberId }: Actor,
    act: string,
    of: { role: Role; memberId: string | null; days: number },
  ): Promise<Invitation> =>
    db.transaction().execute(async (tx) => {
      const made = await makeInvitation(tx, { teamId, ...of });
      await note(tx, { at: now(), teamId, by: memberId, act, subject: made.id });
      return made;
    });

  /**
   * Returns why an invitation cannot be used; null if it can. Only somebody who has its secret
   * learns more than that it is not valid.
   */
  const faultOf = async (from: Database, secret: string): Promise<Reason | null> => {
    const invitation = await from
      .selectFrom('invitations')
      .select(['used_at', 'revoked_at', 'expires_at'])
      .where('secret_hash', '=', hashOf(secret))
      .executeTakeFirst();
    if (invitation === undefined) return 'unauthorised';
    if (invitation.used_at !== null) return 'invitation_used';
    if (invitation.revoked_at !== null) return 'invitation_revoked';
    return invitation.expires_at > now() ? null : 'invitation_expired';
  };

  /** Returns a member of the caller's team. Throws `not_found` if the member is in another team. */
  const memberOf = async (actor: Actor, memberId: string) => {
    const member = await db
      .selectFrom('members')
      .selectAll()
      .where('id', '=', memberId)
      .where('team_id', '=', actor.teamId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (member === undefined) throw new Refused('not_found');
    return member;
  };

  return {
    /**
     * Returns an invitation for the first owner, or null if the team has an owner. Revokes the
     * invitation of an earlier start, because the server stored only its hash.
     */
    firstInvitation: (): Promise<Invitation | null> =>
      db.transaction().execute(async (tx) => {
        await lockServer(tx);
        const member = await tx.selectFrom('members').select('id').limit(1).executeTakeFirst();
        if (member !== undefined) return null;
        const known = await tx.selectFrom('teams').select('id').executeTakeFirst();
        const teamId = known?.id ?? newId();
        if (known === undefined) {
          await tx
            .insertInto('teams')
            .values({ id: teamId, name: 'Team', created_at: now() })
            .execute();
        }
        await tx
          .updateTable('invitations')
          .set({ revoked_at: now() })
          .where('team_id', '=', teamId)
          .where('used_at', 'is', null)
          .where('revoked_at', 'is', null)
          .execute();
        const invitation = await makeInvitation(tx, {
          ...{ teamId, role: 'owner', memberId: null, days: INVITATION_DAYS },
        });
        await note(tx, { at: now(), teamId, by: null, act: 'invite', subject: invitation.id });
        return invitation;
      }),

    /** Returns what an invitation is for, without using it up. */
    look: async (secret: string) => {
      const fault = await faultOf(db, secret);
      if (fault !== null) throw new Refused(fault);
      return db
        .selectFrom('invitations')
        .innerJoin('teams', 'teams.id', 'invitations.team_id')
        .select(['teams.id as teamId', 'teams.name as team', 'invitations.role as role'])
        .where('secret_hash', '=', hashOf(secret))
        .executeTakeFirstOrThrow();
    },

    /** Uses up an invitation: adds a device and, if the invitation is for one, a new member. */
    join: (secret: string, names: { member: string; device: string }): Promise<Joined> =>
      db.transaction().execute(async (tx) => {
        const invitation = await tx
          .updateTable('invitations')
          .set({ used_at: now() })
          .where('secret_hash', '=', hashOf(secret))
          .where('used_at', 'is', null)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', now())
          .returningAll()
          .executeTakeFirst();
        if (invitation === undefined)
          throw new Refused((await faultOf(tx, secret)) ?? 'unauthorised');
        const { team_id: teamId, role } = invitation;
        const memberId = invitation.member_id ?? newId();
        if (invitation.member_id === null) {
          await tx
            .insertInto('members')
            .values({
              ...{ id: memberId, team_id: teamId, name: names.member, role },
              ...{ created_at: now(), removed_at: null },
            })
            .execute();
        }
        const deviceId = newId();
        const token = newSecret();
        const expiresAt = now() + TOKEN_DAYS * DAY_MS;
        await tx
          .insertInto('devices')
          .values({
            ...{ id: deviceId, member_id: memberId, name: names.device, token_hash: hashOf(token) },
            ...{ created_at: now(), expires_at: expiresAt, revoked_at: null },
          })
          .execute();
        await note(tx, { at: now(), teamId, by: memberId, act: 'join', subject: deviceId });
        return { token, teamId, memberId, deviceId, role, expiresAt };
      }),

    /** Returns the actor with this token; null if the token is unknown, expired or revoked. */
    authenticate: async (token: string): Promise<Actor | null> =>
      (await standingDevices(db, now())
        .where('token_hash', '=', hashOf(token))
        .executeTakeFirst()) ?? null,

    /** Whether the device of an open connection may still act as it did when it connected. */
    stillMay: async (actor: Actor): Promise<boolean> => {
      const device = await standingDevices(db, now())
        .where('devices.id', '=', actor.deviceId)
        .executeTakeFirst();
      return device?.role === actor.role;
    },

    /** Returns the roles of those devices that may still act. */
    rolesOf: async (deviceIds: readonly string[]): Promise<ReadonlyMap<string, Role>> => {
      if (deviceIds.length === 0) return new Map();
      const devices = await standingDevices(db, now())
        .where('devices.id', 'in', [...new Set(deviceIds)])
        .execute();
      return new Map(devices.map(({ deviceId, role }) => [deviceId, role]));
    },

    invite: async (actor: Actor, role: Role, days: number): Promise<Invitation> => {
      if (!mayAs(actor.role, 'owner')) throw new Refused('forbidden');
      return inviteAs(actor, 'invite', { role, memberId: null, days });
    },

    /** Makes an invitation for another device of the same member. */
    addDevice: (actor: Actor): Promise<Invitation> =>
      inviteAs(actor, 'add_device', { role: actor.role, memberId: actor.memberId, days: 1 }),

    revokeInvitation: async (actor: Actor, id: string): Promise<void> => {
      if (!mayAs(actor.role, 'owner')) throw new Refused('forbidden');
      await db.transaction().execute(async (tx) => {
        const revoked = await tx
          .updateTable('invitations')
          .set({ revoked_at: now() })
          .where('id', '=', id)
          .where('team_id', '=', actor.teamId)
          .where('used_at', 'is', null)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (revoked.numUpdatedRows === 0n) throw new Refused('not_found');
        await note(tx, {
          at: now(),
          teamId: actor.teamId,
          by: actor.memberId,
          act: 'revoke_invitation',
          subject: id,
        });
      });
    },

    /** Revokes one's own device, or as an owner any device of the team. */
    revokeDevice: async (actor: Actor, id: string): Promise<void> => {
      const device = await standingDevices(db, now())
        .where('devices.id', '=', id)
        .where('members.team_id', '=', actor.teamId)
        .executeTakeFirst();
      if (device === undefined) throw new Refused('not_found');
      if (device.memberId !== actor.memberId && !mayAs(actor.role, 'owner')) {
        throw new Refused('forbidden');
      }
      await db.transaction().execute(async (tx) => {
        await lockTeam(tx, actor.teamId);
        await tx.updateTable('devices').set({ revoked_at: now() }).where('id', '=', id).execute();
        await note(tx, {
          at: now(),
          teamId: actor.teamId,
          by: actor.memberId,
          act: 'revoke_device',
          subject: id,
        });
      });
    },

    /** Removes a member with all devices: as an owner anybody, else only oneself. */
    removeMember: async (actor: Actor, id: string): Promise<void> => {
      const member = await memberOf(actor, id);
      if (id !== actor.memberId && !mayAs(actor.role, 'owner')) throw new Refused('forbidden');
      await db.transaction().execute(async (tx) => {
        // Two owners may remove each other at the same time.
        await lockTeam(tx, actor.teamId);
        const owners = await tx
          .selectFrom('members')
          .select('id')
          .where('team_id', '=', actor.teamId)
          .where('role', '=', 'owner')
          .where('removed_at', 'is', null)
          .execute();
        if (member.role === 'owner' && owners.length === 1) throw new Refused('last_owner');
        const at = now();
        await tx.updateTable('members').set({ removed_at: at }).where('id', '=', id).execute();
        await tx
          .updateTable('devices')
          .set({ revoked_at: at })
          .where('member_id', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
        // With an open invitation for a device, the removed member could come back.
        await tx
          .updateTable('invitations')
          .set({ revoked_at: at })
          .where('member_id', '=', id)
          .where('used_at', 'is', null)
          .execute();
        await note(tx, {
          at: now(),
          teamId: actor.teamId,
          by: actor.memberId,
          act: 'remove_member',
          subject: id,
        });
      });
    },

    /** Returns the members with their devices, without any secret. */
    listMembers: async (actor: Actor) => {
      const members = await db
        .selectFrom('members')
        .select(['id', 'name', 'role', 'created_at as joinedAt'])
        .where('team_id', '=', actor.teamId)
        .where('removed_at', 'is', null)
        .orderBy('id')
        .execute();
      const devices = await standingDevices(db, now())
        .select(['devices.name as name', 'devices.expires_at as expiresAt'])
        .where('members.team_id', '=', actor.teamId)
        .orderBy('devices.id')
        .execute();
      return members.map((member) => ({
        ...member,
        devices: devices
          .filter(({ memberId }) => memberId === member.id)
          .map(({ deviceId, name, expiresAt }) => ({ id: deviceId, name, expiresAt })),
      }));
    },

    /** Returns the newest acts of the team, at most `most`, with numbers below `before`. */
    listAudit: (actor: Actor, before: number, most: number) => {
      if (!mayAs(actor.role, 'owner')) throw new Refused('forbidden');
      return db
        .selectFrom('audit')
        .select(['seq', 'at', 'member_id as memberId', 'act', 'subject'])
        .where('team_id', '=', actor.teamId)
        .where('seq', '<', before)
        .orderBy('seq', 'desc')
        .limit(most)
        .execute();
    },
  };
}
