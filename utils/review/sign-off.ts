import {
  compareReviews,
  isVerified,
  type Review,
  type SignOff,
} from '@/utils/model/project-reviews';
import {
  REVIEW_DECISIONS,
  type ReviewDecision,
  SIGN_OFF_COUNTS,
  type SignOffBody,
  type SignOffCounts,
  type SignOffPart,
} from '@/utils/model/review-records';
import type { ClaimItem } from './claim-item';
import { changedParts, type SignedContent } from './content-hash';
import { type ClaimReview, needsDecision } from './review-state';
import { type Change, changesSince } from './stale';

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

/** What can have changed since a sign-off. `pages`: what checks found on the cited pages. */
export type SignOffChange = SignOffPart | 'pages';

/** The validity of a sign-off in this library. */
export interface SignOffState {
  readonly signOff: SignOff;
  /**
   * `void`: the report, or a page that it cites, has changed since the sign-off. `false`: the
   * sign-off makes false statements about the decisions. `unverified`: nobody compared the author's
   * key, or records of the author are missing.
   */
  readonly state: 'valid' | 'void' | 'false' | 'unverified';
  /**
   * What changed since the sign-off; null if the sign-off is of a version that recorded only the
   * whole. Empty while nothing has changed.
   */
  readonly changed: readonly SignOffChange[] | null;
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
  const isExcepted = ({ item }: Judged) => excepted.has(item.claim.key);
  const signed = claims.filter((claim) => !isExcepted(claim));
  // A sign-off must name all claims without a decision.
  const counts = countBy(claims, (claim) =>
    isExcepted(claim) ? 'waiting' : decisionFor(signOff.author, claim),
  );
  const isTrueNow =
    signed.every((claim) => decisionFor(signOff.author, claim) !== 'waiting') &&
    SIGN_OFF_COUNTS.every((name) => counts[name] === signOff.counts[name]);
  const isTrue = isTrueNow || wasTrue(signOff, claims.length, signed);
  const isTrusted = isVerified(signOff.standing) && signOff.doubt === null;
  const isVoid = signOff.contentHash !== now.whole || (isTrue && !isTrueNow);
  const state = isVoid ? 'void' : !isTrue ? 'false' : isTrusted ? 'valid' : 'unverified';
  const pagesChanged = signed.some(
    (claim) =>
      decisionFor(signOff.author, claim) === 'waiting' && hasPageChanged(signOff.author, claim),
  );
  return { signOff, state, changed: isVoid ? changedOf(signOff, now, pagesChanged) : [], counts };
}

function changedOf(
  { contentHash, parts }: SignOff,
  now: SignedContent,
  pagesChanged: boolean,
): readonly SignOffChange[] | null {
  const pages = pagesChanged ? (['pages'] as const) : [];
  if (contentHash === now.whole) return pages;
  const differing = parts === undefined ? [] : changedParts(parts, now.parts);
  // Without parts, or with parts that do not belong to its whole, nobody can say what changed.
  return differing.length === 0 ? null : [...differing, ...pages];
}

/**
 * Whether the numbers of a sign-off can have been true when it was signed. Its content hash proves
 * which decisions there were, but not what the pages said then. So for a claim whose page changed
 * since a decision, each decision about the same words and citations may have counted.
 */
function wasTrue(
  { author, counts: stated }: SignOff,
  all: number,
  signed: readonly Judged[],
): boolean {
  const least = { supported: 0, partly: 0, unsupported: 0, unclear: 0 };
  const most = { ...least };
  let total = 0;
  for (const name of SIGN_OFF_COUNTS) if (name !== 'claims') total += stated[name];
  for (const claim of signed) {
    const possible = hasPageChanged(author, claim)
      ? possibleDecisions(claim)
      : [decisionFor(author, claim)];
    const named = new Set(possible.flatMap((each) => (each === 'waiting' ? [] : [each])));
    if (named.size === 0) return false;
    for (const decision of named) {
      most[decision] += 1;
      if (named.size === 1) least[decision] += 1;
    }
  }
  const waiting = all - signed.length;
  return (
    stated.claims === all &&
    total === all &&
    stated.waiting === waiting &&
    REVIEW_DECISIONS.every((name) => least[name] <= stated[name] && stated[name] <= most[name])
  );
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
  return decisionOf(ownOrAll(author, holding).toSorted(compareReviews)[0]);
}

/** Whether the page of a claim changed since a decision that may have counted for this author. */
function hasPageChanged(author: string, { item, review }: Judged): boolean {
  const holding = review.all.filter((each) => isHeldApartFromPages(each, item));
  return ownOrAll(author, holding).some((each) => changesSince(each, item).length > 0);
}

/** The decisions that may have held when the page of a claim still said what it said then. */
function possibleDecisions({ item, review }: Judged): (ReviewDecision | 'waiting')[] {
  return review.all.filter((each) => isHeldApartFromPages(each, item)).map(decisionOf);
}

function isHeldApartFromPages(review: Review, item: ClaimItem): boolean {
  return changesSince(review, item).every((change) => OF_PAGES.has(change));
}

/** What a later check of the pages can bring to light. */
const OF_PAGES: ReadonlySet<Change> = new Set<Change>([
  ...(['page', 'gone', 'first_read', 'first_checked', 'lost', 'unread'] as const),
]);

function ownOrAll(author: string, reviews: readonly Review[]): readonly Review[] {
  const own = reviews.filter((each) => each.author === author);
  return own.length > 0 ? own : reviews;
}

function decisionOf(review: Review | undefined): ReviewDecision | 'waiting' {
  return review === undefined || review.answers.length > 0 ? 'waiting' : review.decision;
}
