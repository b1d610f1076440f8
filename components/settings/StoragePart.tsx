import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Library } from '@/components/state/use-library';
import { HintNotice } from '@/components/ui/ErrorNotice';
import { formatBytes } from '@/components/ui/format';
import { followChanges } from '@/utils/messaging/client';
import type { OptionsActs } from './options-acts';
import './settings.css';

/** In milliseconds. Clips are added one by one, and an import adds thousands. */
const SETTLE = 300;

/**
 * In bytes. With less, the disk is soon full. If the library fits once more, it can be restored
 * from a backup.
 */
const LEAST_FREE = 50_000_000;

/** How much room the library takes, and how much is left. */
export function StoragePart({ acts, library }: { acts: OptionsActs; library: Library }) {
  const [used, setUsed] = useState<number | null>(null);
  const [free, setFree] = useState<number | null>(null);
  const [clips, setClips] = useState<number | null>(null);
  const { reader, reports } = library;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      void acts.storageUsed().then(setUsed);
      void acts.storageFree().then(setFree);
      void reader?.counts().then((counts) => {
        if (counts.ok) setClips(counts.value.clips);
      });
    };
    const stop = followChanges(() => {
      clearTimeout(timer);
      timer = setTimeout(read, SETTLE);
    });
    read();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [acts, reader, reports]);
  return (
    <section class="options-part" aria-labelledby="storage">
      <h3 id="storage">{i18n.t('storage_title')}</h3>
      <p>
        {used === null ? i18n.t('storage_unknown') : i18n.t('storage_used', [formatBytes(used)])}
        {free !== null && ` · ${i18n.t('storage_free', [formatBytes(free)])}`}
      </p>
      <p class="muted">
        {i18n.t('library_counts_reports', reports.length)} · {i18n.t('clips_count', clips ?? 0)}
      </p>
      {free !== null && free < Math.max(LEAST_FREE, used ?? 0) && (
        <HintNotice icon="warning">
          {i18n.t(free < LEAST_FREE ? 'storage_low' : 'storage_tight')}
        </HintNotice>
      )}
    </section>
  );
}
