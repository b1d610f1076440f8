import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import {
  type LoadedReport,
  openReport,
  type ReportListener,
  type ReportSource,
} from './open-report';

/**
 * A report that was opened before the component that shows it, and that the component takes over.
 */
export interface ReportOpenedEarly {
  /** Returns the report's current state; null if it is another report. */
  latest(reportId: ReportId | null): LoadedReport | null;
  /**
   * Makes this listener follow the report until the returned function is called. Returns null if it
   * is another report, or if it was already taken over.
   */
  takeOver(reportId: ReportId | null, listener: ReportListener): (() => void) | null;
}

/** Resolves when the report is loaded, or to null if it cannot be read. */
export function openReportEarly(
  source: ReportSource,
  reportId: ReportId,
): Promise<ReportOpenedEarly | null> {
  return new Promise((resolve) => {
    let report: LoadedReport | null = null;
    let failure: Failure | null = null;
    let listener: ReportListener | null = null;
    const opened: ReportOpenedEarly = {
      latest: (id) => (id === reportId ? report : null),
      takeOver: (id, next) => {
        if (id !== reportId || report === null || listener !== null) return null;
        listener = next;
        if (failure !== null) next.failed(failure);
        else next.loaded(report);
        return stop;
      },
    };
    const stop = openReport(source, reportId, {
      loaded: (next) => {
        report = next;
        listener?.loaded(next);
        resolve(opened);
      },
      failed: (reason) => {
        failure = reason;
        listener?.failed(reason);
        if (report !== null) return;
        stop();
        resolve(null);
      },
    });
  });
}
