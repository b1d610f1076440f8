import * as z from 'zod/mini';
import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import { type Author, fingerprintOf } from '@/utils/model/review-records';
import { MemberKeysSchema } from '@/utils/model/team';
import type { Library } from '@/utils/storage/library';
import type { TeamRow } from '@/utils/storage/team-store';
import { askServer } from './ask-server';

type Reply<T> = Promise<Result<T, Failure>>;

const ChallengeSchema = z.object({ challenge: z.string().check(z.maxLength(200)) });

/**
 * Shows the server of a team that this browser's signing key belongs to its member, so that the
 * server accepts reviews with this key. Resolves with the key.
 */
export async function bindKey(library: Library, team: TeamRow): Reply<Author> {
  const asked = await askServer(team, {
    ...{ call: 'POST /v1/challenges', body: {}, answer: ChallengeSchema },
  });
  if (!asked.ok) return asked;
  const { address, id: teamId, memberId } = team;
  const proof = await library.proveKey({
    ...{ address, teamId, memberId, challenge: asked.value.challenge },
  });
  if (!proof.ok) return proof;
  const bound = await askServer(team, {
    ...{ call: 'POST /v1/keys', body: proof.value, answer: z.object({}) },
  });
  return bound.ok ? ok(proof.value.author) : bound;
}

/**
 * Asks the server whose keys it knows. Resolves with each key and the name of its member. If members
 * have the same name, their names get the first groups of a key, so that they are never taken for
 * one person.
 */
export async function readMemberKeys(team: TeamRow): Reply<[Author, string][]> {
  const listed = await askServer(team, { call: 'GET /v1/keys', answer: MemberKeysSchema });
  if (!listed.ok) return listed;
  const owners = new Map<string, Set<string>>();
  for (const { name, memberId } of listed.value) {
    owners.set(name.trim(), (owners.get(name.trim()) ?? new Set()).add(memberId));
  }
  return ok(
    listed.value.map(({ author, name }): [Author, string] => {
      const isShared = (owners.get(name.trim())?.size ?? 0) > 1;
      const shown = isShared
        ? `${name.trim()} (${fingerprintOf(author).slice(0, 9)})`
        : name.trim();
      return [author, shown];
    }),
  );
}
