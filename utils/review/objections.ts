import type { Claim } from '@/utils/claim/claim';
import { claimsOfSegments } from '@/utils/claim/derive-claims';
import { type QuotedClaim, quotedClaim } from '@/utils/claim/quoted-claim';
import { sourcedQuotes } from '@/utils/claim/sourced-quotes';
import type { StatementId } from '@/utils/model/ids';
import { compareReviews, type Review, verifiedAnswer } from '@/utils/model/project-reviews';
import type { ReportTree, StatementItem } from '@/utils/model/report-tree';
import { readingOrder } from '@/utils/report/reading-order';
import { wordsHash } from './hash-values';
import { placeReviews, statementOfKey } from './place-reviews';
import { isObjection } from './review-state';

/** An objection of a reviewer to a statement. */
export interface Objection {
  readonly review: Review;
  /** The claim as it is now. Null if it is gone, has no words, or is the whole statement. */
  readonly quoted: QuotedClaim | null;
  /** Whether the claim has other words than those that the reviewer judged. */
  readonly wordsChanged: boolean;
}

type ObjectionsByStatement = ReadonlyMap<StatementId, readonly Objection[]>;

/**
 * Returns the objections to statements that are not in the bin, in reading order, for the authors
 * of the report. Looks at each statement, and parses only the statements with objections.
 */
export function objectionsByStatement(
  tree: ReportTree,
  reviews: readonly Review[],
): ObjectionsByStatement {
  const named = new Map<string, Review[]>();
  for (const review of reviews) {
    const id = statementOfKey(review.claimKey);
    const list = named.get(id);
    if (list === undefined) named.set(id, [review]);
    else list.push(review);
  }
  const found = new Map<StatementId, readonly Objection[]>();
  if (named.size === 0) return found;
  for (const step of readingOrder(tree, true)) {
    if (step.type !== 'item' || step.item.kind !== 'statement') continue;
    const list = named.get(step.item.id);
    if (list === undefined || !list.some(objects)) continue;
    const objections = inOrder(step.item, list, tree);
    if (objections.length > 0) found.set(step.item.id, objections);
  }
  return found;
}

/** Returns the statements with an open objection, which no verified author has answered. */
export function statementsObjectedTo(objections: ObjectionsByStatement): StatementId[] {
  return [...objections].flatMap(([id, each]) => (each.some(isOpen) ? [id] : []));
}

/**
 * Returns the statements with an open objection in two lists: those with an objection that nobody
 * answered, and those where each open one has an answer, but only of unverified authors.
 */
export function statementsToAnswer(objections: ObjectionsByStatement) {
  const isUnanswered = (id: StatementId) =>
    objections.get(id)?.some(({ review }) => review.answers.length === 0) === true;
  const open = statementsObjectedTo(objections);
  return {
    unanswered: open.filter(isUnanswered),
    unverified: open.filter((id) => !isUnanswered(id)),
  };
}

const isOpen = ({ review }: Objection) => verifiedAnswer(review) === null;
const objects = ({ decision }: Review) => isObjection(decision);

function inOrder(
  item: StatementItem,
  reviews: readonly Review[],
  tree: ReportTree,
): readonly Objection[] {
  const joined = sourcedQuotes(tree).joined.get(item.id);
  const { statement, segments } = joined ?? item;
  const derived = claimsOfSegments(statement, segments, tree.citations, tree.content.language);
  const { claims } = derived;
  const { byClaim, gone } = placeReviews(claims, reviews);
  const sorted = (list: readonly Review[] | undefined, claim: Claim | null) =>
    (list ?? [])
      .filter(objects)
      .sort(compareReviews)
      .map(
        (review): Objection => ({
          review,
          quoted:
            claim !== null && (claims.length > 1 || joined) && claim.text.trim() !== ''
              ? quotedClaim(claim, derived)
              : null,
          wordsChanged: claim !== null && wordsHash(claim.text) !== review.hashes.claim,
        }),
      );
  return [
    ...claims.flatMap((claim) => sorted(byClaim.get(claim.key), claim)),
    ...sorted(gone, null),
  ];
}
