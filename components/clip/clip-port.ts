import type { CitingClaim } from '@/utils/claim/citing-claims';
import type { Attachment } from '@/utils/model/attachment';
import type { CheckEvidence, Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { RankedPassage } from '@/utils/quote/rank-candidates';
import type { ClipHistory } from '@/utils/storage/read';

/**
 * What a reviewer can pin: the recorded quote where it stands now (`renew`), the page's words
 * instead of it (`take`), the passage that an imported link finds (`adopt`), or a passage from the
 * list (`choose`).
 */
export type PinAct = 'renew' | 'take' | 'adopt' | 'choose';

export interface FoundPassage {
  readonly text: string;
  /** The claim for which the passage was found. */
  readonly claim: CitingClaim;
  /**
   * Given if the list stays open for other claims, and so keeps the focus. Called when the pinning
   * has ended, and when it was undone.
   */
  readonly refreshList?: () => void;
}

export interface PinChoice {
  readonly act: PinAct;
  /** UTF-16 units in the text that the latest check read. */
  readonly position: NonNullable<CheckEvidence['position']>;
  /** A passage of the list. */
  readonly found?: FoundPassage;
}

/** A passage of the page that may support what the report says. */
export interface Candidate extends RankedPassage {
  readonly text: string;
}

/** The passages that were found for one claim. */
export interface CandidateGroup {
  /** Null if no claim cites the clip. */
  readonly claim: CitingClaim | null;
  /** The best first. */
  readonly candidates: readonly Candidate[];
}

/** What a clip's card asks of the page that shows it. */
export interface ClipPort {
  /** Tells the user something about the card. */
  readonly say: (text: string) => void;
  readonly pin: (choice: PinChoice) => void;
  /** Makes an earlier pin current again. */
  readonly hold: (pin: Pin) => void;
  /** Gives the page of the clip its present title. */
  readonly retitle: (title: string) => void;
  readonly history: () => Promise<Result<ClipHistory, Failure>>;
  /** The images and screenshots of the clip. */
  readonly images: () => Promise<Result<readonly Attachment[], Failure>>;
  /** Destroys one image. */
  readonly deleteImage: (id: Attachment['id']) => void;
  /** A group for each claim that cites the clip, in the order of the report. */
  readonly candidates: () => Promise<Result<readonly CandidateGroup[], Failure>>;
}
