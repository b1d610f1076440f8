import { type GivenAnswer, ownAnswer, type Review } from './project-reviews';
import type { ReviewLedger } from './review-ledger';
import { answerSlot, type ReviewBody } from './review-records';

/** The user's answer to a decision. `note`: the reason; '' for none. */
export type NewAnswer = Pick<GivenAnswer, 'answer' | 'note'>;

/**
 * Answers a decision. Null withdraws the user's own answer. All letters that are typed into a note
 * are one undo step. `reviewer`: the user's name; '' for none. `at` is ISO 8601 UTC.
 */
export function answerReview(
  ledger: ReviewLedger,
  review: Review,
  given: NewAnswer | null,
  reviewer: string,
  at: string,
): void {
  const isNote = given !== null && given.answer === ownAnswer(review)?.answer;
  const joins = isNote ? { joins: `answer note ${review.id}` } : {};
  ledger.act([answerBody(review, given, reviewer, at)], joins);
}

function answerBody(
  { id: decision, claimKey }: Review,
  given: NewAnswer | null,
  reviewer: string,
  answeredAt: string,
): ReviewBody {
  if (given === null) {
    return { kind: 'withdrawal', slot: answerSlot(decision), withdrawnAt: answeredAt };
  }
  const { answer, note } = given;
  const why = note.trim() === '' ? {} : { note };
  const who = reviewer === '' ? {} : { reviewer };
  return { kind: 'answer', decision, claimKey, answer, ...why, ...who, answeredAt };
}
