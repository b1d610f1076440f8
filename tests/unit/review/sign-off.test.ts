import { describe, expect, test } from 'vitest';
import type { Verdict } from '@/utils/model/evidence';
import type { Review, SignOff } from '@/utils/model/project-reviews';
import { SIGN_OFF_PARTS, type SignOffParts } from '@/utils/model/review-records';
import type { ClaimItem } from '@/utils/review/claim-item';
import type { SignedContent } from '@/utils/review/content-hash';
import { claimReview } from '@/utils/review/review-state';
import {
  countDecisions,
  judgeSignOffs,
  makeSignOff,
  openClaims,
  verifiedSignOff,
} from '@/utils/review/sign-off';
import { claimHashes } from '@/utils/review/stale';
import { claims, by as person, reviewOf, signOffOf } from './review-fixture';

const items = claims({ text: 'One' }, { text: 'Two' }, { text: 'Three' });
const judged = items.map((item, at) => ({
  item,
  review: claimReview(
    item,
    at === 0 ? [reviewOf(item)] : at === 1 ? [reviewOf(item, { decision: 'partly' })] : [],
  ),
}));
const CONTENT: SignedContent = {
  whole: 'abc',
  parts: Object.fromEntries(SIGN_OFF_PARTS.map((part) => [part, part])) as SignOffParts,
};
const by = {
  reviewer: 'Ines',
  signedAt: '2026-05-03T10:00:00.000Z',
  content: CONTENT,
  excepted: new Set<string>(),
};
const COUNTS = { claims: 3, supported: 1, partly: 1, unsupported: 0, unclear: 0, waiting: 1 };
const SIGNED = signOffOf({
  contentHash: 'abc',
  counts: COUNTS,
  exceptions: [{ claimKey: 'claim-3', words: 'Three' }],
});

describe('a sign-off', () => {
  test('is refused while a claim waits that was not excepted by name', () => {
    expect(openClaims(judged, new Set()).map(({ item }) => item.claim.text)).toEqual(['Three']);
    expect(makeSignOff(judged, by)).toBeNull();
    expect(makeSignOff(judged, { ...by, excepted: new Set(['claim-1']) })).toBeNull();
  });

  test('records who, when, what, counts and exceptions', () => {
    expect(makeSignOff(judged, { ...by, excepted: new Set(['claim-3', 'claim-1']) })).toEqual({
      kind: 'sign-off',
      contentHash: 'abc',
      parts: CONTENT.parts,
      reviewer: 'Ines',
      signedAt: by.signedAt,
      counts: COUNTS,
      // The first claim has a decision, so it needs no exception.
      exceptions: [{ claimKey: 'claim-3', words: 'Three' }],
    });
  });

  test('is refused without anything to sign, or without a signer', () => {
    const excepted = new Set(['claim-3']);
    expect(makeSignOff([], { ...by, excepted })).toBeNull();
    expect(makeSignOff(judged, { ...by, excepted, reviewer: ' ' })).toBeNull();
  });

  test('counts a decision that does not hold any more as waiting', () => {
    const [item] = claims({ text: 'Changed' });
    const [old] = claims({ text: 'As it was' });
    if (item === undefined || old === undefined) throw new Error('no claim');
    const review = claimReview(item, [reviewOf(old)]);
    expect(countDecisions([{ item, review }])).toMatchObject({ supported: 0, waiting: 1 });
  });
});

