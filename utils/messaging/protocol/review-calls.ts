import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import { type Author, ReviewDraftSchema, type ReviewRecord } from '@/utils/model/review-records';
import { nullableShort, short } from './bounds';
import { Empty, type Nothing } from './envelope';

/**
 * Maximum number of drafts in one message: a page of clean claims, or the drafts that waited to be
 * sent.
 */
export const MAX_REVIEW_DRAFTS = 2_000;

/** Maximum number of authors' keys in one message. */
export const MAX_IGNORED = 1_000;

/** Requests of the extension's own pages to sign reviews in the name of this browser's user. */
export const reviewRequests = {
  'review.record': z.object({
    reportId: idSchema<'report'>(),
    drafts: z.array(ReviewDraftSchema).check(z.maxLength(MAX_REVIEW_DRAFTS)),
  }),
  /** Returns the public key that this browser signs with. Creates the key if there is none. */
  'review.author': Empty,
  /** Names the owner of a key after the user compared the key. Null deletes the name. */
  'review.name': z.object({ author: short(100), name: nullableShort(200) }),
  /** Ignores the review records of these authors, or counts these records again. */
  'review.ignore': z.object({
    authors: z.array(short(100)).check(z.maxLength(MAX_IGNORED)),
    ignored: z.boolean(),
  }),
} as const;

export interface ReviewReplies {
  'review.record': { readonly author: Author; readonly records: readonly ReviewRecord[] };
  'review.author': { readonly author: Author };
  'review.name': Nothing;
  'review.ignore': Nothing;
}
