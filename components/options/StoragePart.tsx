import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Library } from '@/components/report/use-library';
import { formatBytes } from '@/components/ui/format';
import type { OptionsActs } from './options-acts';

/** What the library takes up, and what is left. */
export function StoragePart({ acts, library }: { acts: OptionsActs; library: Library }) {
  const [used, setUsed] = useState<number | null>(null);
  const [free, setFree] = useState<number | null>(null);
  const [clips, setClips] = useState<number | null>(null);
  const { reader, reports } = library;
  useEffect(() => {
    void acts.storageUsed().then(setUsed);
    void acts.storageFree().then(setFree);
    void reader?.counts().then((counts) => {
      if (counts.ok) setClips(counts.value.clips);
    });
  }, [acts, reader, reports]);
  return (
    <section class="options-part" aria-labelledby="storage">
      <h2 id="storage">{i18n.t('storage_title')}</h2>
      <p>
        {used === null ? i18n.t('storage_unknown') : i18n.t('storage_used', [formatBytes(used)])}
        {free !== null && ` · ${i18n.t('storage_free', [formatBytes(free)])}`}
      </p>
      <p class="muted">
        {i18n.t('library_counts_reports', reports.length)} · {i18n.t('clips_count', clips ?? 0)}
      </p>
    </section>
  );
}
