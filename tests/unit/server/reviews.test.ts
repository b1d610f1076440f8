import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBlobStore } from '@/server/blob-store';
import { createEvidence, type Evidence } from '@/server/evidence';
import { createMemberKeys, type MemberKeys } from '@/server/member-keys';
import { type Actor, createPeople, type People } from '@/server/people';
import { Refused } from '@/server/refused';
import type { Role } from '@/server/roles';
import type { Database } from '@/server/schema';
import { newId } from '@/utils/model/ids';
import {
  type ReviewBody,
  type ReviewRecord,
  reviewRecordId,
  unsignedRecord,
} from '@/utils/model/review-records';
import { keyProofBytes } from '@/utils/model/verify-review';
import {
  makeSigningKey,
  type SigningKey,
  signBytes,
  signReview,
} from '@/utils/storage/review-signatures';
import { makeStorage, type ServerStorage } from '../../fixtures/server-storage';
import { REPORT } from '../storage/sample-evidence';
import { decisionOf } from '../storage/sample-reviews';

/* The signed reviews of a team: whose key is known, and who may add which record. */

const ADDRESS = 'https://pincite.example.org';
const DAY_MS = 24 * 60 * 60 * 1000;

let storage: ServerStorage;
let db: Database;
let clock = 0;
let people: People;
let keys: MemberKeys;
let evidence: Evidence;
let owner: Actor;

beforeEach(async () => {
  storage = await makeStorage();
  clock = 0;
  const now = () => Date.now() + clock;
  db = await storage.open();
  people = createPeople(db, now);
  keys = createMemberKeys(db, now);
  evidence = createEvidence(db, createBlobStore(path.join(storage.folder, 'blobs')), now);
  const first = await people.firstInvitation();
  owner = await people.join(first?.secret ?? '', { member: 'Owner', device: 'Test' });
});
afterEach(async () => {
  await db.destroy();
  await storage.remove();
});

const joinAs = async (role: Role): Promise<Actor> => {
  const { secret } = await people.invite(owner, role, 1);
  return people.join(secret, { member: `A ${role}`, device: 'Test' });
};

const proofOf = async (by: Actor, { author }: SigningKey) => {
  const { challenge } = await keys.challenge(by);
  return { address: ADDRESS, teamId: by.teamId, memberId: by.memberId, challenge, author };
};

/** Proves to the server that the key belongs to a member. */
async function bind(by: Actor, key: SigningKey, change: object = {}): Promise<void> {
  const bytes = keyProofBytes({ ...(await proofOf(by, key)), ...change });
  const signature = await signBytes(key, bytes);
  await keys.bind(by, { address: ADDRESS, author: key.author, signature });
}

interface Author {
  readonly actor: Actor;
  readonly key: SigningKey;
}

async function authorAs(role: Role): Promise<Author> {
  const [actor, key] = [await joinAs(role), await makeSigningKey()];
  await bind(actor, key);
  return { actor, key };
}

const DECISION = decisionOf();
const BODIES = {
  decision: DECISION,
  answer: {
    ...{ kind: 'answer', decision: 'a'.repeat(64), claimKey: 'x', answer: 'fixed' },
    answeredAt: '2026-01-02T03:04:05Z',
  },
  'sign-off': {
    ...{ kind: 'sign-off', contentHash: 'x', reviewer: 'Ines', signedAt: '2026-01-02T03:04:05Z' },
    counts: { claims: 1, supported: 1, partly: 0, unsupported: 0, unclear: 0, waiting: 0 },
    exceptions: [],
  },
  'withdrawal of a decision': {
    ...{ kind: 'withdrawal', slot: 'decision x', withdrawnAt: '2026-01-02T03:04:05Z' },
  },
  'withdrawal of a sign-off': {
    ...{ kind: 'withdrawal', slot: 'sign-off', withdrawnAt: '2026-01-02T03:04:05Z' },
  },
  'withdrawal of an answer': {
    kind: 'withdrawal',
    slot: `answer ${'a'.repeat(64)}`,
    withdrawnAt: '2026-01-02T03:04:05Z',
  },
} as const satisfies Record<string, ReviewBody>;

const sign = (key: SigningKey, body: ReviewBody = DECISION, counter = 1) =>
  signReview(key, { reportId: REPORT, act: newId<'act'>(), body, counter });

