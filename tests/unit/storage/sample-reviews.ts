import { type CitationId, newId, type ReportId } from '@/utils/model/ids';
import { projectReviews } from '@/utils/model/project-reviews';
import type { DecisionBody, ReviewBody, ReviewDraft } from '@/utils/model/review-records';
import type { Library } from '@/utils/storage/library';
import { id, must, REPORT, time } from './sample-evidence';

export const CLAIM = `${id<'statement'>(21)}/${id<'citation'>(41)}`;

export function decisionOf(of: Partial<DecisionBody> = {}): DecisionBody {
  return {
    kind: 'decision',
    claimKey: CLAIM,
    reviewer: 'Ines',
    citationIds: [id<'citation'>(41) as CitationId],
    hashes: { claim: 'a', quote: 'b', passage: 'c' },
    decision: 'unsupported',
    note: 'The page says 68.',
    reviewedAt: time(4),
    together: false,
    ...of,
  };
}

export function draftOf(body: ReviewBody): ReviewDraft {
  return { act: newId<'act'>(), body };
}

/** Signs with the key of this library. */
export async function decide(library: Library, body: ReviewBody, reportId: ReportId = REPORT) {
  const { records } = must(await library.recordReviews(reportId, [draftOf(body)]));
  const [record] = records;
  if (record === undefined) throw new Error('Nothing was signed.');
  return record;
}

/** The reviews of a report as a library shows them. */
export async function shownIn(library: Library, reportId: ReportId = REPORT) {
  const { records, ...known } = must(await library.loadReviews(reportId));
  return projectReviews(records, known);
}

/** One line for each decision: standing and claimed name of the author, and the decision. */
export async function decisionsIn(library: Library, reportId: ReportId = REPORT) {
  const { reviews } = await shownIn(library, reportId);
  return reviews.map(
    ({ standing, reviewer, decision, doubt }) =>
      `${standing} ${reviewer}: ${decision}${doubt === null ? '' : ` (${doubt})`}`,
  );
}
