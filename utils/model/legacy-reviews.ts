import type * as Y from 'yjs';
import type { ReportId } from './ids';
import {
  type DecisionBody,
  type ReviewBody,
  ReviewBodySchema,
  type ReviewRecord,
  SIGN_OFF_COUNTS,
  unsignedRecord,
} from './review-records';
import { asRecord } from './rows';

/**
 * Converts decisions that older versions stored as values in a report's document into unsigned
 * records. Pincite reads these values once, and only from documents of versions without signatures,
 * because anybody who can edit a document can edit these values. Ignores values of a wrong shape.
 */
export function readLegacyReviews(doc: Y.Doc, reportId: ReportId): ReviewRecord[] {
  const bodies: ReviewBody[] = [];
  const reviews = doc.getMap('reviews');
  reviews.forEach((value, key) => {
    const row = asRecord(value);
    const body = parseBody({ ...row, kind: 'decision', together: row['together'] === true });
    if (body?.kind !== 'decision' || keyOf(body) !== key) return;
    bodies.push(body);
    const answer = answerTo(body, unsignedRecord(reportId, body).id, row, reviews);
    if (answer !== null) bodies.push(answer);
  });
  doc.getMap('signOffs').forEach((value) => {
    const row = asRecord(value);
    const given = asRecord(row['counts']);
    const counts = Object.fromEntries(SIGN_OFF_COUNTS.map((name) => [name, given[name] ?? 0]));
    const body = parseBody({ ...row, kind: 'sign-off', counts });
    if (body !== null) bodies.push(body);
  });
  return bodies.map((body) => unsignedRecord(reportId, body));
}

function keyOf({ claimKey, reviewer }: DecisionBody): string {
  return JSON.stringify([claimKey, reviewer]);
}

/**
 * The answer to a decision. Later old versions stored the answer as a separate value, the first
 * versions as a field of the decision.
 */
function answerTo(
  body: DecisionBody,
  decision: string,
  row: Readonly<Record<string, unknown>>,
  reviews: Y.Map<unknown>,
): ReviewBody | null {
  const { claimKey, reviewer, reviewedAt } = body;
  const own = asRecord(reviews.get(JSON.stringify([claimKey, reviewer, 'answer'])));
  const isOfIt = own['reviewedAt'] === reviewedAt && own['decision'] === body.decision;
  const answer = isOfIt ? own['answer'] : row['answer'];
  const of = { kind: 'answer', decision, claimKey, answer, answeredAt: reviewedAt };
  return answer === null || answer === undefined ? null : parseBody(of);
}

function parseBody(body: Readonly<Record<string, unknown>>): ReviewBody | null {
  const parsed = ReviewBodySchema.safeParse(body);
  return parsed.success ? parsed.data : null;
}
