import { i18n } from '#i18n';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "About 3 minutes left": no closer than a guess may be. `ms`: milliseconds. */
export function timeLeftWords(ms: number): string {
  if (ms < MINUTE) return i18n.t('run_left_moment');
  const hours = ms >= 1.5 * HOUR;
  const amount = new Intl.NumberFormat(i18n.t('locale'), {
    style: 'unit',
    unit: hours ? 'hour' : 'minute',
    unitDisplay: 'long',
  }).format(Math.round(ms / (hours ? HOUR : MINUTE)));
  return i18n.t('run_left', [amount]);
}
