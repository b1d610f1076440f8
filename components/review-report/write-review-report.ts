import { startWorker } from '@/components/state/start-worker';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import type { ReviewTask } from '@/utils/review/write-review';

export type ReviewAnswer =
  | { readonly kind: 'written'; readonly text: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** Writes a review report in a Worker, where the writers of Markdown and HTML are. */
export function writeReviewReport(
  task: ReviewTask,
  signal: AbortSignal,
): Promise<Result<string, Failure> | null> {
  const worker = startWorker('review');
  return new Promise((resolve) => {
    const end = (value: Result<string, Failure> | null) => {
      worker.terminate();
      resolve(value);
    };
    worker.onmessage = ({ data }: MessageEvent<ReviewAnswer>) =>
      end(data.kind === 'written' ? ok(data.text) : err(failure('unexpected', data.detail)));
    worker.onerror = ({ message }) => end(err(failure('unexpected', message)));
    if (signal.aborted) end(null);
    else {
      signal.addEventListener('abort', () => end(null), { once: true });
      worker.postMessage(task);
    }
  });
}
