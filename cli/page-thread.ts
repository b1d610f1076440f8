import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import { type FetchedBody, judgeBody, parseBody } from '@/utils/page/judge-page';
import { type PageMetadata, readPageMetadata } from '@/utils/page/page-metadata';
import { parsedTree } from '@/utils/page/parsed-tree';
import type { ReadDocument } from '@/utils/page/read-document';
import { decodeBody } from '@/utils/verify/decode-body';
import { divideAsChromium } from './chromium-words';
import type { RenderedPage } from './judge-rendered';
import type { OpenedReport } from './opened-report';

/*
 * The script of the threads: it judges quotes on a page, reads what a page says of itself, or reads
 * a report.
 */

export type ThreadTask =
  | { readonly task: 'judge'; readonly page: FetchedBody; readonly returnsText: boolean }
  | { readonly task: 'describe'; readonly page: FetchedBody }
  | { readonly task: 'open'; readonly name: string; readonly bytes: Uint8Array };

export interface ThreadAnswer<Answer> {
  readonly answer: Answer;
  /** The size of the thread's heap, in bytes. */
  readonly heap: number;
}

function metadataOf({ body, kind, answer }: FetchedBody): PageMetadata {
  const text = decodeBody(body, answer.contentType ?? '', kind);
  return readPageMetadata(parsedTree, parseBody(text, kind), answer.finalUrl);
}

/** The libraries for PDFs are loaded only when a PDF is read. */
async function judgePdf({ body, answer, quotes }: FetchedBody): Promise<ReadDocument> {
  // When pdf.js is loaded it looks for drawing classes, and warns if no library has them. The
  // command draws nothing, so the warning does not matter.
  console.warn = () => undefined;
  class Nothing {}
  Object.assign(globalThis, { DOMMatrix: Nothing, ImageData: Nothing, Path2D: Nothing });
  const [{ openPdf }, { readPdf }] = await Promise.all([
    import('./open-pdf'),
    import('@/utils/page/read-pdf'),
  ]);
  return readPdf(body, answer, quotes, openPdf);
}

/** A PDF that comes with an error status is not the cited document, as with every page. */
function isPdf({ kind, answer }: FetchedBody): boolean {
  const { status } = answer;
  return kind === 'pdf' && status !== null && status >= 200 && status < 204;
}

/** The readers of reports are loaded only in the thread that reads one. */
async function open(name: string, bytes: Uint8Array): Promise<Result<OpenedReport, Failure>> {
  const { openReport } = await import('./open-report');
  const opened = await openReport(name, bytes);
  if (!opened.ok || opened.value.imported === null) return opened;
  const { importReport } = opened.value.imported;
  return ok({ ...opened.value, imported: { importReport } });
}

function isRendered(page: FetchedBody): page is RenderedPage {
  return 'reading' in page;
}

async function judge(page: FetchedBody): Promise<ReadDocument> {
  if (isRendered(page)) {
    // The schema of a reading is loaded only with `--render`.
    const { judgeRendered } = await import('./judge-rendered');
    return judgeRendered(page);
  }
  return isPdf(page) ? judgePdf(page) : judgeBody(page);
}

async function answerTo(task: ThreadTask) {
  if (task.task === 'open') return open(task.name, task.bytes);
  const { page } = task;
  if (task.task === 'describe') return metadataOf(page);
  const read = await judge(page);
  return task.returnsText ? read : { ...read, text: '' };
}

divideAsChromium();
parentPort?.on('message', async (task: ThreadTask) => {
  const answer = await answerTo(task);
  const { total_heap_size: heap } = getHeapStatistics();
  parentPort?.postMessage({ answer, heap } satisfies ThreadAnswer<typeof answer>);
});
