import type { Review, SignOff } from '@/utils/model/project-reviews';
import { type ReportDocument, readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { claimItems } from '@/utils/review/claim-item';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { placeReviews } from '@/utils/review/place-reviews';
import { claimReview } from '@/utils/review/review-state';
import { C1, C2, C3, clip, REPORT } from '../model/sample-report';
import { evidence } from './review-fixture';

const decided = new WeakMap<ReportDocument, Review[]>();
const signed = new WeakMap<ReportDocument, SignOff>();

export function readReviews(doc: ReportDocument): readonly Review[] {
  return decided.get(doc) ?? [];
}

/** Decides about a claim of the report. Replaces an earlier decision of the same author. */
export function recordReview(doc: ReportDocument, review: Review): void {
  const isSame = (each: Review) =>
    each.author === review.author && each.claimKey === review.claimKey;
  decided.set(doc, [...readReviews(doc).filter((each) => !isSame(each)), review]);
}

export function recordSignOff(doc: ReportDocument, signOff: SignOff): void {
  signed.set(doc, signOff);
}

/** Returns a report's claims with the decisions about them, as the desk gets them. */
export function reviewed(doc: ReportDocument) {
  const clips = [C1, C2, C3].map((id) => clip(id));
  const tree = arrangeReport(readReport(doc, REPORT), clips);
  const statements = createClaimsReader()(tree).flatMap((step) =>
    step.kind === 'statement' ? [step.claims] : [],
  );
  const held = new Map(clips.map((each) => [each.id, { ...evidence(1), clip: each }]));
  const items = claimItems(statements, (id) => tree.citations.get(id)?.clipId, held);
  const reviews = readReviews(doc);
  const { byClaim } = placeReviews(
    items.map(({ claim }) => claim),
    reviews,
  );
  const claims = items.map((item) => ({
    item,
    review: claimReview(item, byClaim.get(item.claim.key)),
    hints: [],
  }));
  return { tree, reviews, signOff: signed.get(doc) ?? null, claims };
}
