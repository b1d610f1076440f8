import { newId, type ReportId } from '../../../utils/model/ids';
import { projectReviews, type ReviewRecords } from '../../../utils/model/project-reviews';
import type { DecisionBody, ReviewBody, ReviewRecord } from '../../../utils/model/review-records';
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  createLineWriter,
} from '../../../utils/storage/backup-format';
import type { Library } from '../../../utils/storage/library';
import { makeSigningKey, signReview } from '../../../utils/storage/review-signatures';
import { gzip } from '../../../utils/storage/snapshot-text';

/** Another reviewer, with another key. */
export async function otherReviewer(reportId: ReportId) {
  const key = await makeSigningKey();
  let counter = 0;
  return {
    author: key.author,
    sign: (body: ReviewBody): Promise<ReviewRecord> => {
      counter += 1;
      return signReview(key, { reportId, act: newId<'act'>(), body, counter });
    },
  };
}

/** A decision about a claim. Without given hashes, the decision matches no current words. */
export function decisionBody(claimKey: string, of: Partial<DecisionBody> = {}): DecisionBody {
  return {
    kind: 'decision',
    claimKey,
    reviewer: 'Ada',
    citationIds: [],
    hashes: { claim: '', quote: '', passage: '' },
    decision: 'unsupported',
    note: '',
    reviewedAt: '2026-05-02T09:00:00.000Z',
    together: false,
    ...of,
  };
}

/** Stores reviews like a file from another library. */
export async function storeReviews(
  library: Library,
  records: readonly ReviewRecord[],
): Promise<void> {
  const write = createLineWriter();
  const createdAt = '2026-05-09T14:02:00.000Z';
  const lines = [
    { format: BACKUP_FORMAT, version: BACKUP_VERSION, createdAt, counts: {} },
    ...records.map((record) => ({ store: 'reviews', record })),
    { end: true, records: records.length },
  ];
  const begun = await library.beginRestore('backup');
  if (!begun.ok) throw new Error(begun.error.code);
  const { restoreId } = begun.value;
  const file = await gzip(new TextEncoder().encode(lines.map(write).join('')));
  const staged = await library.restoreChunk(restoreId, 0, file);
  if (!staged.ok) throw new Error(staged.error.code);
  const done = await library.commitRestore(restoreId, 'everything');
  if (!done.ok || done.value.leftOut.forgedReviews > 0)
    throw new Error('The reviews were not stored.');
}

/** The reviews of a report as a library shows them. */
export async function shownIn(library: Library, reportId: ReportId): Promise<ReviewRecords> {
  const stored = await library.loadReviews(reportId);
  if (!stored.ok) throw new Error(stored.error.code);
  return projectReviews(stored.value.records, stored.value);
}
