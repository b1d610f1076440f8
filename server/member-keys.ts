import {
  type Author,
  answerSlot,
  fingerprintOf,
  type ReviewRecord,
  slotOf,
} from '@/utils/model/review-records';
import { isKeyProved } from '@/utils/model/verify-review';
import { type Actor, newSecret, note, standingDevices } from './people';
import { Refused } from './refused';
import { mayAs } from './roles';
import { type Database, lockTeam } from './schema';

/** A device signs a challenge at once, without asking its user. */
const CHALLENGE_MS = 10 * 60 * 1000;

/** Why the author of a review may not add it. */
export type KeyFault =
  /** No member has proved that the key is theirs, or the member or the device was removed. */
  | 'unknown_key'
  /** The role of the author is too low for this kind of review. */
  | 'forbidden';

export type MemberKeys = ReturnType<typeof createMemberKeys>;

/** The keys with which members sign reviews. A member has one for each device. */
export function createMemberKeys(db: Database, now: () => number) {
  return {
    /** Makes a text for this device to sign, and forgets the one before. */
    challenge: async ({ deviceId }: Actor) => {
      const challenge = newSecret();
      const expiresAt = now() + CHALLENGE_MS;
      const values = { challenge, expires_at: expiresAt };
      await db
        .insertInto('challenges')
        .values({ device_id: deviceId, ...values })
        .onConflict((known) => known.column('device_id').doUpdateSet(values))
        .execute();
      return { challenge, expiresAt };
    },

    /**
     * Binds a key to the member and the device that signed their challenge with it. A key passes to
     * another member only if the one before has no device any more: somebody has come back.
     */
    bind: async (
      actor: Actor,
      given: { address: string; author: Author; signature: string },
    ): Promise<void> => {
      const { teamId, memberId, deviceId } = actor;
      const { address, author, signature } = given;
      // A challenge works once, also if the signature is wrong.
      const asked = await db
        .deleteFrom('challenges')
        .where('device_id', '=', deviceId)
        .where('expires_at', '>', now())
        .returning('challenge')
        .executeTakeFirst();
      if (asked === undefined) {
        throw new Refused('bad_request', 'The device has no challenge. Ask for one first.');
      }
      const proof = { address, teamId, memberId, challenge: asked.challenge, author };
      if (!(await isKeyProved(proof, signature))) {
        throw new Refused(
          'bad_request',
          `The signature is wrong, or it is not for the address ${address}.`,
        );
      }
      await db.transaction().execute(async (tx) => {
        await lockTeam(tx, teamId);
        const known = await tx
          .selectFrom('member_keys')
          .select('member_id')
          .where('team_id', '=', teamId)
          .where('author', '=', author)
          .executeTakeFirst();
        if (known !== undefined && known.member_id !== memberId) {
          const former = await standingDevices(tx, now())
            .where('members.id', '=', known.member_id)
            .executeTakeFirst();
          if (former !== undefined) throw new Refused('key_taken');
        }
        await tx
          .insertInto('member_keys')
          .values({
            ...{ team_id: teamId, author, member_id: memberId, device_id: deviceId },
            bound_at: now(),
          })
          .onConflict((same) =>
            same
              .columns(['team_id', 'author'])
              .doUpdateSet({ device_id: deviceId, member_id: memberId }),
          )
          .execute();
        const subject = fingerprintOf(author).replaceAll(' ', '');
        await note(tx, { at: now(), teamId, by: memberId, act: 'bind_key', subject });
      });
    },

    /**
     * Returns all keys of the team, also of members who were removed, because their reviews stay.
     * `isCurrent`: whether the key may still sign new reviews.
     */
    list: async ({ teamId }: Actor) => {
      const standing = await standingDevices(db, now())
        .where('members.team_id', '=', teamId)
        .execute();
      const devices = new Set(standing.map(({ deviceId }) => deviceId));
      const keys = await db
        .selectFrom('member_keys')
        .innerJoin('members', 'members.id', 'member_keys.member_id')
        .select(['author', 'member_id as memberId', 'name', 'device_id', 'bound_at as boundAt'])
        .where('member_keys.team_id', '=', teamId)
        .orderBy('bound_at')
        .orderBy('author')
        .execute();
      return keys.map(({ device_id, ...key }) => ({ ...key, isCurrent: devices.has(device_id) }));
    },
  };
}

/**
 * Returns why the author of a review may not add it to the team, or null. Only the author counts,
 * not the member who sends the record, because the signature shows who made it.
 */
export async function keyFault(
  db: Database,
  of: { teamId: string; review: ReviewRecord; at: number },
): Promise<KeyFault | null> {
  const { teamId, review, at } = of;
  const author = await standingDevices(db, at)
    .innerJoin('member_keys', 'member_keys.device_id', 'devices.id')
    .where('member_keys.team_id', '=', teamId)
    .where('member_keys.author', '=', review.author)
    .executeTakeFirst();
  if (author === undefined) return 'unknown_key';
  // A withdrawal has the slot of what it withdraws, and needs the same right.
  const isAnswer = slotOf(review.body).startsWith(answerSlot(''));
  return mayAs(author.role, isAnswer ? 'writer' : 'reviewer') ? null : 'forbidden';
}
