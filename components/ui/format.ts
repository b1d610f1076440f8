import { i18n } from '#i18n';

const STEPS = [
  { unit: 'minute', seconds: 60 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'day', seconds: 86_400 },
] as const;

/** Seconds. */
const WEEK = 7 * 86_400;
/** The largest difference between two machines' clocks that is still normal, in seconds. */
const CLOCKS_DIFFER = 3_600;

/**
 * Formats a time: "2 hours ago" (short: "2 hr. ago") within a week, a date for earlier times.
 * A time in the future comes from a wrong clock, and the text says so.
 */
export function formatWhen(
  iso: string,
  style: 'long' | 'short' = 'long',
  now: Date = new Date(),
): string {
  const time = new Date(iso);
  const seconds = (time.getTime() - now.getTime()) / 1000;
  const language = i18n.t('locale');
  if (Math.abs(seconds) >= WEEK || seconds > CLOCKS_DIFFER) {
    const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(time);
    return seconds > CLOCKS_DIFFER ? i18n.t('moment_ahead', [date]) : date;
  }
  const step = STEPS.findLast((candidate) => Math.abs(seconds) >= candidate.seconds);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style });
  return step === undefined
    ? words.format(0, 'second')
    : words.format(Math.round(seconds / step.seconds), step.unit);
}

/** Returns a sentence about the time of a check. French needs another sentence for a date. */
export function checkedWhen(iso: string, style: 'long' | 'short' = 'long'): string {
  const now = new Date();
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
  const isDate = Math.abs(seconds) >= WEEK || seconds > CLOCKS_DIFFER;
  return i18n.t(isDate ? 'checked_on' : 'checked_at', [formatWhen(iso, style, now)]);
}

/** Formats the date and time of a past event; for a future time, adds that the clock was wrong. */
export function formatMoment(iso: string): string {
  const isAhead = new Date(iso).getTime() - Date.now() > CLOCKS_DIFFER * 1_000;
  return isAhead ? i18n.t('moment_ahead', [formatDeadline(iso)]) : formatDeadline(iso);
}

/** Formats the date of a day. */
export function formatDay(iso: string): string {
  return new Intl.DateTimeFormat(i18n.t('locale'), { dateStyle: 'long' }).format(new Date(iso));
}

/** Formats a date and a time, which may be in the future. */
export function formatDeadline(iso: string): string {
  const words = new Intl.DateTimeFormat(i18n.t('locale'), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return words.format(new Date(iso));
}

/** Formats bytes in the largest unit that gives at least one digit before the decimal point. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(i18n.t('locale'), {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}

/** Returns the host of an address without "www.", or the address itself if it has no host. */
export function hostOf(url: string): string {
  if (!URL.canParse(url)) return url;
  return new URL(url).hostname.replace(/^www\./, '') || url;
}
