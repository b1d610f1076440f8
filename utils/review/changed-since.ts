import { claimsOfSegments } from '@/utils/claim/derive-claims';
import type { Check } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import {
  compareReviews,
  type GivenAnswer,
  type Review,
  type SignOff,
} from '@/utils/model/project-reviews';
import type { ReportTree } from '@/utils/model/report-tree';
import { parseStatementText } from '@/utils/model/statement-text';
import { type ClaimItem, verdictOf } from './claim-item';
import { placeReviews, statementOfKey } from './place-reviews';
import type { ClaimReview } from './review-state';
import type { Change } from './stale';

interface Judged {
  readonly item: ClaimItem;
  readonly review: ClaimReview;
}

export interface ChangedClaim<Claim> {
  readonly claim: Claim;
  /** The earlier decision about it. */
  readonly review: Review;
  readonly edits: readonly Change[];
}

/** A claim that was decided or excepted and does not exist any more. */
export interface RemovedClaim {
  readonly claimKey: string;
  /** Its words, if they are still known. */
  readonly words: string | null;
  /** The decision about it; null if it was only excepted. */
  readonly review: Review | null;
}

/** What a person said about a claim after the sign-off. */
export type SaidLater =
  | { readonly kind: 'decided' | 'noted'; readonly review: Review }
  | { readonly kind: 'answered'; readonly answer: GivenAnswer };

/** What changed since the report was reviewed. */
export interface ChangedSince<Claim> {
  /**
   * The time of the last sign-off, or else of the first decision. Null if nobody has reviewed it.
   */
  readonly since: string | null;
  readonly changed: readonly ChangedClaim<Claim>[];
  /**
   * Decided claims for which a check found, since then and since
   * a later sign-off, that the text around a passage has changed.
   */
  readonly nearby: readonly { readonly claim: Claim; readonly review: Review }[];
  /** Claims that somebody decided about, or answered a decision about, after the sign-off. */
  readonly said: readonly { readonly claim: Claim; readonly later: readonly SaidLater[] }[];
  readonly added: readonly Claim[];
  readonly removed: readonly RemovedClaim[];
}

/**
 * Returns what the report's authors changed after a review, from the hashes of its decisions and
 * the claims that it names. `claims` are all claims in reading order. After a sign-off, every claim
 * that it neither decided nor excepted was added. Before one, claims with a citation or statement
 * made after the first decision were added. Linear.
 * @param before The check of each clip before its latest one, as far as it is known.
 */
export function changedSince<Claim extends Judged>(
  claims: readonly Claim[],
  reviews: readonly Review[],
  signOff: SignOff | null,
  tree: ReportTree,
  before: ReadonlyMap<ClipId, Check> = new Map(),
): ChangedSince<Claim> {
  const since = signOff?.signedAt ?? firstOf(reviews);
  if (since === null) return { since, changed: [], nearby: [], said: [], added: [], removed: [] };

  const here = new Set(claims.map(({ item }) => item.claim.key));
  const { gone } = placeReviews(
    claims.map(({ item }) => item.claim),
    reviews,
  );
  const lost = new Map<string, Review>();
  for (const review of gone) {
    const { claimKey } = review;
    const known = lost.get(claimKey);
    if (known === undefined || compareReviews(review, known) < 0) lost.set(claimKey, review);
  }
  const exceptions = new Map(signOff?.exceptions.map(({ claimKey, words }) => [claimKey, words]));

  const changed: ChangedClaim<Claim>[] = [];
  const nearby: { claim: Claim; review: Review }[] = [];
  const said: { claim: Claim; later: readonly SaidLater[] }[] = [];
  const added: Claim[] = [];
  for (const claim of claims) {
    const { item, review } = claim;
    const later = signOff === null ? [] : saidAfter(signOff, review.all);
    if (later.length > 0) said.push({ claim, later });
    if (review.review !== null) {
      const { review: decided, changed: edits } = review;
      if (edits.length > 0) changed.push({ claim, review: decided, edits });
      else if (hasChangedNearby(item, readAt(decided, signOff), before))
        nearby.push({ claim, review: decided });
      continue;
    }
    if (exceptions.has(item.claim.key)) continue;
    if (signOff !== null || madeAt(item) > since) added.push(claim);
  }

  const removed: RemovedClaim[] = [...lost].map(([claimKey, review]) => ({
    claimKey,
    words: exceptions.get(claimKey) ?? null,
    review,
  }));
  for (const [claimKey, words] of exceptions) {
    if (!here.has(claimKey) && !lost.has(claimKey)) {
      removed.push({ claimKey, words, review: null });
    }
  }
  return { since, changed, nearby, said, added, removed: withWords(removed, tree) };
}

