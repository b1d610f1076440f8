import type { ClipId } from '@/utils/model/ids';
import { withoutFragment } from '@/utils/model/url';
import type { JudgedPin, Judgement } from '@/utils/verify/judgement';
import { type Lock, lockKey, pinWithLock } from './lock-file';
import type { CitedPassage, OpenedReport } from './open-report';
import { type ReadingPorts, readPages } from './read-pages';

/** A report with what was adopted of it before. */
export interface LockedReport {
  readonly opened: OpenedReport;
  readonly lock: Lock;
}

/** A citation with the verdict on it. */
export interface JudgedCitation extends CitedPassage {
  /** What was judged: the adopted wording, or else what the report says. */
  readonly judged: JudgedPin;
  readonly isAdopted: boolean;
  readonly judgement: Judgement;
  /** Where the page was read; null if it was not read. */
  readonly finalUrl: string | null;
  /** The text of the page, in which the positions of the judgement are; '' if it is not kept. */
  readonly text: string;
}

export interface CheckedReport {
  readonly name: string;
  /** In the order of the report. */
  readonly citations: readonly JudgedCitation[];
}

type Found = Pick<JudgedCitation, 'judgement' | 'finalUrl' | 'text'>;

interface Quote {
  readonly report: OpenedReport;
  readonly clipId: ClipId;
  readonly pin: JudgedPin;
}

/**
 * Reads the pages that reports cite, each of them once, and judges every citation. Returns the
 * reports in their order.
 */
export async function checkReports(
  reports: readonly LockedReport[],
  ports: ReadingPorts,
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
  const read = await readPages(listed, ports);
  const found = new Map<OpenedReport, Map<ClipId, Found>>();
  for (const [at, { quotes }] of listed.entries()) {
    const page = read[at];
    if (page === undefined) continue;
    for (const [which, { report, clipId }] of quotes.entries()) {
      const judgement = page.judgements[which];
      if (judgement === undefined) continue;
      const ofReport = found.get(report) ?? new Map();
      found.set(report, ofReport);
      const { finalUrl, text } = page;
      ofReport.set(clipId, { judgement, finalUrl, text });
    }
  }
  return reports.map(({ opened, lock }) => ({
    name: opened.name,
    citations: opened.passages.map((passage): JudgedCitation => {
      const result = found.get(opened)?.get(passage.clipId);
      // Without this error, a citation without a result would not be counted, so it would never fail.
      if (result === undefined) throw new Error(`No result for ${passage.address}`);
      const judged = pinWithLock(passage, lock);
      return { ...passage, ...result, judged, isAdopted: lock.has(lockKey(passage)) };
    }),
  }));
}
