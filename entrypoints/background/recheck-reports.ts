import { i18n } from '#i18n';
import { reportName } from '@/components/ui/names';
import type { Run } from '@/utils/model/evidence';
import { idSchema, newId, type ReportId } from '@/utils/model/ids';
import { createQueue } from '@/utils/model/queue';
import { setAlarm, stopAlarm } from '@/utils/platform/alarms';
import { notify } from '@/utils/platform/notifications';
import {
  type PlannedRecheck,
  readRecheck,
  readRechecks,
  writeRecheck,
  writeRecheckTime,
  writeSettings,
} from '@/utils/platform/settings';
import { openTab } from '@/utils/platform/tabs';
import { nextRecheck, startOfPeriod } from '@/utils/verify/recheck';
import { now, useLibrary } from './open-library';
import { beginRun } from './verify-report';

/** Fires when a report must be checked regularly. */
export const RECHECK_ALARM = 'pincite-recheck';
/** When to try again a report that could not be checked, in milliseconds. */
const LATER_MS = 600_000;
const NOTICE = 'recheck:';

const inTurn = createQueue();

/**
 * Checks the reports that are due, and sets the alarm for the next. Checks that were missed while
 * the browser was closed are made once.
 */
export function planRechecks(): Promise<void> {
  // One after the other, because two at once would both find a report due.
  return inTurn(plan).catch((cause: unknown) => console.error('recheck', cause));
}

async function plan(): Promise<void> {
  let next = Number.POSITIVE_INFINITY;
  for (const planned of await readRechecks()) next = Math.min(next, await checkIfDue(planned));
  if (next === Number.POSITIVE_INFINITY) await stopAlarm(RECHECK_ALARM);
  else await setAlarm(RECHECK_ALARM, next);
}

/** Returns when to look at the report again, in milliseconds since 1970. */
async function checkIfDue({ reportId, every, since }: PlannedRecheck): Promise<number> {
  const from = startOfPeriod(since, now());
  if (since !== from) await writeRecheckTime(reportId, from);
  const due = nextRecheck(every, from) ?? Number.POSITIVE_INFINITY;
  if (due > Date.now()) return due;
  // Without a network every page would be unreachable.
  if (!navigator.onLine || (await isBeingChecked(reportId))) return Date.now() + LATER_MS;
  const runId = newId<'run'>();
  const begun = await beginRun({ runId, reportId, clipIds: null }, 'schedule');
  if (!begun.ok && begun.error.code === 'not_found') {
    await writeRecheck(reportId, { every: 'off', notify: false });
    return Number.POSITIVE_INFINITY;
  }
  // An empty report, or one in the bin, is due again after a week or a month.
  if (!begun.ok && begun.error.code !== 'nothing_to_check') return Date.now() + LATER_MS;
  const at = now();
  await writeRecheckTime(reportId, at);
  return nextRecheck(every, at) ?? Number.POSITIVE_INFINITY;
}

async function isBeingChecked(reportId: ReportId): Promise<boolean> {
  const unfinished = await useLibrary((library) => library.unfinishedRuns());
  return !unfinished.ok || unfinished.value.some((run) => run.reportId === reportId);
}

/** Notifies the user, if wanted, of quotes that passed before a scheduled run and fail now. */
export async function tellOfFallen({ id, reportId, trigger }: Run): Promise<void> {
  if (trigger !== 'schedule' || !(await readRecheck(reportId)).notify) return;
  const fallen = await useLibrary((library) => library.fallenClips(id));
  if (!fallen.ok || fallen.value.length === 0) return;
  const content = await useLibrary((library) => library.loadReport(reportId));
  const count = fallen.value.length;
  const named = reportName(content.ok ? content.value.title : '');
  await notify(
    `${NOTICE}${reportId}`,
    i18n.t('recheck_notice_title', [named]),
    i18n.t('recheck_notice', count),
  );
}

/** Opens the report of a notification. */
export async function openFromNotice(noticeId: string): Promise<void> {
  const id = noticeId.startsWith(NOTICE) ? noticeId.slice(NOTICE.length) : null;
  const reportId = idSchema<'report'>().safeParse(id);
  if (!reportId.success) return;
  await writeSettings({ currentReportId: reportId.data, currentSectionId: null });
  // Browsers open a side panel only on an act of the user, and a click on a notification does not
  // count.
  await openTab('/sidepanel.html');
}
