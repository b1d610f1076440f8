import type { ReportId } from '@/utils/model/ids';
import {
  type LoadedReport,
  openReport,
  type ReportListener,
  type ReportSource,
} from './open-report';

/** How many reports stay open, the shown one included. */
const MOST = 6;

interface Kept {
  latest: LoadedReport | null;
  /** Null while another report is shown. */
  listener: ReportListener | null;
  /**
   * Whether it could not be read, or the library was deleted, restored or merged since. What is
   * stored may be older than what is open.
   */
  isOutdated: boolean;
  readonly close: () => void;
}

/**
 * Whether edits are not stored yet. Such a report is closed: then it goes on sending them, and says
 * so if it cannot (unsent-edits.ts).
 */
function hasUnsent({ replica, ledger }: LoadedReport): boolean {
  return replica.pending() > 0 || ledger.pending() > 0;
}

export interface ReportShelf {
  /** Opens a report, or shows again one that is still open, until the returned function is called. */
  show(reportId: ReportId, listener: ReportListener): () => void;
  close(): void;
}

/**
 * Keeps the reports that a page showed last open behind the shown one. They follow all changes, and
 * what was done in them can still be undone when the user comes back.
 */
export function createReportShelf(source: ReportSource): ReportShelf {
  /** The report that was shown last is the last one. */
  const shelf = new Map<ReportId, Kept>();

  const take = (reportId: ReportId) => {
    shelf.get(reportId)?.close();
    shelf.delete(reportId);
  };
  const open = (reportId: ReportId, listener: ReportListener): Kept => {
    const close = openReport(source, reportId, {
      loaded: (report) => {
        kept.latest = report;
        kept.listener?.loaded(report);
      },
      failed: (failure) => {
        // It is read again when it is shown the next time.
        kept.isOutdated = true;
        if (kept.listener === null) take(reportId);
        else kept.listener.failed(failure);
      },
    });
    const kept: Kept = { latest: null, listener, isOutdated: false, close };
    return kept;
  };
  const stop = source.follow(({ kind }) => {
    if (kind !== 'library') return;
    for (const [reportId, kept] of shelf) {
      kept.isOutdated = true;
      if (kept.listener === null) take(reportId);
    }
  });
  return {
    show: (reportId, listener) => {
      const before = shelf.get(reportId);
      shelf.delete(reportId);
      const kept = before ?? open(reportId, listener);
      shelf.set(reportId, kept);
      kept.listener = listener;
      if (kept.latest !== null) listener.loaded(kept.latest);
      for (const oldest of [...shelf.keys()].slice(0, -MOST)) take(oldest);
      return () => {
        kept.listener = null;
        if (kept.latest === null || kept.isOutdated || hasUnsent(kept.latest)) take(reportId);
      };
    },
    close: () => {
      stop();
      for (const reportId of [...shelf.keys()]) take(reportId);
    },
  };
}
