import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import { type Author, ReviewDraftSchema, type ReviewRecord } from '@/utils/model/review-records';
import { nullableShort, short } from './bounds';
import { Empty, type Nothing } from './envelope';

/** The most that one message has signed: a page of clean claims, or what waited to be sent. */
export const MAX_REVIEW_DRAFTS = 2_000;

/** What the extension's own pages have signed in the name of who reviews here. */
export const reviewRequests = {
  'review.record': z.object({
    reportId: idSchema<'report'>(),
    drafts: z.array(ReviewDraftSchema).check(z.maxLength(MAX_REVIEW_DRAFTS)),
  }),
  /** The key that this browser signs with; it is made where there is none. */
  'review.author': Empty,
  /** Whose key it is, once somebody compared it; null forgets it. */
  'review.name': z.object({ author: short(100), name: nullableShort(200) }),
} as const;

export interface ReviewReplies {
  'review.record': { readonly author: Author; readonly records: readonly ReviewRecord[] };
  'review.author': { readonly author: Author };
  'review.name': Nothing;
}
