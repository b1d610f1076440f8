import * as z from 'zod/mini';
import type { ReportId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import { type ReviewDraft, ReviewDraftSchema } from '@/utils/model/review-records';
import { dropEdit, editKey, type KeptEdit, keepEdit, keptEdits } from '@/utils/platform/kept-edits';
import { request } from './client';
import type { PageReplies } from './protocol';
import type { Reply } from './protocol/envelope';
import { MAX_REVIEW_DRAFTS } from './protocol/review-calls';

/** Has drafts signed and stored; the reply comes once they are durable. */
export function sendReviews(
  reportId: ReportId,
  drafts: readonly ReviewDraft[],
): Promise<Reply<PageReplies['review.record']>> {
  return request('review.record', { reportId, drafts: drafts.slice(0, MAX_REVIEW_DRAFTS) });
}

/** The same of any number of drafts; the first failure ends it. What was sent before stays. */
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

/** Drafts as the browser keeps them for a page; none where somebody else wrote there. */
export function readKeptReviews({ text }: KeptEdit): readonly ReviewDraft[] {
  try {
    const parsed = z.array(ReviewDraftSchema).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Where a page's last reviews go when it is left: as `lastEdits`. */
export function lastReviews(reportId: ReportId) {
  const key = editKey('reviews', reportId);
  let kept = keptEdits('reviews').filter((each) => each.reportId === reportId);
  return {
    /** What pages that are gone kept of the report and nobody has stored since. */
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
