import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { startWorker } from '@/components/state/start-worker';
import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import type { ReviewReport } from '@/utils/review/review-report';
import { writeReviewCsv } from '@/utils/review/review-report-csv';
import { reviewReportNodes } from '@/utils/review/review-report-nodes';
import type { ReviewWords } from '@/utils/review/review-words';
import type { ReviewService } from './review-worker';

export type ReviewFormat = 'markdown' | 'html' | 'csv';

export interface ReviewText {
  /** Null while it is being written. */
  readonly written: { readonly format: ReviewFormat; readonly text: string } | null;
  readonly failure: Failure | null;
  /**
   * Resolves to the text when it is written, or to null if it failed. A text that somebody waits for
   * is finished, even if the user chooses another format.
   */
  readonly result: () => Promise<string | null>;
}

/** Writes a review report in one format, and again whenever it changes; null writes nothing. */
export function useReviewText(
  report: ReviewReport,
  words: ReviewWords,
  format: ReviewFormat | null,
): ReviewText {
  const [written, setWritten] = useState<ReviewText['written']>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const result = useRef<() => Promise<string | null>>(() => Promise.resolve(null));
  // A layout effect, so that a click never gets the text of the previous format.
  useLayoutEffect(() => {
    if (format === null) return;
    const controller = new AbortController();
    let isCurrent = true;
    let isAwaited = false;
    setFailure(null);
    const text = write(report, words, format, controller.signal).then((done) => {
      if (done === null || controller.signal.aborted) return null;
      if (isCurrent && !done.ok) setFailure(done.error);
      if (isCurrent && done.ok) setWritten({ format, text: done.value });
      return done.ok ? done.value : null;
    });
    result.current = () => {
      isAwaited = true;
      return text;
    };
    return () => {
      isCurrent = false;
      // Somebody who waits for this format still gets it.
      if (!isAwaited) controller.abort();
    };
  }, [report, words, format]);
  const shown = written?.format === format ? written : null;
  return { written: shown, failure, result: () => result.current() };
}

/** Writes a review report: Markdown and HTML in a Worker, which holds their writers. */
async function write(
  report: ReviewReport,
  words: ReviewWords,
  format: ReviewFormat,
  signal: AbortSignal,
): Promise<Result<string, Failure> | null> {
  if (format === 'csv') return ok(writeReviewCsv(report, words));
  const title = words.title(report.title);
  const { language } = words;
  const task = { nodes: reviewReportNodes(report, words), format, title, language };
  const worker = startWorker<ReviewService>('review');
  signal.addEventListener('abort', worker.stop, { once: true });
  const written = await worker.ask((service) => service.write(task));
  worker.stop();
  return written;
}
