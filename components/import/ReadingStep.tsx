import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { formatBytes } from '@/components/ui/format';
import { ProgressBar } from '@/components/ui/ProgressBar';
import type { ReadingProgress } from './import-port';
import './import.css';

/**
 * Shows the progress of the reading. Assistive technology hears it four times, not ten times a
 * second.
 */
export function ReadingStep({ progress }: { progress: ReadingProgress | null }) {
  const quarter = progress === null ? 0 : Math.floor((4 * progress.done) / progress.total);
  const found = progress === null ? '' : i18n.t('import_citations_so_far', progress.citations);
  const told = useMemo(() => found, [quarter]);
  return (
    <div class="import-progress">
      <ProgressBar
        label={i18n.t('import_reading')}
        done={progress?.done ?? 0}
        total={progress?.total ?? null}
      />
      {progress !== null && (
        <p class="muted">
          {i18n.t('import_reading_size', [formatBytes(progress.done), formatBytes(progress.total)])}
          {' · '}
          {found}
        </p>
      )}
      <p class="visually-hidden" role="status">
        {told}
      </p>
    </div>
  );
}
