import * as z from 'zod/mini';
import type { ReportId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import { type ReviewDraft, ReviewDraftSchema } from '@/utils/model/review-records';
import { dropEdit, editKey, type KeptEdit, keepEdit, keptEdits } from '@/utils/platform/kept-edits';
import { request } from './client';
import type { PageReplies } from './protocol';
import type { Reply } from './protocol/envelope';
import { MAX_REVIEW_DRAFTS } from './protocol/review-calls';

/** Sends drafts to be signed and stored. The reply arrives after they are stored durably. */
export function sendReviews(
  reportId: ReportId,
  drafts: readonly ReviewDraft[],
): Promise<Reply<PageReplies['review.record']>> {
  return request('review.record', { reportId, drafts: drafts.slice(0, MAX_REVIEW_DRAFTS) });
}

/**
 * Sends any number of drafts in several messages. Stops at the first failure; drafts that were sent
 * before stay stored.
 */
export async function sendAllReviews(
  reportId: ReportId,
  drafts: readonly ReviewDraft[],
): Promise<Reply<unknown>> {
  for (let at = 0; at < drafts.length; at += MAX_REVIEW_DRAFTS) {
    const sent = await sendReviews(reportId, drafts.slice(at));
    if (!sent.ok) return sent;
  }
  return ok(undefined);
}

/** Reads the drafts that a page stored in the browser. Returns an empty list for invalid text. */
export function readKeptReviews({ text }: KeptEdit): readonly ReviewDraft[] {
  try {
    const parsed = z.array(ReviewDraftSchema).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** The store for the last reviews of a page that closes. Works like `lastEdits`. */
export function lastReviews(reportId: ReportId) {
  const key = editKey('reviews', reportId);
  let kept = keptEdits('reviews').filter((each) => each.reportId === reportId);
  return {
    /** Drafts of the report that closed pages left and that are not stored yet. */
    before: kept.flatMap(readKeptReviews),
    done: () => {
      for (const each of kept) dropEdit(each);
      kept = [];
    },
    handOver: (drafts: readonly ReviewDraft[]) => {
      const now: KeptEdit = { key, reportId, text: JSON.stringify(drafts) };
      keepEdit(now);
      kept.push(now);
      void sendAllReviews(reportId, drafts);
    },
  };
}
