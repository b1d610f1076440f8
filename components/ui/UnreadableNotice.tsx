import { i18n } from '#i18n';
import { EXPORT_READABLE } from './ErrorBoundary';
import { HintNotice } from './ErrorNotice';
import { recordsByKind } from './records-by-kind';

/** Says how many damaged records of a report are not shown. `counts` has a number per store. */
export function UnreadableNotice({ counts }: { counts: Readonly<Record<string, number>> }) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return (
    <HintNotice icon="warning">
      <p>{i18n.t('unreadable_records', total, [total, recordsByKind(counts)])}</p>
      <p>
        <a href={EXPORT_READABLE} target="_blank" rel="noopener">
          {i18n.t('export_readable')}
        </a>
      </p>
    </HintNotice>
  );
}
