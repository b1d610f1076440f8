import type { FetchedBody } from '@/utils/page/judge-page';
import { type ReadDocument, unreadPage } from '@/utils/page/read-document';
import { startPageWorker } from './start-page-worker';

export type PageJudged =
  | { readonly kind: 'judged'; readonly document: ReadDocument }
  | { readonly kind: 'failed'; readonly detail: string };

/** Time limit to parse and judge a page, in milliseconds. The longest fetched page takes 3 s. */
const JUDGE_LIMIT = 15_000;

/** Pages that a Worker judges before a new one takes its place: its memory only grows. */
const MOST_PAGES = 100;

interface Reader {
  readonly worker: Worker;
  /** Number of pages that it judged. */
  readonly pages: number;
}

/** Workers without a task: at most as many as the pages that were read at the same time. */
const idle: Reader[] = [];

/**
 * Parses a document and judges its quotes in a Worker, to which its bytes are transferred. Ends the Worker if it takes longer than
 * `limit` milliseconds: the quotes then stay unchecked, and the next page gets a new Worker.
 * Rejects if the Worker fails.
 */
export async function judgeInWorker(
  page: FetchedBody,
  limit: number = JUDGE_LIMIT,
): Promise<ReadDocument> {
  const { worker, pages } = idle.pop() ?? { worker: startPageWorker(), pages: 0 };
  const judged = await answerOf(worker, page, limit);
  if (judged === null) {
    worker.terminate();
    return unreadPage('page-too-slow', page.quotes, page.answer);
  }
  if (pages + 1 < MOST_PAGES) idle.push({ worker, pages: pages + 1 });
  else worker.terminate();
  if (judged.kind === 'failed') throw new Error(judged.detail);
  return judged.document;
}

/** Returns the answer of a Worker, or null if the Worker does not answer in time. */
function answerOf(worker: Worker, page: FetchedBody, limit: number): Promise<PageJudged | null> {
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
