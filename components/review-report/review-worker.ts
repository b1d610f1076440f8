import { messageOf } from '@/utils/model/failure';
import { type ReviewTask, writeReview } from '@/utils/review/write-review';
import type { ReviewAnswer } from './write-review-report';

/** Makes this Worker write review reports. */
export function serveReview(): void {
  addEventListener('message', ({ data }: MessageEvent<ReviewTask>) => {
    postMessage(answerTo(data));
  });
}

function answerTo(task: ReviewTask): ReviewAnswer {
  try {
    return { kind: 'written', text: writeReview(task) };
  } catch (cause) {
    return { kind: 'failed', detail: messageOf(cause) };
  }
}
