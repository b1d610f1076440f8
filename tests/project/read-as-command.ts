import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endThreads, judgeInThread } from '@/cli/judge-in-thread';
import { type PageRead, readPages } from '@/cli/read-pages';
import { closeConnections, requestAddress } from '@/cli/request-address';
import type { PageAnswer } from '@/utils/page/gather-page-facts';
import type { ReadDocument } from '@/utils/page/read-document';
import { FETCH_LIMITS } from '@/utils/verify/fetch-answer';
import type { JudgedClip } from '@/utils/verify/judge-quote';

/*
 * Reads pages as the command does, over http and in its threads. It is built, because a thread has
 * a script of its own: see command-parity.test.ts.
 */

export interface ServedPage {
  readonly html: string;
  readonly answer: PageAnswer;
  readonly quotes: readonly JudgedClip[];
}

export interface ReadAsCommand extends PageRead {
  /** What the thread answered for the page itself. */
  readonly document: ReadDocument;
}

/** Pages that are read at the same time. */
const AT_ONCE = 4;

/** Returns the results in the order of the pages. A page keeps the address of its answer. */
export async function readAsCommand(pages: readonly ServedPage[]): Promise<ReadAsCommand[]> {
  const server = createServer(({ url = '' }, response) => {
    const page = pages[Number(url.slice(1))];
    response.setHeader('Content-Type', page?.answer.contentType ?? 'text/html');
    response.writeHead(page === undefined ? 404 : 200).end(page?.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const results: ReadAsCommand[] = [];
  const waiting = pages.entries();
  const work = async () => {
    for (const [at, page] of waiting) {
      results[at] = await readOne(page, (url) =>
        url === page.answer.finalUrl ? `http://127.0.0.1:${port}/${at}` : null,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  server.closeAllConnections();
  server.close();
  return results;
}

async function readOne(
  { answer, quotes }: ServedPage,
  served: (url: string) => string | null,
): Promise<ReadAsCommand> {
  const { snapshotLength } = answer;
  const about = snapshotLength === undefined ? {} : { snapshotLength };
  const documents: ReadDocument[] = [];
  const allowedHosts = new Set<string>();
  const [read] = await readPages([{ url: answer.requestedUrl, quotes }], {
    allowedHosts,
    keepsTexts: true,
    request: (url) => {
      const address = served(url);
      // Where a page sends its readers, there is nothing here.
      if (address === null) return Promise.resolve({ kind: 'redirect', location: null });
      return requestAddress(address, { limits: FETCH_LIMITS, allowedHosts, userAgent: 'parity' });
    },
    judge: async (page, returnsText) => {
      const asked = { ...page, answer: { ...page.answer, ...about } };
      const document = await judgeInThread(asked, returnsText);
      documents.push(document);
      return document;
    },
  });
  const [document] = documents;
  if (read === undefined || document === undefined) throw new Error(answer.requestedUrl);
  return { ...read, document };
}

export async function endReading(): Promise<void> {
  closeConnections();
  await endThreads();
}
