import type { ReportId } from '@/utils/model/ids';
import type { KnownAuthors } from '@/utils/model/project-reviews';
import type { ReviewRecord } from '@/utils/model/review-records';
import type { PinciteDatabase } from './schema';

/** A report's reviews as they are stored, and who is known here. */
export interface StoredReviews extends KnownAuthors {
  readonly records: readonly ReviewRecord[];
}

/** The keys of a report's reviews. */
export function reviewsOfReport(reportId: ReportId): IDBKeyRange {
  return IDBKeyRange.bound([reportId], [reportId, []]);
}

/** Every one was verified before it was stored. */
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
