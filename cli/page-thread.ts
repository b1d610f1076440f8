import { parentPort } from 'node:worker_threads';
import { type FetchedBody, judgeBody, parseBody } from '@/utils/page/judge-page';
import { type PageMetadata, readPageMetadata } from '@/utils/page/page-metadata';
import { parsedTree } from '@/utils/page/parsed-tree';
import { decodeBody } from '@/utils/verify/decode-body';

/* The script of the threads that parse pages: it judges quotes, or reads what a page says of itself. */

export interface ThreadTask {
  readonly task: 'judge' | 'describe';
  readonly page: FetchedBody;
}

function metadataOf({ body, kind, answer }: FetchedBody): PageMetadata {
  const text = decodeBody(body, answer.contentType ?? '', kind);
  return readPageMetadata(parsedTree, parseBody(text, kind), answer.finalUrl);
}

parentPort?.on('message', ({ task, page }: ThreadTask) => {
  parentPort?.postMessage(task === 'judge' ? judgeBody(page) : metadataOf(page));
});
