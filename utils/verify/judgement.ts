import type { CheckEvidence, CheckFlag, Pin, Verdict } from '@/utils/model/evidence';

/** One quote's verdict on one reading of its page, ready for a Check. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly flags: CheckFlag[];
  readonly evidence: CheckEvidence;
}

/** What is judged of a pin. */
export type JudgedPin = Pick<
  Pin,
  'quote' | 'selectors' | 'marks' | 'directive' | 'directiveAsWritten'
>;