describe('the state of a sign-off', () => {
  const stateOf = (signOff = SIGNED, whole = 'abc') =>
    judgeSignOffs([signOff], judged, { ...CONTENT, whole }).map(({ state, counts }) => [
      state,
      counts,
    ])[0];

  test('is valid when the content is unchanged and its counts match the decisions', () => {
    expect(stateOf()).toEqual(['valid', COUNTS]);
  });

  test('is void when the content has changed', () => {
    expect(stateOf(SIGNED, 'abd')).toEqual(['void', COUNTS]);
  });

  test('names the parts that changed; without parts, or with wrong ones, it names none', () => {
    const changedOf = (parts: SignOffParts | undefined, whole = 'abd') =>
      judgeSignOffs([{ ...SIGNED, ...(parts && { parts }) }], judged, { ...CONTENT, whole })[0]
        ?.changed;
    const { parts } = CONTENT;
    expect(changedOf({ ...parts, title: 'other', links: 'other' })).toEqual(['title', 'links']);
    expect(changedOf({ ...parts, words: 'other', order: 'other' })).toEqual(['words']);
    expect(changedOf({ ...parts, order: 'other' })).toEqual(['order']);
    expect(changedOf(undefined)).toBeNull();
    // Equal parts do not make a sign-off of another whole valid.
    expect(changedOf(parts)).toBeNull();
    expect(changedOf({ ...parts, title: 'other' }, 'abc')).toEqual([]);
  });

  test.each([
    ['counts that are not so', { counts: { ...COUNTS, supported: 3, partly: 0, waiting: 0 } }],
    ['an exception that it does not name', { exceptions: [] }],
    [
      'an exception of a claim that was decided',
      {
        exceptions: [...SIGNED.exceptions, { claimKey: 'claim-1', words: 'One' }],
      },
    ],
  ])('is false with %s, and the true counts are given', (_name, change) => {
    const [state] = stateOf({ ...SIGNED, ...change }) ?? [];
    expect(state).toBe('false');
    expect(
      judgeSignOffs([{ ...SIGNED, ...change }], judged, CONTENT)[0]?.counts.supported,
    ).not.toBe(3);
  });

  describe('after a check that found another page than at the decisions', () => {
    const read = (verdict: Verdict) =>
      claims(
        { text: 'One', passages: [{ verdict }] },
        { text: 'Two', passages: [{ verdict: 'verbatim' }] },
      );
    const then = read('verbatim');
    const counts = { ...COUNTS, claims: 2, waiting: 0 };
    const decided = (of: (item: ClaimItem, at: number) => readonly Review[]) =>
      read('gone').map((item, at) => {
        const before = then[at];
        if (before === undefined) throw new Error('no claim');
        return { item, review: claimReview(item, of(before, at)) };
      });
    const own = decided((item, at) => [reviewOf(item, at === 0 ? {} : { decision: 'partly' })]);
    const judge = (change: Partial<SignOff>, claims = own, whole = 'abc') => {
      const signOff = signOffOf({ contentHash: 'abc', parts: CONTENT.parts, counts, ...change });
      const [state] = judgeSignOffs([signOff], claims, { ...CONTENT, whole });
      return [state?.state, state?.changed];
    };

    test('is void, and names the pages', () => {
      expect(judge({})).toEqual(['void', ['pages']]);
      expect(judge({ standing: 'unverified' })).toEqual(['void', ['pages']]);
    });

    test('names the pages beside the parts of the report that changed', () => {
      const parts = { ...CONTENT.parts, title: 'other' };
      expect(judge({ parts }, own, 'abd')).toEqual(['void', ['title', 'pages']]);
    });

    test.each([
      ['of a decision that nobody made', { supported: 2, partly: 0 }],
      ['of more claims than there are', { claims: 3, supported: 2 }],
      ['with a claim that waits and is not named', { supported: 0, waiting: 1 }],
      ['whose sum is not the number of claims', { supported: 0 }],
    ])('is false with numbers %s', (_name, change) => {
      expect(judge({ counts: { ...counts, ...change } })).toEqual(['false', []]);
    });

    test('is void if the decision of another reviewer counted then', () => {
      // The signer had decided before an earlier change of the page.
      const both = decided((item, at) => [
        reviewOf(item, at === 0 ? { hashes: { ...claimHashes(item), passage: 'else' } } : {}),
        ...(at === 0 ? [reviewOf(item, { ...person('Tom'), decision: 'partly' })] : []),
      ]);
      expect(judge({}, both)).toEqual(['void', ['pages']]);
      expect(judge({ counts: { ...counts, partly: 0, unclear: 1 } }, both)[0]).toBe('false');
    });
  });

  test('is unverified when the key was not compared or records are missing', () => {
    expect(stateOf({ ...SIGNED, author: 'own key', standing: 'unverified' })?.[0]).toBe(
      'unverified',
    );
    expect(stateOf({ ...SIGNED, doubt: 'missing' })?.[0]).toBe('unverified');
  });

  test('a later unverified sign-off does not replace a verified sign-off', () => {
    const stranger = signOffOf({
      ...SIGNED,
      ...{
        id: 'z',
        author: 'stranger',
        standing: 'unverified',
        signedAt: '2090-01-01T00:00:00.000Z',
      },
    });
    const [first, second] = judgeSignOffs([stranger, SIGNED], judged, CONTENT);
    expect([first?.signOff, second?.signOff]).toEqual([SIGNED, stranger]);
    expect(verifiedSignOff(judgeSignOffs([stranger], judged, CONTENT))).toBeNull();
  });

  test('the sign-off of another reviewer is compared with the decisions of that reviewer', () => {
    const tom = person('Tom');
    const two = items.map((item, at) => ({
      item,
      review: claimReview(item, [
        reviewOf(item),
        ...(at === 0 ? [reviewOf(item, { ...tom, decision: 'unsupported' })] : []),
      ]),
    }));
    const counts = { ...COUNTS, supported: 2, partly: 0, unsupported: 1, waiting: 0 };
    const signOff = signOffOf({ ...tom, contentHash: 'abc', counts });
    expect(judgeSignOffs([signOff], two, CONTENT)[0]?.state).toBe('valid');
  });
});
