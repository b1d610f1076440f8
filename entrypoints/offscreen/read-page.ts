import type { PageRead, PageToRead } from '@/utils/messaging/protocol';
import { readDocument } from '@/utils/page/read-document';
import { FETCH_LIMITS, fetchPage } from '@/utils/platform/fetch-page';
import { decodeBody } from '@/utils/verify/decode-body';
import type { HopAnswer } from '@/utils/verify/follow-hops';

/** Contacts one address and judges its quotes. Runs where there is a DOM. */
export async function readPage(page: PageToRead): Promise<HopAnswer<PageRead>> {
  const answer = await fetchPage(page.url, FETCH_LIMITS, new AbortController().signal);
  if (answer.kind !== 'answer') return answer;
  const { text, judgements } = readDocument(
    decodeBody(answer.body, answer.contentType),
    {
      requestedUrl: page.requestedUrl,
      finalUrl: page.url,
      status: answer.status,
      contentType: answer.contentType,
      headers: answer.headers,
      snapshotLength: page.snapshotLength,
    },
    page.quotes,
  );
  const judged = page.quotes.flatMap(({ clipId }, at) => {
    const judgement = judgements[at];
    return judgement === undefined ? [] : [{ clipId, ...judgement }];
  });
  const { status } = answer;
  const retryAfter = answer.headers['retry-after'] ?? null;
  return { kind: 'read', value: { text, status, retryAfter, judgements: judged } };
}
