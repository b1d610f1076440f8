import type { Review, ReviewDecision } from '@/utils/model/report-content';
import type { ClaimItem } from './claim-item';
import { type Change, changesSince } from './stale';

export const CLAIM_STATES = ['undecided', 'stale', 'answered', 'decided'] as const;
/**
 * Where a claim stands: nobody decided yet; what was decided about is not what stands there now;
 * the editor answered an objection; decided.
 */
export type ClaimState = (typeof CLAIM_STATES)[number];

export interface ClaimReview {
  readonly state: ClaimState;
  /** The decision that counts; null where nobody decided. */
  readonly review: Review | null;
  /** What is not as it was when that was decided. */
  readonly changed: readonly Change[];
  /** Everybody's, that one included. */
  readonly all: readonly Review[];
}

const UNDECIDED: ClaimReview = { state: 'undecided', review: null, changed: [], all: [] };

/** Whether a claim waits for a reviewer. */
export function needsDecision({ state }: ClaimReview): boolean {
  return state !== 'decided';
}

/** Whether a decision asks something of the editor. */
export function isObjection(decision: ReviewDecision): boolean {
  return decision !== 'supported';
}

export function reviewsByClaim(reviews: readonly Review[]): ReadonlyMap<string, Review[]> {
  const byClaim = new Map<string, Review[]>();
  for (const review of reviews) {
    const list = byClaim.get(review.claimKey);
    if (list === undefined) byClaim.set(review.claimKey, [review]);
    else list.push(review);
  }
  return byClaim;
}

/**
 * Where a claim stands for a reviewer. Of several people's decisions the ones that still hold
 * come first, of those the reviewer's own, of the others' the latest.
 */
export function claimReview(
  item: ClaimItem,
  reviews: readonly Review[] | undefined,
  reviewer: string,
): ClaimReview {
  if (reviews === undefined || reviews.length === 0) return UNDECIDED;
  const judged = reviews.map((review) => ({ review, changed: changesSince(review, item) }));
  judged.sort(
    (a, b) =>
      Number(a.changed.length > 0) - Number(b.changed.length > 0) ||
      Number(b.review.reviewer === reviewer) - Number(a.review.reviewer === reviewer) ||
      (a.review.reviewedAt < b.review.reviewedAt ? 1 : -1),
  );
  const [first] = judged;
  if (first === undefined) return UNDECIDED;
  const { review, changed } = first;
  // An answer says why the words changed, so it is what the claim comes back with.
  const state = review.answer !== null ? 'answered' : changed.length > 0 ? 'stale' : 'decided';
  return { state, review, changed, all: reviews };
}
