import type { ReportId } from '@/utils/model/ids';
import type { KnownAuthors } from '@/utils/model/project-reviews';
import type { ReviewRecord } from '@/utils/model/review-records';
import type { PinciteDatabase } from './schema';

/** The stored reviews of a report, and the authors that this library knows. */
export interface StoredReviews extends KnownAuthors {
  readonly records: readonly ReviewRecord[];
}

export function reviewsOfReport(reportId: ReportId): IDBKeyRange {
  return IDBKeyRange.bound([reportId], [reportId, []]);
}

/** Loads the reviews of a report. Pincite verified each signature before it stored the review. */
export async function loadReviews(db: PinciteDatabase, reportId: ReportId): Promise<StoredReviews> {
  const tx = db.transaction(['reviews', 'identity', 'people'], 'readonly');
  const [records, own, people] = await Promise.all([
    tx.objectStore('reviews').getAll(reviewsOfReport(reportId)),
    tx.objectStore('identity').get('author'),
    tx.objectStore('people').getAll(),
  ]);
  await tx.done;
  return {
    records,
    own: own?.author ?? null,
    people: new Map(people.map(({ author, name }) => [author, name])),
  };
}
