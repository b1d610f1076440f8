import type { Id } from '@/utils/model/ids';
import { REVIEW_DECISIONS, type SignOff } from '@/utils/model/report-content';
import type { ClaimItem } from './claim-item';
import { type ClaimReview, needsDecision } from './review-state';

/** A claim and where it stands. */
interface Judged {
  readonly item: ClaimItem;
  readonly review: ClaimReview;
}

/** The claims that stand in the way: waiting for a decision and not excepted. */
export function openClaims<Claim extends Judged>(
  claims: readonly Claim[],
  excepted: ReadonlySet<string>,
): Claim[] {
  return claims.filter(
    ({ item, review }) => needsDecision(review) && !excepted.has(item.claim.key),
  );
}

/**
 * How many claims there are, how many of each decision, and how many waiting. A decision that no
 * longer holds counts as waiting.
 */
export function countDecisions(claims: readonly Judged[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { claims: claims.length };
  for (const decision of REVIEW_DECISIONS) counts[decision] = 0;
  counts['waiting'] = 0;
  for (const { review } of claims) {
    const name = needsDecision(review) ? 'waiting' : (review.review?.decision ?? 'waiting');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/**
 * The record of a sign-off; null where claims are waiting that were not excepted by name. Of
 * `excepted` only claims that are waiting count: one decided since needs no exception.
 */
export function makeSignOff(
  claims: readonly Judged[],
  by: {
    readonly id: Id<'signOff'>;
    readonly reviewer: string;
    readonly signedAt: string;
    readonly contentHash: string;
    readonly excepted: ReadonlySet<string>;
  },
): SignOff | null {
  const { id, reviewer, signedAt, contentHash, excepted } = by;
  if (claims.length === 0 || reviewer.trim() === '') return null;
  if (openClaims(claims, excepted).length > 0) return null;
  const exceptions = claims
    .filter(({ review }) => needsDecision(review))
    .map(({ item }) => ({ claimKey: item.claim.key, words: item.claim.text.trim() }));
  return { id, contentHash, reviewer, signedAt, counts: countDecisions(claims), exceptions };
}

/** Whether the report is not any more what was signed. */
export function isVoid(signOff: SignOff, contentHashNow: string): boolean {
  return signOff.contentHash !== contentHashNow;
}
