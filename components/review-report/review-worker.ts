import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import { type ReviewTask, writeReview } from '@/utils/review/write-review';

export type ReviewService = ReturnType<typeof reviewService>;

/** Writes review reports in a Worker. */
export function reviewService() {
  return { write: (task: ReviewTask): Result<string, Failure> => ok(writeReview(task)) };
}
