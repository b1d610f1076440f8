import { answerReview, type NewAnswer } from '@/utils/model/answer-review';
import type { Review } from '@/utils/model/project-reviews';
import type { ReviewLedger } from '@/utils/model/review-ledger';
import type { DecisionBody, ReviewDecision } from '@/utils/model/review-records';
import type { ClaimItem } from '@/utils/review/claim-item';
import type { SignedContent } from '@/utils/review/content-hash';
import { makeSignOff } from '@/utils/review/sign-off';
import { claimHashes } from '@/utils/review/stale';
import type { DeskClaim } from './use-desk-claims';

export type ReviewChanges = ReturnType<typeof createReviewChanges>;

/** Creates the commands of a reviewer. Each command is one undo step on the page's own ledger. */
export function createReviewChanges(ledger: ReviewLedger) {
  const now = () => new Date().toISOString();
  const decided = (
    item: ClaimItem,
    of: Pick<DecisionBody, 'reviewer' | 'decision' | 'note' | 'together'>,
  ): DecisionBody => ({
    ...of,
    kind: 'decision',
    claimKey: item.claim.key,
    citationIds: [...item.claim.citationIds],
    hashes: claimHashes(item),
    reviewedAt: now(),
  });
  /** Copies an earlier decision into a new record, with another note or reviewer if given. */
  const again = (review: Review, of: { readonly note?: string; readonly reviewer?: string }) => {
    const { claimKey, reviewer, citationIds, hashes, decision, note, reviewedAt, together } =
      review;
    const body: DecisionBody = {
      ...{ kind: 'decision', claimKey, reviewer, hashes, decision, note, reviewedAt, together },
      citationIds: [...citationIds],
      ...of,
    };
    return body;
  };

  return {
    decide: (item: ClaimItem, reviewer: string, decision: ReviewDecision, note: string) =>
      ledger.act([decided(item, { reviewer, decision, note, together: false })]),
    /** Records the decision *supported* for each claim in one act. */
    confirmTogether: (items: readonly ClaimItem[], reviewer: string) => {
      const of = { reviewer, decision: 'supported', note: '', together: true } as const;
      ledger.act(items.map((item) => decided(item, of)));
    },
    /** Changes only the note of a decision. */
    setNote: (review: Review, note: string) =>
      ledger.act([again(review, { note })], { joins: `review note ${review.claimKey}` }),
    /** Signs unsigned decisions of older versions without changing them. */
    signAgain: (reviews: readonly Review[], reviewer: string) =>
      ledger.act(reviews.map((review) => again(review, { reviewer }))),
    answer: (review: Review, given: NewAnswer | null, reviewer: string) =>
      answerReview(ledger, review, given, reviewer, now()),
    /** Returns false if claims wait that are not excepted. */
    signOff: (
      claims: readonly DeskClaim[],
      reviewer: string,
      excepted: ReadonlySet<string>,
      content: SignedContent,
    ): boolean => {
      const signOff = makeSignOff(claims, { reviewer, signedAt: now(), content, excepted });
      if (signOff === null) return false;
      ledger.act([signOff]);
      return true;
    },
    /** Resolves to false if an edit cannot be stored. */
    flush: () => ledger.flush(),
    reviews: () => ledger.records().reviews,
    undo: () => ledger.undo(),
    redo: () => ledger.redo(),
  };
}
