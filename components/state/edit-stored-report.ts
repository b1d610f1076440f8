import { lastEdits, sendReportUpdates } from '@/utils/messaging/client-report';
import { type Failure, failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { ReportDocument } from '@/utils/model/report-document';
import { createReportReplica } from '@/utils/model/report-replica';
import { err, ok, type Result } from '@/utils/model/result';
import type { LibraryReader } from '@/utils/storage/read';
import { guardEdits } from './unsent-edits';

/** Edits a report, open or not: reads its document, changes it, and sends the update. */
export async function editStoredReport(
  reader: LibraryReader,
  reportId: ReportId,
  act: (doc: ReportDocument) => void,
): Promise<Result<undefined, Failure>> {
  const updates = await reader.loadReportUpdates(reportId);
  if (!updates.ok) return updates;
  let problem: Failure | null = null;
  const last = lastEdits(reportId);
  const replica = createReportReplica({
    reportId,
    updates: updates.value,
    unsent: last.before,
    send: async (updates) => {
      const sent = await sendReportUpdates(reportId, updates);
      problem = sent.ok ? null : sent.error;
      return sent.ok;
    },
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const letGo = guardEdits(replica, replica.unsent, last);
  replica.edit(act);
  const sent = await replica.flush();
  letGo();
  replica.close();
  return sent ? ok(undefined) : err(problem ?? failure('background_unreachable'));
}
