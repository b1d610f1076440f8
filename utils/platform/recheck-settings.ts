import * as z from 'zod/mini';
import { idSchema, type ReportId } from '@/utils/model/ids';
import { NO_RECHECK, type Recheck, RecheckSchema } from '@/utils/verify/recheck';
import { browser } from './browser';

/*
 * Which reports are checked by themselves, a key for each beside the settings. When that was
 * last done is a key of its own: pages write the one, the background the other.
 */

const WISH = 'recheck:';
const DONE = 'recheckedAt:';

export interface PlannedRecheck extends Recheck {
  readonly reportId: ReportId;
  /** ISO 8601; null before the first plan. */
  readonly since: string | null;
}

const IdSchema = idSchema<'report'>();
const TimeSchema = z.iso.datetime();

export async function readRecheck(reportId: ReportId): Promise<PlannedRecheck> {
  const stored = await browser.storage.local.get([WISH + reportId, DONE + reportId]);
  return parsed(reportId, stored);
}

export async function writeRecheck(reportId: ReportId, recheck: Recheck): Promise<void> {
  if (recheck.every === 'off') {
    await browser.storage.local.remove([WISH + reportId, DONE + reportId]);
  } else {
    await browser.storage.local.set({ [WISH + reportId]: recheck });
  }
}

/** Every report that is checked by itself. */
export async function readRechecks(): Promise<PlannedRecheck[]> {
  const stored = await browser.storage.local.get(null);
  return Object.keys(stored).flatMap((key) => {
    const reportId = IdSchema.safeParse(key.startsWith(WISH) ? key.slice(WISH.length) : null);
    if (!reportId.success) return [];
    const planned = parsed(reportId.data, stored);
    return planned.every === 'off' ? [] : [planned];
  });
}

/** @param at ISO 8601. */
export async function writeRecheckTime(reportId: ReportId, at: string): Promise<void> {
  await browser.storage.local.set({ [DONE + reportId]: at });
}

/** Hears of wishes changed anywhere. */
export function onRecheckChange(listener: () => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && Object.keys(changes).some((key) => key.startsWith(WISH))) listener();
  });
}

function parsed(reportId: ReportId, stored: Record<string, unknown>): PlannedRecheck {
  const wish = RecheckSchema.safeParse(stored[WISH + reportId]);
  const since = TimeSchema.safeParse(stored[DONE + reportId]);
  return {
    reportId,
    ...(wish.success ? wish.data : NO_RECHECK),
    since: since.success ? since.data : null,
  };
}
