import { i18n } from '#i18n';
import { Icon } from '@/components/ui/Icon';
import { reportName } from '@/components/ui/names';
import './export.css';
import type { ReviewSummary } from '@/utils/model/review-summary';
import type { OpenedSummary } from './receive-bundle';

/**
 * Describes what a bundle contains, what its sender left out, and what cannot be known about it.
 */
export function BundleFacts({ summary }: { summary: OpenedSummary }) {
  const { header, review } = summary;
  const counts = [
    i18n.t('bundle_sections_count', summary.sections),
    i18n.t('bundle_statements_count', summary.statements),
    i18n.t('citations_count', summary.citations),
    i18n.t('clips_count', summary.clips),
    i18n.t('export_sources_count', summary.sources),
    ...(summary.binnedClips > 0 ? [i18n.t('bundle_binned_clips_count', summary.binnedClips)] : []),
    ...(summary.checks > 0 ? [i18n.t('bundle_checks_count', summary.checks)] : []),
    ...(summary.images > 0 ? [i18n.t('images_count', summary.images)] : []),
    ...(summary.snapshots > 0 ? [i18n.t('bundle_pages_count', summary.snapshots)] : []),
    ...reviewCounts(review),
  ];
  const leftOut = header.leftOut.map((part) => LEFT_OUT[part]);
  const list = new Intl.ListFormat(i18n.t('locale'));
  const made = new Intl.DateTimeFormat(i18n.t('locale'), {
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(new Date(header.createdAt));
  return (
    <section class="card" aria-labelledby="bundle-title">
      <p class="muted">
        {i18n.t(summary.kind === 'report' ? 'bundle_of_report' : 'bundle_of_section')} ·{' '}
        {i18n.t('bundle_made_at', [made])}
      </p>
      <h3 id="bundle-title" class="bundle-title" dir="auto">
        {reportName(header.title)}
      </h3>
      <ul class="bundle-counts">
        {counts.map((count) => (
          <li class="bundle-count" key={count}>
            {count}
          </li>
        ))}
      </ul>
      {review.reviewers.length > 0 && (
        <p class="muted">{i18n.t('bundle_reviewers', [list.format(review.reviewers)])}</p>
      )}
      {leftOut.length > 0 && (
        <p class="muted">
          {i18n.t('bundle_left_out', [list.format(leftOut.map((words) => i18n.t(words)))])}
        </p>
      )}
      {header.absent.length > 0 && (
        <p class="muted">{i18n.t('bundle_absent', header.absent.length)}</p>
      )}
      <p class="bundle-unknown">
        <Icon name="warning" tone="warn" />
        <span>{i18n.t('bundle_from_whom')}</span>
      </p>
    </section>
  );
}

/** Describes the parts of a review by their number, for example “3 review notes”; empty parts are left out. */
export function reviewCounts(counts: Omit<ReviewSummary, 'reviewers'>): string[] {
  const { decisions, notes, answers, signOffs } = counts;
  return [
    ...(decisions > 0 ? [i18n.t('bundle_decisions_count', decisions)] : []),
    ...(notes > 0 ? [i18n.t('bundle_review_notes_count', notes)] : []),
    ...(answers > 0 ? [i18n.t('bundle_answers_count', answers)] : []),
    ...(signOffs > 0 ? [i18n.t('bundle_sign_offs_count', signOffs)] : []),
  ];
}

const LEFT_OUT = {
  notes: 'bundle_without_notes',
  checks: 'bundle_without_checks',
  images: 'bundle_without_images',
  snapshots: 'bundle_without_snapshots',
  signedInText: 'bundle_without_signed_in',
} as const satisfies Record<OpenedSummary['header']['leftOut'][number], string>;
