import { newId } from '@/utils/model/ids';
import type { Review, ReviewDecision } from '@/utils/model/report-content';
import type { ReportReplica } from '@/utils/model/report-replica';
import {
  readReviews,
  recordAnswer,
  recordReview,
  recordSignOff,
} from '@/utils/model/review-records';
import type { ClaimItem } from '@/utils/review/claim-item';
import { makeSignOff } from '@/utils/review/sign-off';
import { claimHashes } from '@/utils/review/stale';
import type { DeskClaim } from './use-desk-claims';

export type ReviewChanges = ReturnType<typeof createReviewChanges>;

/** What a reviewer does to a report, each as one step of undo on the page's own replica. */
export function createReviewChanges(replica: ReportReplica) {
  const now = () => new Date().toISOString();
  const decided = (
    item: ClaimItem,
    of: Pick<Review, 'reviewer' | 'decision' | 'note' | 'together'>,
  ): Review => ({
    ...of,
    claimKey: item.claim.key,
    citationIds: item.claim.citationIds,
    hashes: claimHashes(item),
    reviewedAt: now(),
    answer: null,
  });

  /** Does it, and tells the claim whose review it changed; null where there was nothing to do. */
  const step = (act: () => boolean): string | null => {
    const before = new Map(readReviews(replica.doc).map((review) => [print(review), review]));
    if (!act()) return null;
    const after = new Map(readReviews(replica.doc).map((review) => [print(review), review]));
    const gone = [...before].find(([key]) => !after.has(key));
    const come = [...after].find(([key]) => !before.has(key));
    return (come ?? gone)?.[1].claimKey ?? '';
  };

  return {
    decide: (item: ClaimItem, reviewer: string, decision: ReviewDecision, note: string) =>
      replica.edit((doc) =>
        recordReview(doc, decided(item, { reviewer, decision, note, together: false })),
      ),
    /** Supported, each of them, by one act. */
    confirmTogether: (items: readonly ClaimItem[], reviewer: string) =>
      replica.edit((doc) => {
        for (const item of items) {
          const of = { reviewer, decision: 'supported', note: '', together: true } as const;
          recordReview(doc, decided(item, of));
        }
      }),
    /** The note of a decision that stays as it is. */
    setNote: (review: Review, note: string) =>
      replica.edit((doc) => recordReview(doc, { ...review, note }), {
        joins: `review note ${review.claimKey}`,
      }),
    answer: (review: Review, answer: Review['answer']) =>
      replica.edit((doc) => recordAnswer(doc, review, answer)),
    /** False where claims are waiting that were not excepted. */
    signOff: (
      claims: readonly DeskClaim[],
      reviewer: string,
      excepted: ReadonlySet<string>,
      contentHash: string,
    ): boolean => {
      const by = { id: newId<'signOff'>(), reviewer, signedAt: now(), contentHash, excepted };
      const signOff = makeSignOff(claims, by);
      if (signOff === null) return false;
      replica.edit((doc) => recordSignOff(doc, signOff));
      return true;
    },
    undo: () => step(() => replica.undo()),
    redo: () => step(() => replica.redo()),
  };
}

function print({ claimKey, reviewer, decision, note, reviewedAt, answer }: Review): string {
  return JSON.stringify([claimKey, reviewer, decision, note, reviewedAt, answer]);
}
