import { messageOf } from '@/utils/model/failure';
import { type FetchedBody, judgeBody } from '@/utils/page/judge-page';
import type { PageJudged } from './judge-in-worker';

/*
 * The script of the Workers that parse fetched pages and judge quotes. It must not use the DOM and
 * must not import a module that does: docs/adr/0018-one-script-for-workers.md.
 */

function judge(page: FetchedBody): PageJudged {
  try {
    return { kind: 'judged', document: judgeBody(page) };
  } catch (cause) {
    return { kind: 'failed', detail: messageOf(cause) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<FetchedBody>) => {
  self.postMessage(judge(data));
});