function saidAfter(signOff: SignOff, reviews: readonly Review[]): readonly SaidLater[] {
  return reviews.flatMap((review): SaidLater[] => {
    const answers = review.answers.filter((each) => isAfter(signOff, each, each.answeredAt));
    // A decision with another note keeps its time.
    const kind = review.reviewedAt > signOff.signedAt ? 'decided' : 'noted';
    return [
      ...(isAfter(signOff, review, review.reviewedAt) ? [{ kind, review } as const] : []),
      ...answers.map((answer) => ({ kind: 'answered', answer }) as const),
    ];
  });
}

/** Whether a record was made after a sign-off. Only the counters of one author have an order. */
function isAfter(
  signOff: SignOff,
  { author, counter, firstCounter = counter }: Review | GivenAnswer,
  at: string,
): boolean {
  return author === signOff.author && counter > 0
    ? firstCounter > signOff.counter
    : at > signOff.signedAt;
}

/** Returns when somebody last read the claim of a decision: whoever signs off has read what was known. */
function readAt({ reviewedAt }: Review, signOff: SignOff | null): string {
  return signOff !== null && signOff.signedAt > reviewedAt ? signOff.signedAt : reviewedAt;
}

/** Whether a check since that time found other text around a passage, and none before it did. */
function hasChangedNearby(
  { passages }: ClaimItem,
  since: string,
  before: ReadonlyMap<ClipId, Check>,
): boolean {
  return passages.some(({ evidence }) => {
    const check = evidence?.check ?? null;
    if (check === null || verdictOf(evidence) === null || check.checkedAt <= since) return false;
    const earlier = before.get(check.clipId);
    const wasKnown =
      earlier?.pinId === check.pinId && earlier.checkedAt <= since && isNearby(earlier);
    return isNearby(check) && !wasKnown;
  });
}

function isNearby({ flags }: Check): boolean {
  return flags.includes('changed-nearby');
}

function firstOf(reviews: readonly Review[]): string | null {
  return reviews.reduce<string | null>(
    (first, { reviewedAt }) => (first === null || reviewedAt < first ? reviewedAt : first),
    null,
  );
}

/**
 * Returns when the newest of a claim's ids was made, ISO 8601. A UUIDv7 begins with its
 * milliseconds.
 */
function madeAt({ claim }: ClaimItem): string {
  const times = [claim.statementId, ...claim.citationIds].map((id) =>
    Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16),
  );
  return new Date(Math.max(...times)).toISOString();
}

/** Finds the words of claims whose statement is in the bin. */
function withWords(removed: readonly RemovedClaim[], tree: ReportTree): readonly RemovedClaim[] {
  const wanted = new Set(
    removed.flatMap(({ claimKey, words }) => (words === null ? statementOfKey(claimKey) : [])),
  );
  if (wanted.size === 0) return removed;
  const { language, statements } = tree.content;
  const found = new Map<string, string>();
  for (const statement of statements) {
    if (!wanted.has(statement.id)) continue;
    const segments = parseStatementText(statement.text).filter(
      (segment) => segment.type === 'text' || tree.citations.has(segment.citationId),
    );
    const { claims } = claimsOfSegments(statement, segments, tree.citations, language);
    for (const { key, text } of claims) {
      found.set(key, text.trim());
    }
  }
  return removed.map((claim) =>
    claim.words === null ? { ...claim, words: found.get(claim.claimKey) || null } : claim,
  );
}
