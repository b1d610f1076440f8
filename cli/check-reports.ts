import type { ClipId } from '@/utils/model/ids';
import { withoutFragment } from '@/utils/model/url';
import type { JudgedPin, Judgement } from '@/utils/verify/judgement';
import { type Lock, lockKey, pinWithLock } from './lock-file';
import type { CitedPassage, OpenedReport } from './opened-report';
import { type PageRead, type PageToRead, type ReadingPorts, readPages } from './read-pages';

/** A report with what was adopted of it before. */
export interface LockedReport {
  readonly opened: OpenedReport;
  readonly lock: Lock;
}

/** What an archive has of a cited page. */
export interface ArchivedCopy {
  /** The verdict on the copy, or why there is none. */
  readonly judgement: Judgement;
  /** The address of the copy at the archive; null if none was read. */
  readonly url: string | null;
  /** When the archive took the copy, ISO 8601 UTC; null if none was read. */
  readonly takenAt: string | null;
}

/** A citation with the verdict on it. */
export interface JudgedCitation extends CitedPassage {
  /** What was judged: the adopted wording, or else what the report says. */
  readonly judged: JudgedPin;
  readonly isAdopted: boolean;
  /** Whether the baseline lists this citation, so that it does not fail the check. */
  readonly isKnown: boolean;
  readonly judgement: Judgement;
  /** Where the page was read; null if it was not read. */
  readonly finalUrl: string | null;
  /** When the page was stored, ISO 8601 UTC; null if it was requested now or could not be read. */
  readonly seenAt: string | null;
  /** When the judged words were recorded, ISO 8601 UTC; null if nobody recorded them. */
  readonly citedAt: string | null;
  /** What an archive has of the page; null if no archive was asked. It never changes the verdict. */
  readonly archived: ArchivedCopy | null;
  /** The text of the page, in which the positions of the judgement are; '' if it is not kept. */
  readonly text: string;
}

export interface CheckedReport {
  readonly name: string;
  /** In the order of the report. */
  readonly citations: readonly JudgedCitation[];
  /** How many citations `--only` left out. */
  readonly leftOut?: number;
}

type Found = Pick<JudgedCitation, 'judgement' | 'finalUrl' | 'seenAt' | 'text'>;

interface Quote {
  readonly report: OpenedReport;
  readonly clipId: ClipId;
  readonly pin: JudgedPin;
}

/** Looks again, in a browser, for what the downloaded pages do not have. */
export type Render = (
  pages: readonly PageToRead[],
  read: readonly PageRead[],
) => Promise<readonly PageRead[]>;

/**
 * Reads the pages that reports cite, each of them once, and judges every citation. Returns the
 * reports in their order.
 */
export async function checkReports(
  reports: readonly LockedReport[],
  ports: ReadingPorts,
  render: Render | null = null,
): Promise<CheckedReport[]> {
  const pages = new Map<string, Quote[]>();
  for (const { opened, lock } of reports) {
    const seen = new Set<ClipId>();
    for (const passage of opened.passages) {
      if (seen.has(passage.clipId)) continue;
      seen.add(passage.clipId);
      const url = withoutFragment(passage.page);
      const quotes = pages.get(url) ?? [];
      pages.set(url, quotes);
      quotes.push({
        report: opened,
        clipId: passage.clipId,
        pin: pinWithLock(passage, lock),
      });
    }
  }
  const listed = [...pages].map(([url, quotes]) => ({ url, quotes }));
  const downloaded = await readPages(listed, ports);
  const read = await (render?.(listed, downloaded) ?? downloaded);
  const found = new Map<OpenedReport, Map<ClipId, Found>>();
  for (const [at, { quotes }] of listed.entries()) {
    const page = read[at];
    if (page === undefined) continue;
    for (const [which, { report, clipId }] of quotes.entries()) {
      const judgement = page.judgements[which];
      if (judgement === undefined) continue;
      const ofReport = found.get(report) ?? new Map();
      found.set(report, ofReport);
      const { finalUrl, seenAt, text } = page;
      ofReport.set(clipId, { judgement, finalUrl, seenAt, text });
    }
  }
  return reports.map(({ opened, lock }) => ({
    name: opened.name,
    citations: opened.passages.map((passage): JudgedCitation => {
      const result = found.get(opened)?.get(passage.clipId);
      // Without this error, a citation without a result would not be counted, so it would never fail.
      if (result === undefined) throw new Error(`No result for ${passage.address}`);
      const judged = pinWithLock(passage, lock);
      const adopted = lock.get(lockKey(passage));
      return {
        ...passage,
        ...result,
        judged,
        isAdopted: adopted !== undefined,
        isKnown: false,
        citedAt: adopted?.seen ?? passage.recordedAt ?? null,
        archived: null,
      };
    }),
  }));
}
