import * as z from 'zod/mini';

/** How often a report is checked automatically while the browser is open. */
export const RECHECK_PERIODS = ['off', 'week', 'month'] as const;
export type RecheckPeriod = (typeof RECHECK_PERIODS)[number];

export const RecheckSchema = z.object({
  every: z.catch(z.enum(RECHECK_PERIODS), 'off'),
  /** Whether to notify the user when a quote that passed fails. */
  notify: z.catch(z.boolean(), false),
});
export type Recheck = z.infer<typeof RecheckSchema>;

export const NO_RECHECK: Recheck = { every: 'off', notify: false };

const DAY_MS = 86_400_000;
const PERIOD_MS: Readonly<Record<Exclude<RecheckPeriod, 'off'>, number>> = {
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
};

/**
 * Returns the start of a report's check period: the time of the last check, or now when that time
 * is unknown or is in the future because of a wrong clock. ISO 8601.
 */
export function startOfPeriod(since: string | null, now: string): string {
  return since === null || Date.parse(since) > Date.parse(now) ? now : since;
}

/**
 * Returns when a report is due for its next check, in milliseconds since 1970; null if it is not
 * checked regularly. `since`, ISO 8601: when it was last checked, or when the user first asked for
 * it.
 */
export function nextRecheck(every: RecheckPeriod, since: string): number | null {
  return every === 'off' ? null : Date.parse(since) + PERIOD_MS[every];
}
