import type { Hint } from '@/utils/claim/claim';
import type { CheckState, LeadingFact } from '@/utils/model/check-state';
import type { CheckReason, Verdict } from '@/utils/model/evidence';
import type { GivenAnswer, Review } from '@/utils/model/project-reviews';
import type { ReviewDecision } from '@/utils/model/review-records';
import type { Named, Reviewer } from './review-report';
import type { SignOffState } from './sign-off';
import type { Change } from './stale';

/** The fixed texts of a review report in one language. */
export interface ReviewWords {
  /** BCP 47. */
  readonly language: string;
  readonly title: (report: string) => string;
  readonly written: (at: string) => string;
  readonly reviewer: (reviewer: Reviewer) => string;
  readonly nobody: string;
  readonly byDecision: string;
  readonly byVerdict: string;
  readonly decision: (decision: ReviewDecision) => string;
  /** The name of a group of claims, beside their number or above them. */
  readonly decisions: (decision: ReviewDecision | 'waiting', count: number) => string;
  readonly verdict: (state: CheckState) => string;
  readonly fact: (fact: LeadingFact) => string;
  readonly reason: (reason: CheckReason) => string;
  readonly signOff: string;
  readonly notSigned: string;
  readonly signed: (state: SignOffState) => string;
  /** The name of a person, and whether the person is verified. */
  readonly person: (person: Named) => string;
  readonly exceptions: (count: number) => string;
  /** Says how many clips the sign-off does not cover. */
  readonly uncovered: (clips: number) => string;
  /** A mark for a claim that waits and that the sign-off names as an exception. */
  readonly excepted: string;
  /** The SHA-256 of the signed content, in hex. */
  readonly hash: (hex: string) => string;
  readonly objections: string;
  readonly noObjections: string;
  /** Says for how many claims another reviewer's objection is open. */
  readonly othersObject: (claims: number) => string;
  /** Says how many sentences of the report have no citation. */
  readonly uncitedSentences: (count: number) => string;
  readonly waiting: string;
  /** The title above quotes that no statement cites, and that did not stand when they were checked. */
  readonly uncited: string;
  readonly opening: string;
  /** Joins a name and a value: "Note: …". */
  readonly label: (name: string, value: string) => string;
  readonly claim: (number: number) => string;
  readonly noWords: string;
  /** The label of the link from a claim to the same sentence in the original article. */
  readonly inArticle: string;
  readonly passage: (number: number) => string;
  /** What a quote is called that no statement cites. */
  readonly uncitedClip: string;
  readonly noPassage: string;
  readonly note: string;
  readonly together: string;
  readonly moment: (at: string) => string;
  readonly answer: (answer: GivenAnswer) => string;
  /** Names an earlier decision of the same person. */
  readonly earlier: (decision: ReviewDecision) => string;
  /** Says what a person decided after the answer to the earlier decision; null if none was answered. */
  readonly again: (review: Review) => string | null;
  readonly changed: (change: Change) => string;
  readonly hint: (hint: Hint) => string;
  /** Stands before a hint at a claim that was supported all the same. */
  readonly asked: string;
  /** Says what another person's check of a passage found. */
  readonly foreign: (verdict: Verdict) => string;
  /** Says that a check compared the words of a clip, and not its image. */
  readonly onlyWords: string;
  /** Says that a verdict does not tell whether a quote supports a claim. */
  readonly means: string;
}