async function add(by: Actor, ...records: readonly object[]) {
  const outcomes = await evidence.add(
    by,
    records.map((record) => ({ store: 'reviews', record })),
  );
  return outcomes.map((each) =>
    each.outcome === 'invalid' ? `invalid: ${each.field}` : each.outcome,
  );
}

const stored = async () => (await evidence.feed(owner, 0)).records.map(({ record }) => record);

const refusalOf = (act: Promise<unknown>) =>
  act.then(
    () => 'taken',
    (error) => (error instanceof Refused ? error.reason : `not refused: ${error}`),
  );

describe('a key', () => {
  test('is bound to the member who signs a challenge with it, one for each device', async () => {
    const { actor, key } = await authorAs('reviewer');
    const { secret } = await people.addDevice(actor);
    const phone = await people.join(secret, { member: '', device: 'Phone' });
    const second = await makeSigningKey();
    await bind(phone, second);
    const of = { memberId: actor.memberId, name: 'A reviewer', isCurrent: true };
    expect(await keys.list(owner)).toEqual(
      [key, second].map(({ author }) => ({ author, boundAt: expect.any(Number), ...of })),
    );
    const [act] = await people.listAudit(owner, Number.MAX_SAFE_INTEGER, 1);
    expect([act?.act, act?.memberId]).toEqual(['bind_key', actor.memberId]);
  });

  test.each([
    ['for another server', { address: 'https://other.example.org' }],
    ['of another team', { teamId: newId() }],
    ['of another member', { memberId: newId() }],
    ['of another challenge', { challenge: 'x'.repeat(43) }],
    ['of another key', { author: 'BA' }],
  ])('is not bound by a signature %s', async (_, change) => {
    const [actor, key] = [await joinAs('reviewer'), await makeSigningKey()];
    expect(await refusalOf(bind(actor, key, change))).toBe('bad_request');
    expect(await keys.list(owner)).toEqual([]);
  });

  test('is not bound by a challenge that is used, of another device, or too old', async () => {
    const [actor, other, key] = [
      ...[await joinAs('reviewer'), await joinAs('reviewer'), await makeSigningKey()],
    ] as [Actor, Actor, SigningKey];
    const signature = await signBytes(key, keyProofBytes(await proofOf(actor, key)));
    const given = { address: ADDRESS, author: key.author, signature };
    expect(await refusalOf(keys.bind(other, given))).toBe('bad_request');
    // The signature is valid, but the challenge has expired.
    clock = 11 * 60 * 1000;
    expect(await refusalOf(keys.bind(actor, given))).toBe('bad_request');
    clock = 0;
    expect(await refusalOf(keys.bind(actor, given))).toBe('taken');
    expect(await refusalOf(keys.bind(actor, given))).toBe('bad_request');
  });

  test('of a member is not bound to another one, unless the member has gone and comes back', async () => {
    const { actor, key } = await authorAs('reviewer');
    expect(await refusalOf(bind(await joinAs('owner'), key))).toBe('key_taken');
    await people.removeMember(owner, actor.memberId);
    // Somebody else cannot sign with the key.
    const again = await joinAs('reviewer');
    const signature = await signBytes(
      await makeSigningKey(),
      keyProofBytes(await proofOf(again, key)),
    );
    const given = { address: ADDRESS, author: key.author, signature };
    expect(await refusalOf(keys.bind(again, given))).toBe('bad_request');
    expect(await refusalOf(bind(again, key))).toBe('taken');
    expect(await keys.list(owner)).toMatchObject([{ memberId: again.memberId, isCurrent: true }]);
    expect(await add(again, await sign(key))).toEqual(['stored']);
  });

  test('of a device whose token has expired counts again when a new device binds it', async () => {
    const { actor, key } = await authorAs('reviewer');
    clock = 366 * DAY_MS;
    expect(await add(owner, await sign(key))).toEqual(['unknown_key']);
    const { secret } = await people.addDevice(actor);
    await bind(await people.join(secret, { member: '', device: 'Again' }), key);
    expect(await add(owner, await sign(key))).toEqual(['stored']);
  });
});

