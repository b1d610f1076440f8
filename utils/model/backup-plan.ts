import * as z from 'zod/mini';

/*
 * When the library is backed up automatically, and when the user is reminded if it is not. Times
 * are ISO 8601 UTC.
 */

const DAY_MS = 86_400_000;
/** A failed backup is tried again after an hour. */
const RETRY_MS = 3_600_000;

export const REMIND_AFTER = [0, 7, 14, 30] as const;
export const BACKUP_EVERY = [1, 7, 30] as const;
export const AUTOMATIC_BACKUPS = ['off', 'downloads', 'folder'] as const;
export type AutomaticBackup = (typeof AUTOMATIC_BACKUPS)[number];

const Time = z.nullable(z.iso.datetime());

/** A field that does not parse falls back to its default. */
export const BackupPlanSchema = z.object({
  /** After how many days without a backup the panel reminds the user; 0: never. */
  remindAfter: z.catch(z.literal(REMIND_AFTER), 14),
  /** When the user last chose "later". */
  remindedAt: z.catch(Time, null),
  automatic: z.catch(z.enum(AUTOMATIC_BACKUPS), 'off'),
  /** Days between automatic backups. */
  every: z.catch(z.literal(BACKUP_EVERY), 7),
  /** When the last complete backup was written, in any way. */
  lastAt: z.catch(Time, null),
  /** The name of its file; '' for a backup of an older version, which did not note it. */
  lastFile: z.catch(z.string(), ''),
  /** The name of the folder that the user chose for it; null for the downloads folder. */
  lastFolder: z.catch(z.nullable(z.string()), null),
  /** When the last automatic backup failed, if none has succeeded since. */
  failedAt: z.catch(Time, null),
  /** Why it failed, as a code of failure.ts. */
  failedWith: z.catch(z.nullable(z.string()), null),
  /** Number of damaged records in the footer of the last automatic backup. */
  setAside: z.catch(z.int(), 0),
  /** The name of this browser's file among those of other devices; '' until it has one. */
  device: z.catch(z.string().check(z.regex(/^[0-9a-f]{8}$|^$/)), ''),
});
export type BackupPlan = z.infer<typeof BackupPlanSchema>;
export const DEFAULT_BACKUP_PLAN: BackupPlan = BackupPlanSchema.parse({});

/** Milliseconds since 1970, or null for a future time, which a wrong clock wrote. */
function timeOf(written: string | null, now: number): number | null {
  const time = written === null ? null : Date.parse(written);
  return time === null || time > now ? null : time;
}

/** Returns when the next automatic backup is due, in milliseconds since 1970; null for never. */
export function nextBackup(plan: BackupPlan, now: number): number | null {
  if (plan.automatic === 'off') return null;
  const [last, failed] = [timeOf(plan.lastAt, now), timeOf(plan.failedAt, now)];
  const due = last === null ? now : last + plan.every * DAY_MS;
  const retry = failed === null ? 0 : failed + RETRY_MS;
  return Math.max(due, retry);
}

/**
 * Returns the number of whole days without a backup if the user must be reminded now; otherwise
 * null.
 * @param oldest When the library's oldest report was made; null if there is none.
 */
export function daysWithoutBackup(
  plan: BackupPlan,
  oldest: string | null,
  now: number,
): number | null {
  if (plan.remindAfter === 0 || oldest === null) return null;
  const since = timeOf(plan.lastAt, now) ?? Date.parse(oldest);
  const silent = Math.max(since, timeOf(plan.remindedAt, now) ?? since);
  if (now - silent < plan.remindAfter * DAY_MS) return null;
  return Math.floor((now - since) / DAY_MS);
}

/** Returns the name of this device's file in a shared folder. */
export function deviceFile(device: string): string {
  return `pincite-${device}.pincite`;
}

/** Returns whether a file in a shared folder belongs to another device. */
export function isOtherDevice(name: string, device: string): boolean {
  return /^pincite-[0-9a-f]{8}\.pincite$/.test(name) && name !== deviceFile(device);
}
