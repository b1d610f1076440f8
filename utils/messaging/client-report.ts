import type { Failure, FailureCode } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { dropEdit, editKey, type KeptEdit, keepEdit, keptEdits } from '@/utils/platform/kept-edits';
import { decodeBase64, encodeBase64 } from '@/utils/text/base64';
import { call } from './call';
import { request } from './client';
import { readKeptReviews, sendAllReviews } from './client-review';
import type { Reply } from './protocol/envelope';

/**
 * Sends a report's update to the background. The reply comes after the update is stored durably.
 */
export function sendReportUpdate(
  reportId: ReportId,
  update: Uint8Array,
): Promise<Reply<Record<string, never>>> {
  return request('report.update', { reportId, update: encodeBase64(update) });
}

/** Takes the last edits of a page when it closes. */
export interface LastEdits {
  /** The edits of the report that closed pages kept and that are not stored yet, as updates. */
  readonly before: readonly Uint8Array[];
  /** Sends them without waiting, and keeps them in case the background is asleep. */
  readonly handOver: (update: Uint8Array) => void;
  /** Called if the page stayed open and everything is stored, including what was kept before. */
  readonly done: () => void;
}

export function lastEdits(reportId: ReportId): LastEdits {
  const key = editKey('updates', reportId);
  let kept = keptEdits('updates').filter((each) => each.reportId === reportId);
  return {
    before: kept.flatMap(({ text }) => decodeBase64(text) ?? []),
    done: () => {
      for (const each of kept) dropEdit(each);
      kept = [];
    },
    handOver: (bytes) => {
      const update = encodeBase64(bytes);
      const now: KeptEdit = { key, reportId, text: update };
      keepEdit(now);
      kept.push(now);
      void request('report.update', { reportId, update });
    },
  };
}

/**
 * Failures that a retry cannot fix: the report was destroyed, the update or review is invalid, or
 * the browser has no signing key.
 */
const IN_VAIN: readonly FailureCode[] = ['not_found', 'bad_message', 'no_signing_key'];

/**
 * Stores what closed pages kept, for all reports. What cannot be stored stays kept, and the failure
 * says why.
 */
export async function sendKeptUpdates(): Promise<Failure | null> {
  let problem: Failure | null = null;
  const settle = (kept: KeptEdit, sent: Reply<unknown>) => {
    if (sent.ok || IN_VAIN.includes(sent.error.code)) dropEdit(kept);
    else problem = sent.error;
  };
  for (const kept of keptEdits('updates')) {
    const { reportId, text: update } = kept;
    settle(kept, await call('background', 'report.update', { reportId, update }));
  }
  for (const kept of keptEdits('reviews')) {
    const { reportId } = kept;
    settle(kept, await sendAllReviews(reportId as ReportId, readKeptReviews(kept)));
  }
  return problem;
}
