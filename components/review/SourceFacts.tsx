import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { formatMoment, hostOf } from '@/components/ui/format';
import { shortName } from '@/components/ui/names';
import './review.css';

/** Shows a source's author, date of publication, date of the clip, and when and how it was read. */
export function SourceFacts({ view }: { view: ClipView }) {
  const { source, clip, check } = view;
  const published = [source?.publishedAt, source?.modifiedAt].flatMap((date) => date ?? []);
  const rows: (readonly [string, string])[] = [];
  const add = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined && value !== '') rows.push([name, shortName(value)]);
  };
  add(i18n.t('page_site'), source?.siteName ?? hostOf(source?.url ?? ''));
  const authors = source?.authors ?? [];
  add(i18n.t('page_authors', authors.length), authors.join(', '));
  add(
    i18n.t('page_published'),
    published[1] !== undefined && published[1] !== published[0]
      ? i18n.t('page_published_changed', [dateOf(published[0]), dateOf(published[1])])
      : dateOf(published[0]),
  );
  add(
    i18n.t(clip.origin === 'import' ? 'page_imported' : 'page_clipped'),
    formatMoment(clip.capturedAt),
  );
  if (check !== null) {
    const status = check.evidence.httpStatus;
    const reader = i18n.t(`reader_${check.reader}`);
    add(
      i18n.t('check_how'),
      status === null ? reader : i18n.t('page_read_status', [reader, status]),
    );
  }
  return (
    <dl class="source-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Formats a full date in words. Returns any other date as the page gave it. */
function dateOf(date: string | undefined): string {
  if (date === undefined || !/^\d{4}-\d{2}-\d{2}/.test(date)) return date ?? '';
  const time = new Date(date);
  if (Number.isNaN(time.getTime())) return date;
  return new Intl.DateTimeFormat(i18n.t('locale'), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    time,
  );
}
