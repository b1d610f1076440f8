import type { PageRead, PageToRead } from '@/utils/messaging/protocol/offscreen-calls';
import type { PageAnswer } from '@/utils/page/gather-page-facts';
import type { ReadDocument } from '@/utils/page/read-document';
import { type FetchAnswer, fetchPage } from '@/utils/platform/fetch-page';
import { documentKind } from '@/utils/verify/document-kind';
import { FETCH_LIMITS } from '@/utils/verify/fetch-answer';
import type { HopAnswer } from '@/utils/verify/follow-hops';
import { archivedUrl } from '@/utils/verify/memento';
import { judgeInWorker } from './judge-in-worker';

/** Reads one address and judges its quotes. Runs in a document that can start Workers. */
export async function readPage(page: PageToRead): Promise<HopAnswer<PageRead>> {
  const { acceptDatetime } = page;
  const more: Record<string, string> =
    acceptDatetime === undefined ? {} : { 'Accept-Datetime': acceptDatetime };
  const answer = await fetchPage(page.url, FETCH_LIMITS, new AbortController().signal, more);
  if (answer.kind !== 'answer') return answer;
  const { text, complete, judgements, sendsOnTo = null } = await readAnswer(page, answer);
  // Do not follow a redirect inside an archived copy: its target is not in the archive.
  if (sendsOnTo !== null && acceptDatetime === undefined) {
    return { kind: 'redirect', location: sendsOnTo };
  }
  const judged = page.quotes.flatMap(({ clipId }, at) => {
    const judgement = judgements[at];
    return judgement === undefined ? [] : [{ clipId, ...judgement }];
  });
  const { status } = answer;
  const retryAfter = answer.headers['retry-after'] ?? null;
  const mementoDatetime = answer.headers['memento-datetime'] ?? null;
  const value = { text, complete, status, retryAfter, mementoDatetime, judgements: judged };
  return { kind: 'read', value };
}

async function readAnswer(
  page: PageToRead,
  answer: Extract<FetchAnswer, { kind: 'answer' }>,
): Promise<ReadDocument> {
  const { body, contentType, status, headers } = answer;
  const about: PageAnswer = {
    requestedUrl: page.requestedUrl,
    finalUrl:
      page.acceptDatetime === undefined ? page.url : archivedUrl(page.requestedUrl, headers),
    status,
    contentType,
    headers,
    snapshotLength: page.snapshotLength,
  };
  const kind = documentKind(contentType, body);
  // A PDF that an error status comes with is not the document. The status decides, as for every
  // page.
  if (kind === 'pdf' && status >= 200 && status < 204) {
    const [{ openPdf }, { readPdf }] = await Promise.all([
      import('@/utils/page/open-pdf'),
      import('@/utils/page/read-pdf'),
    ]);
    return readPdf(body, about, page.quotes, openPdf);
  }
  return judgeInWorker({ body, kind, answer: about, quotes: page.quotes });
}
