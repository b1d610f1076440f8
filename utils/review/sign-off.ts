import { compareReviews, isVerified, type SignOff } from '@/utils/model/project-reviews';
import {
  type ReviewDecision,
  SIGN_OFF_COUNTS,
  type SignOffBody,
  type SignOffCounts,
  type SignOffPart,
} from '@/utils/model/review-records';
import type { ClaimItem } from './claim-item';
import { changedParts, type SignedContent } from './content-hash';
import { type ClaimReview, needsDecision } from './review-state';
import { changesSince } from './stale';

/** A claim, with its review. */
interface Judged {
  readonly item: ClaimItem;
  readonly review: ClaimReview;
}

/** Returns the claims that prevent a sign-off: they wait for a decision and are not excepted. */
export function openClaims<Claim extends Judged>(
  claims: readonly Claim[],
  excepted: ReadonlySet<string>,
): Claim[] {
  return claims.filter(
    ({ item, review }) => needsDecision(review) && !excepted.has(item.claim.key),
  );
}

/** Counts the claims by decision. A decision that no longer holds counts as waiting. */
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
 * Makes the record of a sign-off. Returns null if claims wait that are not excepted by name. In
 * `excepted` only waiting claims count; a claim that was decided since needs no exception.
 */
export function makeSignOff(
  claims: readonly Judged[],
  by: {
    readonly reviewer: string;
    readonly signedAt: string;
    readonly content: SignedContent;
    readonly excepted: ReadonlySet<string>;
  },
): SignOffBody | null {
  const { reviewer, signedAt, content, excepted } = by;
  if (claims.length === 0 || reviewer.trim() === '') return null;
  if (openClaims(claims, excepted).length > 0) return null;
  const exceptions = claims
    .filter(({ review }) => needsDecision(review))
    .map(({ item }) => ({ claimKey: item.claim.key, words: item.claim.text.trim() }));
  const counts = countDecisions(claims);
  const { whole: contentHash, parts } = content;
  return { kind: 'sign-off', contentHash, parts, reviewer, signedAt, counts, exceptions };
}

/** The validity of a sign-off in this library. */
export interface SignOffState {
  readonly signOff: SignOff;
  /**
   * `void`: the report has changed since the sign-off. `false`: the sign-off makes false statements
   * about the decisions. `unverified`: nobody compared the author's key, or records of the author
   * are missing.
   */
  readonly state: 'valid' | 'void' | 'false' | 'unverified';
  /**
   * The parts that changed since the sign-off; null if the sign-off is of a version that recorded
   * only the whole. Empty while nothing has changed.
   */
  readonly changed: readonly SignOffPart[] | null;
  /** Counts computed from the decisions in this library, not copied from the sign-off. */
  readonly counts: SignOffCounts;
}

/**
 * Judges a sign-off by the stored decisions. `now` has the hashes of the current report.
 */
function judgeSignOff(
  signOff: SignOff,
  claims: readonly Judged[],
  now: SignedContent,
): SignOffState {
  const excepted = new Set(signOff.exceptions.map(({ claimKey }) => claimKey));
  let hidden = 0;
  const counts = countBy(claims, (claim) => {
    if (excepted.has(claim.item.claim.key)) return 'waiting';
    const decision = decisionFor(signOff.author, claim);
    if (decision === 'waiting') hidden += 1;
    return decision;
  });
  // A sign-off must name all claims without a decision.
  const isTrue =
    hidden === 0 && SIGN_OFF_COUNTS.every((name) => counts[name] === signOff.counts[name]);
  const isTrusted = isVerified(signOff.standing) && signOff.doubt === null;
  const isVoid = signOff.contentHash !== now.whole;
  const state = isVoid ? 'void' : !isTrue ? 'false' : isTrusted ? 'valid' : 'unverified';
  const { parts } = signOff;
  const differing = parts === undefined ? [] : changedParts(parts, now.parts);
  // Without parts, or with parts that do not belong to its whole, nobody can say what changed.
  const changed = !isVoid ? [] : differing.length === 0 ? null : differing;
  return { signOff, state, changed, counts };
}

/**
 * Judges all sign-offs of a report and sorts them: verified authors first, then valid sign-offs.
 * The interface must show all of them, because the time of a sign-off is only a claim of its
 * author.
 */
export function judgeSignOffs(
  signOffs: readonly SignOff[],
  claims: readonly Judged[],
  now: SignedContent,
): readonly SignOffState[] {
  const order = ['valid', 'unverified', 'false', 'void'];
  return signOffs
    .map((signOff) => judgeSignOff(signOff, claims, now))
    .sort(
      (a, b) =>
        Number(isVerified(b.signOff.standing)) - Number(isVerified(a.signOff.standing)) ||
        order.indexOf(a.state) - order.indexOf(b.state) ||
        (a.signOff.signedAt < b.signOff.signedAt ? 1 : -1),
    );
}

/** Returns the first sign-off if its author is known in this library. */
export function verifiedSignOff([first]: readonly SignOffState[]): SignOff | null {
  return first !== undefined && isVerified(first.signOff.standing) ? first.signOff : null;
}

/**
 * The decision about a claim from the view of its author, independent of the keys that this library
 * knows.
 */
function decisionFor(author: string, { item, review }: Judged): ReviewDecision | 'waiting' {
  const holding = review.all.filter((each) => changesSince(each, item).length === 0);
  const own = holding.filter((each) => each.author === author);
  const [first] = (own.length > 0 ? own : holding).toSorted(compareReviews);
  return first === undefined || first.answers.length > 0 ? 'waiting' : first.decision;
}
