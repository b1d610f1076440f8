import type { Attachment } from '@/utils/model/attachment';
import type { CheckEvidence, Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { RankedPassage } from '@/utils/quote/rank-candidates';
import type { ClipHistory } from '@/utils/storage/read';

/**
 * What a reviewer pins: the recorded words where they stand now, the page's words in their
 * place, the passage that an imported link finds, or one of those that were looked up.
 */
export type PinAct = 'renew' | 'take' | 'adopt' | 'choose';

export interface PinChoice {
  readonly act: PinAct;
  /** UTF-16 units of the text that the latest check read. */
  readonly position: NonNullable<CheckEvidence['position']>;
}

/** A passage of the page that may bear out what the report says of it. */
export interface Candidate extends RankedPassage {
  readonly text: string;
}

/** What the card of a clip asks of the page that shows it. */
export interface ClipPort {
  readonly pin: (choice: PinChoice) => void;
  /** Lets an earlier pin hold again. */
  readonly hold: (pin: Pin) => void;
  readonly history: () => Promise<Result<ClipHistory, Failure>>;
  /** Its images and screenshots. */
  readonly images: () => Promise<Result<readonly Attachment[], Failure>>;
  /** Destroys one of them. */
  readonly deleteImage: (id: Attachment['id']) => void;
  /** At most five, the best first. */
  readonly candidates: () => Promise<Result<readonly Candidate[], Failure>>;
}
