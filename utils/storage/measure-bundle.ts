import { type ReviewSummary, summarizeReview } from '@/utils/model/review-summary';
import { type ClipCounts, countClips } from '@/utils/report/count-clips';
import { type BundleChoice, gatherBundle, isOwnSession } from './gather-bundle';
import type { PinciteDatabase } from './schema';

/** How much of a part a bundle could contain. */
export interface PartSize {
  readonly count: number;
  /** In its stored, compressed form. */
  readonly bytes: number;
}

/** The size of texts of pages. */
interface TextSize extends PartSize {
  /** The texts that were read for a clip. Those that only a check read go out only with its result. */
  readonly ofClips: PartSize;
}

/** What a bundle could contain in addition to its passages. */
export interface BundleParts extends ClipCounts {
  /** Texts of pages that were read without the user's session. */
  readonly snapshots: TextSize;
  /** Texts of pages that were read in the user's session. */
  readonly signedInText: TextSize;
  /** What the bundle contains of the review. A bundle of the whole report always contains all of it. */
  readonly review: ReviewSummary;
  readonly images: PartSize;
  /** Results of checks, without and with the user's session. */
  readonly checks: { readonly count: number; readonly signedIn: number };
}

/** In memory: the report, its evidence, and one snapshot or image. Throws when `signal` aborts. */
export async function measureBundle(
  db: PinciteDatabase,
  choice: Pick<BundleChoice, 'reportId' | 'sectionIds'>,
  signal?: AbortSignal,
): Promise<BundleParts> {
  const include = { snapshots: true, notes: true, signedInText: true, checks: true, images: true };
  const createdAt = new Date(0).toISOString();
  const { clips, shown, checks, reviews, snapshotIds, attachmentKeys } = await gatherBundle(db, {
    ...choice,
    include,
    createdAt,
  });
  const ofClips = new Set(clips.map(({ snapshotId }) => snapshotId));
  const none = () => ({ count: 0, bytes: 0, ofClips: { count: 0, bytes: 0 } });
  const sizes = { fetched: none(), own: none() };
  for (const id of snapshotIds) {
    signal?.throwIfAborted();
    const snapshot = await db.get('snapshots', id);
    if (snapshot === undefined) continue;
    const size = isOwnSession(snapshot.readBy) ? sizes.own : sizes.fetched;
    for (const each of ofClips.has(id) ? [size, size.ofClips] : [size]) {
      each.count += 1;
      each.bytes += snapshot.text.byteLength;
    }
  }
  let imageBytes = 0;
  for (const key of attachmentKeys) {
    signal?.throwIfAborted();
    imageBytes += (await db.get('attachments', key))?.bytes.byteLength ?? 0;
  }
  const signedIn = checks.filter(({ reader }) => isOwnSession(reader)).length;
  return {
    ...countClips(clips, shown),
    snapshots: sizes.fetched,
    signedInText: sizes.own,
    review: summarizeReview(reviews),
    images: { count: attachmentKeys.length, bytes: imageBytes },
    checks: { count: checks.length - signedIn, signedIn },
  };
}
