import type { ArchiveAnswer, ArchiveRequest, AskArchive } from '@/utils/verify/ask-archive';
import { documentKind } from '@/utils/verify/document-kind';
import type { HopAnswer, ReadAnswer } from '@/utils/verify/follow-hops';
import { judgeFailure } from '@/utils/verify/judge-failure';
import { archivedUrl } from '@/utils/verify/memento';
import { wantsMemento } from '@/utils/verify/read-ladder';
import type { ArchivedCopy, CheckedReport, JudgedCitation } from './check-reports';
import { isNamed } from './outcomes';
import { followVetted, type ReadingPorts } from './read-pages';
import type { RequestAnswer } from './request-address';

export interface ArchivePorts extends Pick<ReadingPorts, 'judge' | 'allowedHosts'> {
  /** The address of the archive, as in the settings of the extension. */
  readonly timeGate: string;
  readonly ask: AskArchive;
  /** Requests an address for a time: see `RequestOptions`. */
  request(url: string, acceptDatetime: string): Promise<RequestAnswer>;
  /** The time of the check, ISO 8601 UTC: for citations whose words nobody recorded. */
  readonly now: string;
  /** Called when the archive has answered for a page. */
  onRead?(done: number, total: number): void;
}

/**
 * Asks an archive for the pages of citations whose words are not there any more, each as it was when
 * the words were recorded. Returns the reports with what the archive has, beside the verdicts: a
 * copy never changes a verdict, because readers get the page and not the copy.
 */
export async function lookInArchive(
  reports: readonly CheckedReport[],
  ports: ArchivePorts,
): Promise<CheckedReport[]> {
  const lost = reports.flatMap(({ citations }) => citations.filter(isLost));
  const pages = [
    ...Map.groupBy(lost, (citation) =>
      JSON.stringify([citation.page, citation.citedAt ?? ports.now]),
    ).values(),
  ];
  const copies = new Map<JudgedCitation, ArchivedCopy>();
  for (const [at, citations] of pages.entries()) {
    const found = await askFor(citations, ports);
    for (const [which, copy] of found.entries()) {
      const citation = citations[which];
      if (citation !== undefined) copies.set(citation, copy);
    }
    ports.onRead?.(at + 1, pages.length);
  }
  return reports.map((report) => ({
    ...report,
    citations: report.citations.map((citation) => {
      const archived = copies.get(citation) ?? null;
      return archived === null ? citation : { ...citation, archived };
    }),
  }));
}

const NOT_THERE = new Set(['altered', 'missing'] as const);

function isLost({ judgement }: JudgedCitation): boolean {
  return wantsMemento(judgement) || isNamed(judgement, NOT_THERE);
}

/** Returns a copy for each citation of one page; none if its address must not be sent. */
async function askFor(
  citations: readonly JudgedCitation[],
  ports: ArchivePorts,
): Promise<ArchivedCopy[]> {
  const [first] = citations;
  if (first === undefined) return [];
  const at = first.citedAt ?? ports.now;
  const answer = await ports.ask({ url: first.page, at }, ports.timeGate, (request) =>
    read(request, citations, ports),
  );
  if (answer === null) return [];
  if (answer.kind === 'failed') {
    const none = { judgement: judgeFailure(answer), url: null, takenAt: null };
    return citations.map(() => none);
  }
  const { judgements, finalUrl: url, mementoDatetime: takenAt = null } = answer;
  return judgements.map(({ clipId: _, ...judgement }) => ({ judgement, url, takenAt }));
}

/** Reads an address of the archive through its redirects. */
function read(
  { url: asked, acceptDatetime, redirected }: ArchiveRequest,
  citations: readonly JudgedCitation[],
  ports: ArchivePorts,
): Promise<ReadAnswer<ArchiveAnswer>> {
  const contact = async (url: string): Promise<HopAnswer<ArchiveAnswer>> => {
    const answer = await ports.request(url, acceptDatetime);
    if (answer.kind === 'failed') return answer;
    if (answer.kind === 'redirect') {
      const { location } = answer;
      if (location === null) return { kind: 'redirect' };
      if (!URL.canParse(location, url)) return { kind: 'redirect', location };
      return { kind: 'redirect', location: redirected(new URL(location, url).href) };
    }
    const { status, contentType, headers, body } = answer;
    const requestedUrl = citations[0]?.page ?? '';
    const about = { requestedUrl, finalUrl: archivedUrl(requestedUrl, headers) };
    const page = {
      body,
      kind: documentKind(contentType, body),
      answer: { ...about, status, contentType, headers },
      quotes: citations.map(({ judged }) => ({ pin: judged })),
    };
    // A redirect in the text of a copy is not followed: its target is not in the archive.
    const { text, judgements } = await ports.judge(page, false);
    return {
      kind: 'read',
      value: {
        text,
        status,
        mementoDatetime: headers['memento-datetime'] ?? null,
        retryAfter: headers['retry-after'] ?? null,
        judgements: citations.flatMap(({ clipId }, at) => {
          const judgement = judgements[at];
          return judgement === undefined ? [] : [{ clipId, ...judgement }];
        }),
      },
    };
  };
  return followVetted(asked, contact, ports.allowedHosts);
}
