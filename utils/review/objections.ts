import { claimsOfSegments } from '@/utils/claim/derive-claims';
import type { StatementId } from '@/utils/model/ids';
import { compareReviews, type Review } from '@/utils/model/project-reviews';
import type { ReportTree, StatementItem } from '@/utils/model/report-tree';
import { readingOrder } from '@/utils/report/reading-order';
import { isObjection } from './review-state';

/** An objection of a reviewer to a statement. */
export interface Objection {
  readonly review: Review;
  /** The claim's current words. Null if the claim is gone, or is the whole statement. */
  readonly words: string | null;
}

/**
 * Returns the statement of the claim that a key names (utils/claim/derive-claims.ts makes the
 * keys).
 */
export function statementOfKey(claimKey: string): string {
  const slash = claimKey.indexOf('/');
  return slash < 0 ? claimKey : claimKey.slice(0, slash);
}

/**
 * Returns the objections to statements that are not in the bin, in reading order, for the authors
 * of the report. Looks at each statement, and parses only the statements with objections.
 */
export function objectionsByStatement(
  tree: ReportTree,
  reviews: readonly Review[],
): ReadonlyMap<StatementId, readonly Objection[]> {
  const named = new Map<string, Review[]>();
  for (const review of reviews) {
    if (!isObjection(review.decision)) continue;
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
    if (list !== undefined) found.set(step.item.id, inOrder(step.item, list, tree));
  }
  return found;
}

function inOrder(
  { statement, segments }: StatementItem,
  reviews: readonly Review[],
  tree: ReportTree,
): readonly Objection[] {
  const { claims } = claimsOfSegments(statement, segments, tree.citations, tree.content.language);
  const places = new Map(claims.map(({ key }, at) => [key, at]));
  return reviews
    .map((review) => {
      const at = places.get(review.claimKey) ?? claims.length;
      const words = claims.length > 1 ? (claims[at]?.text.trim() ?? null) : null;
      return { at, objection: { review, words: words === '' ? null : words } };
    })
    .sort((a, b) => a.at - b.at || compareReviews(a.objection.review, b.objection.review))
    .map(({ objection }) => objection);
}
