import type { NoImageReason } from '@/utils/model/attachment';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId, SectionId } from '@/utils/model/ids';

/**
 * Maximum number of passages or images in one act. A user rarely means more, and each carries the
 * text of the page.
 */
export const MAX_PASSAGES = 20;

/** Where a clip went. */
export interface SavedClip {
  readonly clipId: ClipId;
  readonly reportId: ReportId;
  readonly reportTitle: string;
  /** Null: the inbox. */
  readonly sectionId: SectionId | null;
  readonly sectionTitle: string | null;
  /** The same passage had been clipped into this report before: nothing was added. */
  readonly duplicate: boolean;
  /** Of a duplicate, when that was: ISO 8601 UTC. */
  readonly capturedAt: string;
  /** Of an image that was kept without its bytes, why. */
  readonly noImageReason?: NoImageReason;
}

/** What became of the passages of one act of the user's. */
export interface ClippedPassages {
  /** What the library holds of them by now. */
  readonly saved: readonly [SavedClip, ...SavedClip[]];
  /** How many there were. */
  readonly passages: number;
  /** Why the others were not kept; null where all were. */
  readonly problem: Failure | null;
}
