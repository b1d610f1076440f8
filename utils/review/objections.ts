import { claimsOfSegments } from '@/utils/claim/derive-claims';
import type { StatementId } from '@/utils/model/ids';
import { compareReviews, type Review } from '@/utils/model/project-reviews';
import type { ReportTree, StatementItem } from '@/utils/model/report-tree';
import { readingOrder } from '@/utils/report/reading-order';
import { isObjection } from './review-state';

/** What a reviewer objects to in a statement. */
export interface Objection {
  readonly review: Review;
  /** The claim's words as they are now; null where it is gone, or is all that the statement says. */
  readonly words: string | null;
}

/** The statement whose claim a key names (utils/claim/derive-claims.ts makes them). */
export function statementOfKey(claimKey: string): string {
  const slash = claimKey.indexOf('/');
  return slash < 0 ? claimKey : claimKey.slice(0, slash);
}

/**
 * The objections to statements that are not in the bin, in reading order, for those who write
 * the report. Cost: a look at each statement, and a reading of those that are objected to.
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
  const { claims } = claimsOfSegments(statement, segments, tree.content.language);
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
