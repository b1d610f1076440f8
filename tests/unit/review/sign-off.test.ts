import { describe, expect, test } from 'vitest';
import { claimReview } from '@/utils/review/review-state';
import { countDecisions, isVoid, makeSignOff, openClaims } from '@/utils/review/sign-off';
import { claims, id, reviewOf } from './review-fixture';

const items = claims({ text: 'One' }, { text: 'Two' }, { text: 'Three' });
const judged = items.map((item, at) => ({
  item,
  review: claimReview(
    item,
    at === 0 ? [reviewOf(item)] : at === 1 ? [reviewOf(item, { decision: 'partly' })] : [],
    'Ines',
  ),
}));
const by = {
  id: id<'signOff'>(1),
  reviewer: 'Ines',
  signedAt: '2026-05-03T10:00:00.000Z',
  contentHash: 'abc',
  excepted: new Set<string>(),
};

describe('a sign-off', () => {
  test('is refused while a claim waits that was not excepted by name', () => {
    expect(openClaims(judged, new Set()).map(({ item }) => item.claim.text)).toEqual(['Three']);
    expect(makeSignOff(judged, by)).toBeNull();
    expect(makeSignOff(judged, { ...by, excepted: new Set(['claim-1']) })).toBeNull();
  });

  test('records who, when, what, counts and exceptions', () => {
    expect(makeSignOff(judged, { ...by, excepted: new Set(['claim-3', 'claim-1']) })).toEqual({
      id: by.id,
      contentHash: 'abc',
      reviewer: 'Ines',
      signedAt: by.signedAt,
      counts: { claims: 3, supported: 1, partly: 1, unsupported: 0, unclear: 0, waiting: 1 },
      // The first is decided, and needs no exception.
      exceptions: [{ claimKey: 'claim-3', words: 'Three' }],
    });
  });

  test('is refused where there is nothing to sign, or nobody who signs', () => {
    const excepted = new Set(['claim-3']);
    expect(makeSignOff([], { ...by, excepted })).toBeNull();
    expect(makeSignOff(judged, { ...by, excepted, reviewer: ' ' })).toBeNull();
  });

  test('counts a decision that does not hold any more as waiting', () => {
    const [item] = claims({ text: 'Changed' });
    if (item === undefined) throw new Error('no claim');
    const [old] = claims({ text: 'As it was' });
    if (old === undefined) throw new Error('no claim');
    const review = claimReview(item, [reviewOf(old)], 'Ines');
    expect(countDecisions([{ item, review }])).toMatchObject({ supported: 0, waiting: 1 });
  });

  test('is void once the content is another', () => {
    const signOff = makeSignOff(judged, { ...by, excepted: new Set(['claim-3']) });
    if (signOff === null) throw new Error('not signed');
    expect(isVoid(signOff, 'abc')).toBe(false);
    expect(isVoid(signOff, 'abd')).toBe(true);
  });
});