describe('a review', () => {
  const REVIEWERS_ONLY = ['decision', 'sign-off'];

  test.each(Object.entries(BODIES))('of the kind %s needs its role', async (kind, body) => {
    const isForReviewers = REVIEWERS_ONLY.some((each) => kind.endsWith(each));
    for (const role of ['writer', 'reviewer', 'owner'] as const) {
      const { actor, key } = await authorAs(role);
      const outcome = isForReviewers && role === 'writer' ? 'forbidden' : 'stored';
      expect([role, await add(actor, await sign(key, body))]).toEqual([role, [outcome]]);
    }
  });

  test('counts by its author and not by its sender', async () => {
    const [reviewer, writer] = [await authorAs('reviewer'), await authorAs('writer')];
    expect(await add(writer.actor, await sign(reviewer.key))).toEqual(['stored']);
    expect(await add(reviewer.actor, await sign(writer.key))).toEqual(['forbidden']);
    // No member has shown that this key is theirs.
    expect(await add(reviewer.actor, await sign(await makeSigningKey()))).toEqual(['unknown_key']);
  });

  test('by a key of another team is refused', async () => {
    const { actor, key } = await authorAs('owner');
    expect(await add({ ...actor, teamId: newId() }, await sign(key))).toEqual(['unknown_key']);
  });

  test.each<[string, string, (record: ReviewRecord) => object]>([
    ['with another decision', 'record.id', (of) => ({ ...of, body: { ...DECISION, note: 'No' } })],
    [
      'with another decision and its id',
      'record.signature',
      (of) => {
        const changed = { ...of, body: { ...DECISION, decision: 'supported' as const } };
        return { ...changed, id: reviewRecordId(changed) };
      },
    ],
    ['with another number', 'record.signature', (of) => ({ ...of, counter: 2 })],
    ['with another act', 'record.signature', (of) => ({ ...of, act: newId() })],
    ['for another report', 'record.id', (of) => ({ ...of, reportId: newId() })],
    ['without a signature', 'record.signature', (of) => ({ ...of, signature: '' })],
    ['without an author', 'record.author', () => unsignedRecord(REPORT, DECISION)],
    ['without a kind', 'record.body.kind', (of) => ({ ...of, body: {} })],
  ])('%s is refused', async (_, field, change) => {
    const { actor, key } = await authorAs('reviewer');
    expect(await add(actor, change(await sign(key)))).toEqual([`invalid: ${field}`]);
    expect(await stored()).toEqual([]);
  });

  test('never takes the place of another with its number, and none is lost', async () => {
    const { actor, key } = await authorAs('reviewer');
    const objection = await sign(key, DECISION, 5);
    const other = await sign(key, decisionOf({ decision: 'supported' }), 5);
    const [earlier, later] = [await sign(key, DECISION, 2), await sign(key, DECISION, 6)];
    expect(await add(actor, objection)).toEqual(['stored']);
    expect(await add(actor, other, earlier, later, objection)).toEqual([
      ...['conflict', 'stored', 'stored', 'known'],
    ]);
    expect(await stored()).toEqual([objection, earlier, later]);
  });

  test('is deleted by nobody, because its author withdraws it', async () => {
    const { actor, key } = await authorAs('owner');
    const record = await sign(key);
    await add(actor, record);
    const id = `${record.reportId}/${record.author}/${record.counter}`;
    expect(await evidence.remove(actor, [{ store: 'reviews', id }])).toEqual(['forbidden']);
    expect(await stored()).toEqual([record]);
  });

  test('with another valid signature of the same is known', async () => {
    const { actor, key } = await authorAs('reviewer');
    const record = await sign(key);
    const again = await signReview(key, record);
    expect(again.signature).not.toBe(record.signature);
    expect(await add(actor, record, again)).toEqual(['stored', 'known']);
    expect(await stored()).toEqual([record]);
  });

  test.each(['member', 'device'] as const)(
    'stays when its author’s %s is removed, and none comes after it',
    async (what) => {
      const { actor, key } = await authorAs('reviewer');
      const [before, after] = [await sign(key), await sign(key, DECISION, 2)];
      await add(actor, before);
      if (what === 'member') await people.removeMember(owner, actor.memberId);
      else await people.revokeDevice(owner, actor.deviceId);
      expect(await add(owner, before, after)).toEqual(['known', 'unknown_key']);
      expect(await stored()).toEqual([before]);
      expect(await keys.list(owner)).toMatchObject([{ name: 'A reviewer', isCurrent: false }]);
    },
  );
});
