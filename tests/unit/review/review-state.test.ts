import { describe, expect, test } from 'vitest';
import { claimReview, needsDecision, reviewsByClaim } from '@/utils/review/review-state';
import { claimOf, reviewOf } from './review-fixture';

const item = claimOf({ text: 'The level rose' });
const before = claimOf({ text: 'The level fell' });

describe('where a claim stands', () => {
  test('undecided where nobody decided', () => {
    expect(claimReview(item, undefined, 'Ines')).toMatchObject({
      state: 'undecided',
      review: null,
    });
    expect(needsDecision(claimReview(item, [], 'Ines'))).toBe(true);
  });

  test('decided by anybody’s decision that holds', () => {
    const state = claimReview(item, [reviewOf(item, { reviewer: 'Tom' })], 'Ines');
    expect(state.state).toBe('decided');
    expect(needsDecision(state)).toBe(false);
  });

  test('stale where the claim changed since', () => {
    const state = claimReview(item, [reviewOf(before)], 'Ines');
    expect(state).toMatchObject({ state: 'stale', changed: ['claim'] });
    expect(needsDecision(state)).toBe(true);
  });

  test('another’s decision that holds counts before the own stale one', () => {
    const other = reviewOf(item, { reviewer: 'Tom', decision: 'partly' });
    const state = claimReview(item, [reviewOf(before), other], 'Ines');
    expect(state).toMatchObject({ state: 'decided', review: { reviewer: 'Tom' } });
  });

  test('the own decision counts before a later one of somebody else', () => {
    const other = reviewOf(item, { reviewer: 'Tom', reviewedAt: '2027-01-01T00:00:00.000Z' });
    expect(claimReview(item, [other, reviewOf(item)], 'Ines').review?.reviewer).toBe('Ines');
    expect(claimReview(item, [other, reviewOf(item)], 'Ada').review?.reviewer).toBe('Tom');
  });

  test('answered where the editor answered, changed or not', () => {
    const objection = { decision: 'unsupported', answer: 'fixed' } as const;
    expect(claimReview(item, [reviewOf(before, objection)], 'Ines')).toMatchObject({
      state: 'answered',
      changed: ['claim'],
    });
    expect(claimReview(item, [reviewOf(item, objection)], 'Ines').state).toBe('answered');
  });

  test('reviews are gathered by claim', () => {
    const reviews = [reviewOf(item), reviewOf(item, { reviewer: 'Tom' })];
    expect(reviewsByClaim(reviews).get(item.claim.key)).toEqual(reviews);
    expect(reviewsByClaim(reviews).size).toBe(1);
  });
});
