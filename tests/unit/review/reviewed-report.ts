import type * as Y from 'yjs';
import { readReport } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { readReviews, readSignOffs } from '@/utils/model/review-records';
import { claimItems } from '@/utils/review/claim-item';
import { createClaimsReader } from '@/utils/review/claims-of-tree';
import { claimReview, reviewsByClaim } from '@/utils/review/review-state';
import { C1, C2, C3, clip, REPORT } from '../model/sample-report';
import { evidence } from './review-fixture';

/** A report's claims with what was decided about them, as the desk has them. */
export function reviewed(doc: Y.Doc) {
  const clips = [C1, C2, C3].map((id) => clip(id));
  const tree = arrangeReport(readReport(doc, REPORT), clips);
  const statements = createClaimsReader()(tree).flatMap((step) =>
    step.kind === 'statement' ? [step.claims] : [],
  );
  const held = new Map(clips.map((each) => [each.id, { ...evidence(1), clip: each }]));
  const items = claimItems(statements, (id) => tree.citations.get(id)?.clipId, held);
  const reviews = readReviews(doc);
  const byClaim = reviewsByClaim(reviews);
  const claims = items.map((item) => ({
    item,
    review: claimReview(item, byClaim.get(item.claim.key), 'Ines'),
    hints: [],
  }));
  return { tree, reviews, signOff: readSignOffs(doc).at(-1) ?? null, claims };
}
