import type { Review } from './project-reviews';
import { answerSlot, type ReviewAnswer, type ReviewBody } from './review-records';

/** Answers a decision. Null withdraws the user's own answer. `at` is ISO 8601 UTC. */
export function answerReview(
  { id: decision, claimKey }: Review,
  answer: ReviewAnswer | null,
  at: string,
): ReviewBody {
  return answer === null
    ? { kind: 'withdrawal', slot: answerSlot(decision), withdrawnAt: at }
    : { kind: 'answer', decision, claimKey, answer, answeredAt: at };
}
