import { i18n } from '#i18n';

const KINDS = {
  reports: 'kind_reports',
  sources: 'kind_sources',
  snapshots: 'kind_snapshots',
  clips: 'kind_clips',
  pins: 'kind_pins',
  attachments: 'kind_attachments',
  runs: 'kind_runs',
  checks: 'kind_checks',
  reviews: 'kind_reviews',
  reportUpdates: 'kind_updates',
} as const;

/** Lists the number of records of each kind in words. `counts` has a number per store. */
export function recordsByKind(counts: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(counts).map(([store, count]) =>
    i18n.t(store in KINDS ? KINDS[store as keyof typeof KINDS] : 'kind_others', count),
  );
  return new Intl.ListFormat(i18n.t('locale')).format(kinds);
}
