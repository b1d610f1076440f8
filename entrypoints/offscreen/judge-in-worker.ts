import type { PageAnswer } from '@/utils/page/page-facts';
import { type ReadDocument, unreadPage } from '@/utils/page/read-document';
import type { DocumentKind } from '@/utils/verify/document-kind';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import { startPageWorker } from './start-page-worker';

/** A fetched document, for a Worker that reads it. */
export interface PageToJudge {
  /** The Worker takes over the bytes. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly kind: DocumentKind;
  readonly answer: PageAnswer;
  readonly quotes: readonly JudgedClip[];
}

export type PageJudged =
  | { readonly kind: 'judged'; readonly document: ReadDocument }
  | { readonly kind: 'failed'; readonly detail: string };

/** Milliseconds in which a page is parsed and judged. The longest page that is fetched takes 3 s. */
const JUDGE_LIMIT = 15_000;

/** Workers that wait for a page: at most one for each page that was read at the same time. */
const idle: Worker[] = [];

/**
 * Parses a document and judges quotes in a Worker. A Worker that takes longer than `limit`
 * milliseconds is ended, and the quotes stay unchecked; the next page gets a new Worker.
 * Rejects where the Worker fails.
 */
export async function judgeInWorker(
  page: PageToJudge,
  limit: number = JUDGE_LIMIT,
): Promise<ReadDocument> {
  const worker = idle.pop() ?? startPageWorker();
  const judged = await answerOf(worker, page, limit);
  if (judged === null) {
    worker.terminate();
    return unreadPage('page-too-slow', page.quotes, page.answer);
  }
  idle.push(worker);
  if (judged.kind === 'failed') throw new Error(judged.detail);
  return judged.document;
}

/** The answer of a Worker, or null where none comes in time. */
function answerOf(worker: Worker, page: PageToJudge, limit: number): Promise<PageJudged | null> {
  const over = new AbortController();
  const { signal } = over;
  return new Promise<PageJudged | null>((resolve, reject) => {
    const timer = setTimeout(resolve, limit, null);
    signal.addEventListener('abort', () => clearTimeout(timer));
    worker.addEventListener('message', ({ data }: MessageEvent<PageJudged>) => resolve(data), {
      signal,
    });
    worker.addEventListener(
      'error',
      ({ message }) => {
        worker.terminate();
        reject(new Error(message));
      },
      { signal },
    );
    worker.postMessage(page, [page.body.buffer]);
  }).finally(() => over.abort());
}
