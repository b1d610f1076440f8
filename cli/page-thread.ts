import { parentPort } from 'node:worker_threads';
import { type FetchedBody, judgeBody } from '@/utils/page/judge-page';

/* The script of the threads that parse pages and judge quotes. */

parentPort?.on('message', (page: FetchedBody) => {
  parentPort?.postMessage(judgeBody(page));
});
