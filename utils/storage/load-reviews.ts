import type { ReportId } from '@/utils/model/ids';
import type { KnownAuthors } from '@/utils/model/project-reviews';
import type { Author, ReviewRecord } from '@/utils/model/review-records';
import type { Person, PinciteDatabase } from './schema';

/** The stored reviews of a report, and the authors that this library knows. */
export interface StoredReviews extends KnownAuthors {
  readonly records: readonly ReviewRecord[];
}

/** The row of `meta` with the names of a team's members, by their keys, in a report. */
export function membersKey(reportId: ReportId): string {
  return `members ${reportId}`;
}

export function reviewsOfReport(reportId: ReportId): IDBKeyRange {
  return IDBKeyRange.bound([reportId], [reportId, []]);
}

/**
 * Loads the reviews of a report without damaged records. Pincite verified the signature of each
 * review before it stored the review.
 */
export async function loadReviews(db: PinciteDatabase, reportId: ReportId): Promise<StoredReviews> {
  const tx = db.transaction(['reviews', 'identity', 'people', 'meta'], 'readonly');
  const [records, own, people, members] = await Promise.all([
    tx.objectStore('reviews').getAll(reviewsOfReport(reportId)),
    tx.objectStore('identity').get('author'),
    tx.objectStore('people').getAll(),
    tx.objectStore('meta').get(membersKey(reportId)),
  ]);
  await tx.done;
  return {
    records: records.filter(isWhole),
    own: own?.author ?? null,
    people: new Map(
      people.filter(({ ignored }) => ignored !== true).map(({ author, name }) => [author, name]),
    ),
    ignored: ignoredOf(people),
    ...(members === undefined ? {} : { members: new Map(members.value as [Author, string][]) }),
  };
}

/** Returns the authors whose records the user ignores. */
export function ignoredOf(people: readonly Person[]): ReadonlySet<Author> {
  return new Set(people.flatMap(({ author, ignored }) => (ignored === true ? [author] : [])));
}

/**
 * Whether a record has the fields that the readers of reviews use. The first script of the desk
 * does not contain the schemas, and one damaged record must not leave the desk blank.
 */
function isWhole(record: unknown): record is ReviewRecord {
  const { author, counter, id, body } = (record ?? {}) as Partial<ReviewRecord>;
  if (typeof author !== 'string' || typeof counter !== 'number' || typeof id !== 'string') {
    return false;
  }
  switch (body?.kind) {
    case 'decision':
      return (
        typeof body.claimKey === 'string' &&
        typeof body.reviewer === 'string' &&
        typeof body.note === 'string' &&
        typeof body.reviewedAt === 'string' &&
        Array.isArray(body.citationIds) &&
        typeof body.hashes?.claim === 'string' &&
        typeof body.hashes.quote === 'string' &&
        typeof body.hashes.passage === 'string'
      );
    case 'answer':
      return (
        typeof body.decision === 'string' &&
        typeof body.claimKey === 'string' &&
        ['string', 'undefined'].includes(typeof body.reviewer) &&
        typeof body.answeredAt === 'string'
      );
    case 'sign-off':
      return (
        typeof body.reviewer === 'string' &&
        typeof body.signedAt === 'string' &&
        Array.isArray(body.exceptions) &&
        typeof body.counts === 'object' &&
        body.counts !== null
      );
    case 'withdrawal':
      return typeof body.slot === 'string';
    default:
      return false;
  }
}
