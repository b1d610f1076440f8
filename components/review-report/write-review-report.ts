import { startWorker } from '@/components/state/start-worker';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { ReviewTask } from '@/utils/review/write-review';
import type { ReviewService } from './review-worker';

/** Writes a review report in a Worker, which has the writers of Markdown and HTML. */
export async function writeReviewReport(
  task: ReviewTask,
  signal: AbortSignal,
): Promise<Result<string, Failure> | null> {
  if (signal.aborted) return null;
  const worker = startWorker<ReviewService>('review');
  signal.addEventListener('abort', worker.stop, { once: true });
  const written = await worker.ask((service) => service.write(task));
  worker.stop();
  return written;
}
