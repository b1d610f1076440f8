import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import {
  type LoadedReport,
  openReport,
  type ReportListener,
  type ReportSource,
} from './open-report';

/** A report that was opened before there was anything to show it in, until that takes it over. */
export interface ReportOpenedEarly {
  /** As it is now; null where it is not that report. */
  latest(reportId: ReportId | null): LoadedReport | null;
  /**
   * From now on this listener hears of it, until the returned function is called. Null where it is
   * not that report, or was taken over before.
   */
  takeOver(reportId: ReportId | null, listener: ReportListener): (() => void) | null;
}

/** Resolves once the report is there; null where it can't be read. */
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
