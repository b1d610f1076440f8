import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { LostLibrary, LostLibraryActs } from '@/components/state/acts';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatDay, formatMoment } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';

interface LostNoticeProps {
  readonly acts: LostLibraryActs;
  /** Whether this page is the settings, which have the part *Restore* themselves. */
  readonly inSettings?: boolean;
  /** Names of the elements, by priority, that get the focus when the notice is dismissed. */
  readonly focusNext: readonly string[];
}

/** Says that the browser lost the library, which backup there is, and leads to restoring it. */
export function LostNotice({ acts, inSettings = false, focusNext }: LostNoticeProps) {
  const [lost, setLost] = useState<LostLibrary | null>(null);
  useEffect(() => {
    let closed = false;
    const read = async () => {
      const found = await acts.read();
      if (!closed) setLost(found);
    };
    void read();
    const stop = acts.follow(() => void read());
    return () => {
      closed = true;
      stop();
    };
  }, [acts]);
  if (lost === null) return null;
  const dismiss = () => {
    setLost(null);
    void acts.forget();
    focusAfterDrawing(focusNext);
  };
  const restore = '/options.html#restore';
  return (
    <div class="error" role="alert">
      <Icon name="warning" />
      <div class="stack stack-tight">
        <p>
          <strong>{i18n.t('lost_title')}</strong> {i18n.t('lost_text', [formatDay(lost.filledAt)])}
        </p>
        <p>{backupWords(lost)}</p>
        {lost.keptAt !== null && <p>{i18n.t('lost_kept', [formatMoment(lost.keptAt)])}</p>}
        <p class="row row-wrap">
          <a
            class="button button-primary"
            href={inSettings ? '#restore' : restore}
            {...(inSettings ? {} : { target: '_blank', rel: 'noopener' })}
          >
            {i18n.t('lost_restore')}
          </a>
          <Button onClick={dismiss}>{i18n.t('dismiss')}</Button>
        </p>
      </div>
    </div>
  );
}

function backupWords({ backup }: LostLibrary): string {
  if (backup === null) return i18n.t('lost_no_backup');
  const { at, file, folder } = backup;
  if (file === '') return i18n.t('lost_backup_somewhere', [formatMoment(at)]);
  if (folder === null) return i18n.t('lost_backup_downloads', [formatMoment(at), file]);
  return i18n.t('lost_backup_folder', [formatMoment(at), file, folder]);
}
