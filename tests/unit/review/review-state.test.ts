import { describe, expect, test } from 'vitest';
import type { Review } from '@/utils/model/project-reviews';
import { placeReviews } from '@/utils/review/place-reviews';
import { claimReview, needsDecision, openObjections } from '@/utils/review/review-state';
import { answered, by, claimOf, reviewOf } from './review-fixture';

const item = claimOf({ text: 'The level rose' });
const before = claimOf({ text: 'The level fell' });
const LATER = '2027-01-01T00:00:00.000Z';
const unverified: Partial<Review> = { author: 'a key', standing: 'unverified', id: 'unverified' };

describe('the state of a claim', () => {
  test('undecided without a decision', () => {
    expect(claimReview(item, undefined)).toMatchObject({ state: 'undecided', review: null });
    expect(needsDecision(claimReview(item, []))).toBe(true);
  });

  test('is decided by the current decision of a known author', () => {
    const state = claimReview(item, [reviewOf(item, by('Tom'))]);
    expect(state.state).toBe('decided');
    expect(needsDecision(state)).toBe(false);
  });

  test.each(['unverified', 'unsigned'] as const)('waits when the author is %s', (standing) => {
    const state = claimReview(item, [reviewOf(item, { ...unverified, standing })]);
    expect(state.state).toBe('unverified');
    expect(needsDecision(state)).toBe(true);
  });

  test.each(['conflict', 'missing'] as const)('waits when records are in doubt: %s', (doubt) => {
    const state = claimReview(item, [reviewOf(item, { ...by('Tom'), doubt })]);
    expect(state.state).toBe('unverified');
  });

  test('stale where the claim changed since', () => {
    const state = claimReview(item, [reviewOf(before)]);
    expect(state).toMatchObject({ state: 'stale', changed: ['claim'] });
    expect(needsDecision(state)).toBe(true);
  });

  test('another’s decision that holds counts before the own stale one', () => {
    const other = reviewOf(item, { ...by('Tom'), decision: 'partly' });
    const state = claimReview(item, [reviewOf(before), other]);
    expect(state).toMatchObject({ state: 'decided', review: { reviewer: 'Tom' } });
  });

  test('a decision of another key with the same name is not an own decision', () => {
    const own = reviewOf(item, { decision: 'unsupported' });
    const twin = reviewOf(item, { ...unverified, reviewer: 'Ines', reviewedAt: LATER });
    expect(claimReview(item, [twin, own]).review).toBe(own);
    expect(claimReview(item, [twin]).state).toBe('unverified');
  });

  test('an objection of another reviewer counts before later decisions of others', () => {
    const objection = reviewOf(item, { ...by('Tom'), decision: 'unsupported' });
    const later = reviewOf(item, { ...by('Ada'), reviewedAt: LATER });
    const stranger = reviewOf(item, { ...unverified, reviewedAt: LATER });
    for (const reviews of [
      [objection, later, stranger],
      [stranger, later, objection],
    ]) {
      expect(claimReview(item, reviews).review).toBe(objection);
    }
  });

  test('answered where the editor answered, changed or not', () => {
    const objection = answered('fixed', { decision: 'unsupported' });
    expect(claimReview(item, [reviewOf(before, objection)])).toMatchObject({
      state: 'answered',
      changed: ['claim'],
    });
    expect(claimReview(item, [reviewOf(item, objection)]).state).toBe('answered');
  });

  test('a note that is changed after the answer is no new decision, whatever the clocks say', () => {
    const before = reviewOf(item, answered('disputed', { decision: 'unsupported' }));
    const again = { decision: 'unsupported', earlier: [before], note: 'Look at page 3.' } as const;
    expect(claimReview(item, [reviewOf(item, again)]).state).toBe('answered');
    const decided = reviewOf(item, { ...again, reviewedAt: LATER });
    expect(claimReview(item, [decided]).state).toBe('decided');
  });

  test('reviews are gathered by claim', () => {
    const reviews = [reviewOf(item), reviewOf(item, by('Tom'))];
    const { byClaim } = placeReviews([item.claim], reviews);
    expect(byClaim.get(item.claim.key)).toEqual(reviews);
    expect(byClaim.size).toBe(1);
  });
});

describe('open objections beside the own decision', () => {
  const tom: Partial<Review> = { ...by('Tom'), decision: 'unsupported' };
  const open = (...reviews: Partial<Review>[]) =>
    openObjections(
      claimReview(
        item,
        reviews.map((of) => reviewOf(item, of)),
      ),
    ).map(({ id }) => id);

  test('are those of verified people, whatever the own decision is', () => {
    expect(open({}, tom)).toEqual(['of Tom']);
    expect(open({ decision: 'partly' }, tom)).toEqual(['of Tom']);
    expect(open({}, { ...by('Tom') })).toEqual([]);
    expect(open({}, { ...unverified, decision: 'unsupported' })).toEqual([]);
    expect(open({ decision: 'partly' })).toEqual([]);
    // Without an own decision, the objection itself counts.
    expect(open(tom)).toEqual([]);
  });

  test('stay where the words were edited, or only a stranger answered', () => {
    const edited = openObjections(claimReview(item, [reviewOf(item), reviewOf(before, tom)]));
    expect(edited.map(({ id }) => id)).toEqual(['of Tom']);
    expect(open({}, answered('fixed', tom))).toEqual([]);
    const [given] = answered('fixed').answers ?? [];
    if (given === undefined) throw new Error('no answer');
    expect(open({}, { ...tom, answers: [{ ...given, standing: 'unverified' }] })).toEqual([
      'of Tom',
    ]);
  });
});
