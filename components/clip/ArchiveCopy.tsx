import { i18n } from '#i18n';
import { formatMoment } from '@/components/ui/format';
import { isPass, type ReadingStep } from '@/utils/model/evidence';
import { isWebAddress } from '@/utils/model/url';

/** A link to the archive's copy that a step read, if it read one; its address comes from outside. */
export function ArchiveCopy({ step: { url, mementoDatetime } }: { step: ReadingStep }) {
  if (url === null || mementoDatetime === undefined || !isWebAddress(url)) return null;
  return (
    <>
      {' '}
      <a href={url} target="_blank" rel="noreferrer">
        {i18n.t('archive_copy_of', [formatMoment(mementoDatetime)])}
      </a>
    </>
  );
}

/**
 * Says in one sentence what an archived copy shows of the quote. Returns null if no copy was read.
 */
export function archiveWords(steps: readonly ReadingStep[] | undefined): string | null {
  const step = steps?.find(({ reader }) => reader === 'memento');
  if (step?.mementoDatetime === undefined) return null;
  const when = formatMoment(step.mementoDatetime);
  if (isPass(step.verdict)) return i18n.t('archive_has', [when]);
  return i18n.t(step.verdict === 'altered' ? 'archive_altered' : 'archive_without', [when]);
}
