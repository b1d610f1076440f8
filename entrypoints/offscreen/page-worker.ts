import { messageOf } from '@/utils/model/failure';
import { judgePage } from '@/utils/page/judge-page';
import { decodeBody, mayReadOtherwise } from '@/utils/verify/decode-body';
import type { PageJudged, PageToJudge } from './judge-in-worker';

/*
 * The script of the Workers that parse fetched pages and judge quotes. It must not use the DOM and
 * must not import a module that does: docs/adr/0018-one-script-for-workers.md.
 */

function judge({ body, kind, answer, quotes }: PageToJudge): PageJudged {
  try {
    const type = answer.contentType ?? '';
    const text = kind === 'other' || kind === 'pdf' ? '' : decodeBody(body, type, kind);
    const decoded = { ...answer, mayReadOtherwise: mayReadOtherwise(body, type) };
    return { kind: 'judged', document: judgePage(text, decoded, quotes, kind) };
  } catch (cause) {
    return { kind: 'failed', detail: messageOf(cause) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<PageToJudge>) => {
  self.postMessage(judge(data));
});
