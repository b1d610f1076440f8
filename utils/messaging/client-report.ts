import type { Failure, FailureCode } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import { dropEdit, editKey, type KeptEdit, keepEdit, keptEdits } from '@/utils/platform/kept-edits';
import { call } from './call';
import { request } from './client';
import { readKeptReviews, sendAllReviews } from './client-review';
import { packUpdates, unpackUpdates } from './packed-updates';
import type { Reply } from './protocol/envelope';
import { type PackedUpdate, PackedUpdatesSchema } from './protocol/report-calls';

/** Sends updates of a report to the background. The reply comes after they are stored durably. */
export function sendReportUpdates(
  reportId: ReportId,
  updates: readonly ReportUpdate[],
): Promise<Reply<Record<string, never>>> {
  return request('report.update', { reportId, updates: packUpdates(updates) });
}

/** Takes the last edits of a page when it closes. */
export interface LastEdits {
  /** The edits of the report that closed pages kept and that are not stored yet, as updates. */
  readonly before: readonly ReportUpdate[];
  /** Sends them without waiting, and keeps them in case the background is asleep. */
  readonly handOver: (updates: readonly ReportUpdate[]) => void;
  /** Called if the page stayed open and everything is stored, including what was kept before. */
  readonly done: () => void;
}

export function lastEdits(reportId: ReportId): LastEdits {
  const key = editKey('updates', reportId);
  // `sendKeptUpdates` sends those of an old version.
  let kept = keptEdits('updates').filter(
    (each) => each.reportId === reportId && readKept(each) !== null,
  );
  return {
    before: kept.flatMap((each) => unpackUpdates(readKept(each) ?? []) ?? []),
    done: () => {
      for (const each of kept) dropEdit(each);
      kept = [];
    },
    handOver: (unsent) => {
      const updates = packUpdates(unsent);
      const now: KeptEdit = { key, reportId, text: JSON.stringify(updates) };
      keepEdit(now);
      kept.push(now);
      void request('report.update', { reportId, updates });
    },
  };
}

/**
 * The updates of a kept edit; null for what a version kept before notes had a document of their own:
 * the base64 of one update.
 */
function readKept({ text }: KeptEdit): PackedUpdate[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const read = PackedUpdatesSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
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
    const { reportId, text } = kept;
    const updates = readKept(kept);
    const sent =
      updates === null
        ? await call('background', 'report.oldUpdate', { reportId, update: text })
        : await call('background', 'report.update', { reportId, updates });
    settle(kept, sent);
  }
  for (const kept of keptEdits('reviews')) {
    const { reportId } = kept;
    settle(kept, await sendAllReviews(reportId as ReportId, readKeptReviews(kept)));
  }
  return problem;
}
