import { compareReviews, isVerified, type SignOff } from '@/utils/model/project-reviews';
import {
  type ReviewDecision,
  SIGN_OFF_COUNTS,
  type SignOffBody,
  type SignOffCounts,
} from '@/utils/model/review-records';
import type { ClaimItem } from './claim-item';
import { type ClaimReview, needsDecision } from './review-state';
import { changesSince } from './stale';

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
export function countDecisions(claims: readonly Judged[]): SignOffCounts {
  return countBy(claims, ({ review }) =>
    needsDecision(review) ? 'waiting' : (review.review?.decision ?? 'waiting'),
  );
}

function countBy(
  claims: readonly Judged[],
  nameOf: (claim: Judged) => ReviewDecision | 'waiting',
): SignOffCounts {
  const counts = { claims: claims.length, supported: 0, partly: 0, unsupported: 0, unclear: 0 };
  const all = { ...counts, waiting: 0 };
  for (const claim of claims) all[nameOf(claim)] += 1;
  return all;
}

/**
 * The record of a sign-off; null where claims are waiting that were not excepted by name. Of
 * `excepted` only claims that are waiting count: one decided since needs no exception.
 */
export function makeSignOff(
  claims: readonly Judged[],
  by: {
    readonly reviewer: string;
    readonly signedAt: string;
    readonly contentHash: string;
    readonly excepted: ReadonlySet<string>;
  },
): SignOffBody | null {
  const { reviewer, signedAt, contentHash, excepted } = by;
  if (claims.length === 0 || reviewer.trim() === '') return null;
  if (openClaims(claims, excepted).length > 0) return null;
  const exceptions = claims
    .filter(({ review }) => needsDecision(review))
    .map(({ item }) => ({ claimKey: item.claim.key, words: item.claim.text.trim() }));
  const counts = countDecisions(claims);
  return { kind: 'sign-off', contentHash, reviewer, signedAt, counts, exceptions };
}

/** What a sign-off is worth here. */
export interface SignOffState {
  readonly signOff: SignOff;
  /**
   * `void`: the report is not any more what was signed. `false`: what it says of the decisions is
   * not so. `unverified`: nobody compared its author's key, or records of the author are missing.
   */
  readonly state: 'valid' | 'void' | 'false' | 'unverified';
  /** As they are computed from the decisions here; what it says of itself is not believed. */
  readonly counts: SignOffCounts;
}

/** Judges a sign-off by the decisions that are here. `contentHashNow` is of the report as it is. */
function judgeSignOff(
  signOff: SignOff,
  claims: readonly Judged[],
  contentHashNow: string,
): SignOffState {
  const excepted = new Set(signOff.exceptions.map(({ claimKey }) => claimKey));
  let hidden = 0;
  const counts = countBy(claims, (claim) => {
    if (excepted.has(claim.item.claim.key)) return 'waiting';
    const decision = decisionFor(signOff.author, claim);
    if (decision === 'waiting') hidden += 1;
    return decision;
  });
  // Claims that wait have to be named.
  const isTrue =
    hidden === 0 && SIGN_OFF_COUNTS.every((name) => counts[name] === signOff.counts[name]);
  const isTrusted = isVerified(signOff.standing) && signOff.doubt === null;
  const isVoid = signOff.contentHash !== contentHashNow;
  const state = isVoid ? 'void' : !isTrue ? 'false' : isTrusted ? 'valid' : 'unverified';
  return { signOff, state, counts };
}

/**
 * What each of a report's sign-offs is worth, the one that counts most first: of verified authors
 * before others, valid ones before others. All of them are to be shown: when they were signed is
 * what their authors say.
 */
export function judgeSignOffs(
  signOffs: readonly SignOff[],
  claims: readonly Judged[],
  contentHashNow: string,
): readonly SignOffState[] {
  const order = ['valid', 'unverified', 'false', 'void'];
  return signOffs
    .map((signOff) => judgeSignOff(signOff, claims, contentHashNow))
    .sort(
      (a, b) =>
        Number(isVerified(b.signOff.standing)) - Number(isVerified(a.signOff.standing)) ||
        order.indexOf(a.state) - order.indexOf(b.state) ||
        (a.signOff.signedAt < b.signOff.signedAt ? 1 : -1),
    );
}

/** The one that counts most, if its author is known here. */
export function verifiedSignOff([first]: readonly SignOffState[]): SignOff | null {
  return first !== undefined && isVerified(first.signOff.standing) ? first.signOff : null;
}

/** What was decided about a claim for its author, whoever is known here. */
function decisionFor(author: string, { item, review }: Judged): ReviewDecision | 'waiting' {
  const holding = review.all.filter((each) => changesSince(each, item).length === 0);
  const own = holding.filter((each) => each.author === author);
  const [first] = (own.length > 0 ? own : holding).toSorted(compareReviews);
  return first === undefined || first.answers.length > 0 ? 'waiting' : first.decision;
}
