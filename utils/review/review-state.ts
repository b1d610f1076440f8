import {
  compareReviews,
  isVerified,
  type Review,
  verifiedAnswer,
} from '@/utils/model/project-reviews';
import type { ReviewDecision } from '@/utils/model/review-records';
import { type ClaimItem, withReading } from './claim-item';
import type { PageReading } from './page-trace';
import { placeReviews } from './place-reviews';
import { type Change, changesSince, restsOnPage } from './stale';

export const CLAIM_STATES = ['undecided', 'stale', 'answered', 'unverified', 'decided'] as const;
/**
 * The review state of a claim: without decision; changed since the decision; objection answered by
 * the editor; decided by an author whose key nobody compared or whose decision may not be the
 * latest; decided.
 */
export type ClaimState = (typeof CLAIM_STATES)[number];

export interface ClaimReview {
  readonly state: ClaimState;
  /** The decision that counts; null if nobody decided. */
  readonly review: Review | null;
  /** What has changed since that decision. */
  readonly changed: readonly Change[];
  /** All decisions, including that one. */
  readonly all: readonly Review[];
}

const UNDECIDED: ClaimReview = { state: 'undecided', review: null, changed: [], all: [] };

/** Returns whether a claim waits for a reviewer. */
export function needsDecision({ state }: ClaimReview): boolean {
  return state !== 'decided';
}

/** Returns whether a decision asks for a change of the report. */
export function isObjection(decision: ReviewDecision): boolean {
  return decision !== 'supported';
}

/**
 * Returns the open objections of other people where the reviewer's own decision counts. Unverified
 * people do not count, and neither do their answers: they must not silence an objection.
 */
export function openObjections({ review, all }: ClaimReview): readonly Review[] {
  if (review?.standing !== 'own') return [];
  return all.filter(
    (each) =>
      each.standing !== 'own' &&
      isVerified(each.standing) &&
      isObjection(each.decision) &&
      verifiedAnswer(each) === null,
  );
}

/** Returns the claims that the reviewer decided and that somebody else still objects to. */
export function withOpenObjections<Claim extends { readonly review: ClaimReview }>(
  claims: readonly Claim[],
): Claim[] {
  return claims.filter(({ review }) => openObjections(review).length > 0);
}

/**
 * Returns what an author decided after the last answer to an earlier decision: the same or another
 * decision, or nothing yet (`before`), for example if two files crossed. Null without such an answer.
 */
export function sinceAnswer(review: Review): 'upheld' | 'changed' | 'before' | null {
  const { earlier, between, decision, reviewedAt } = review;
  const last = earlier.findLast(({ answers }) => answers.length > 0);
  if (last === undefined) return null;
  if (isOnlyNoted(review)) return 'before';
  if (last.answers.every(({ answeredAt }) => answeredAt > reviewedAt)) return 'before';
  const isSame = [...between, decision].every((each) => each === last.decision);
  return isSame ? 'upheld' : 'changed';
}

/**
 * Returns the note of a decision. '' if an earlier decision has the same: older versions copied it
 * into the next decision.
 */
export function noteOfDecision({ note, earlier }: Review): string {
  return earlier.some((each) => each.note.trim() === note.trim()) ? '' : note;
}

/**
 * Returns the review state of a claim for a reviewer. Among several decisions, those that still
 * apply come first, then the reviewer's own decision, then objections of others.
 */
export function claimReview(item: ClaimItem, reviews: readonly Review[] | undefined): ClaimReview {
  if (reviews === undefined || reviews.length === 0) return UNDECIDED;
  const judged = reviews.map((review) => ({ review, changed: changesSince(review, item) }));
  judged.sort(
    (a, b) =>
      Number(a.changed.length > 0) - Number(b.changed.length > 0) ||
      compareReviews(a.review, b.review),
  );
  const [first] = judged;
  if (first === undefined) return UNDECIDED;
  const { review, changed } = first;
  return { state: stateOf(review, changed), review, changed, all: reviews };
}

/**
 * Returns how many claims wait for a reviewer.
 * @param readings By claim, at least for the claims that `restOnPages` returns.
 */
export function countOpen(
  items: readonly ClaimItem[],
  reviews: readonly Review[],
  readings: ReadonlyMap<string, PageReading>,
): number {
  const { byClaim } = placeReviews(
    items.map(({ claim }) => claim),
    reviews,
  );
  return items.filter((item) => {
    const { key } = item.claim;
    return needsDecision(claimReview(withReading(item, readings.get(key)), byClaim.get(key)));
  }).length;
}

/** Returns the claims whose review state depends on what their whole pages say now. */
export function restOnPages<Item extends ClaimItem>(
  items: readonly Item[],
  reviews: readonly Review[],
): readonly Item[] {
  const { byClaim } = placeReviews(
    items.map(({ claim }) => claim),
    reviews,
  );
  return items.filter((item) =>
    byClaim.get(item.claim.key)?.some((review) => restsOnPage(review, item)),
  );
}

/** Whether the words or the pages of a claim changed since an unanswered decision. */
export function isOutdated(review: Review, item: ClaimItem): boolean {
  return review.answers.length === 0 && changesSince(review, item).length > 0;
}

/** Whether only the note of an answered decision was changed, so that its author has yet to decide. */
function isOnlyNoted({ earlier, decision, reviewedAt }: Review): boolean {
  return earlier.some(
    (each) =>
      each.answers.length > 0 && each.decision === decision && each.reviewedAt === reviewedAt,
  );
}

function stateOf(review: Review, changed: readonly Change[]): ClaimState {
  const { answers, standing, doubt } = review;
  // An answer explains why the words changed, so it determines the state.
  if (answers.length > 0 || isOnlyNoted(review)) return 'answered';
  if (changed.length > 0) return 'stale';
  return isVerified(standing) && doubt === null ? 'decided' : 'unverified';
}
