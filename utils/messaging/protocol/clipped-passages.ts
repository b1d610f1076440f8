import type { NoImageReason } from '@/utils/model/attachment';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId, SectionId } from '@/utils/model/ids';

/**
 * Maximum number of passages or images in one act. A user rarely means more, and each carries the
 * text of the page.
 */
export const MAX_PASSAGES = 20;

/** Where a clip is stored. */
export interface SavedClip {
  readonly clipId: ClipId;
  readonly reportId: ReportId;
  readonly reportTitle: string;
  /** Null for the inbox. */
  readonly sectionId: SectionId | null;
  readonly sectionTitle: string | null;
  /** Whether the passage had been clipped into this report before, so that nothing was added. */
  readonly duplicate: boolean;
  /** For a duplicate, the time of the first clip: ISO 8601 UTC. */
  readonly capturedAt: string;
  /** Why an image was kept without its bytes. */
  readonly noImageReason?: NoImageReason;
  /** In Firefox: the key that opens the panel, which no click in a page can open. */
  readonly panelKey?: string | null;
}

/** The result of one act of the user for its passages. */
export interface ClippedPassages {
  /** What the library has of them. */
  readonly saved: readonly [SavedClip, ...SavedClip[]];
  /** The number of passages of the act. */
  readonly passages: number;
  /** Why the others were not kept; null if all were. */
  readonly problem: Failure | null;
}
