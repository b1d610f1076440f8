import type { CheckEvidence, CheckFlag, Pin, Verdict } from '@/utils/model/evidence';

/** The verdict on one quote from one reading of its page, ready for a Check. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly flags: CheckFlag[];
  readonly evidence: CheckEvidence;
}

/** The fields of a pin that are judged. */
export type JudgedPin = Pick<
  Pin,
  'quote' | 'selectors' | 'marks' | 'directive' | 'directiveAsWritten'
>;
