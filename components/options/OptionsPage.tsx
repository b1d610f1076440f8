import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/acts';
import { HighlightPart } from '@/components/highlights/HighlightPart';
import { useLibrary } from '@/components/report/use-library';
import { Button } from '@/components/ui/Button';
import { formatBytes } from '@/components/ui/format';
import { ArchivePart } from './ArchivePart';
import { BackupPart } from './BackupPart';
import './options.css';
import { RestorePart } from './RestorePart';

/** Settings: the library's backup, what it takes up, the shortcut, what leaves the browser. */
export function OptionsPage({ acts }: { acts: Acts }) {
  const library = useLibrary();
  return (
    <main class="options">
      <h1>{i18n.t('options_title')}</h1>
      <BackupPart acts={acts} reader={library.reader} failure={library.failure} />
      <RestorePart onRestored={() => void library.refresh()} />
      <StoragePart acts={acts} library={library} />
      <ShortcutPart acts={acts} />
      <HighlightPart acts={acts.highlights} />
      <ArchivePart acts={acts} />
      <section class="options-part" aria-labelledby="privacy">
        <h2 id="privacy">{i18n.t('privacy_title')}</h2>
        <ul class="options-list">
          <li>{i18n.t('privacy_local')}</li>
          <li>{i18n.t('privacy_pages')}</li>
          <li>{i18n.t('privacy_verify')}</li>
        </ul>
      </section>
      <section class="options-part" aria-labelledby="about">
        <h2 id="about">{i18n.t('about_title')}</h2>
        <p>{i18n.t('pass_means')}</p>
        <p class="muted">{i18n.t('about_version', [acts.version])}</p>
      </section>
    </main>
  );
}

function StoragePart({ acts, library }: { acts: Acts; library: ReturnType<typeof useLibrary> }) {
  const [used, setUsed] = useState<number | null>(null);
  const [clips, setClips] = useState<number | null>(null);
  const { reader, reports } = library;
  useEffect(() => {
    void acts.storageUsed().then(setUsed);
    void reader?.counts().then((counts) => {
      if (counts.ok) setClips(counts.value.clips);
    });
  }, [acts, reader, reports]);
  return (
    <section class="options-part" aria-labelledby="storage">
      <h2 id="storage">{i18n.t('storage_title')}</h2>
      <p>
        {used === null ? i18n.t('storage_unknown') : i18n.t('storage_used', [formatBytes(used)])}
      </p>
      <p class="muted">
        {i18n.t('library_counts_reports', reports.length)} · {i18n.t('clips_count', clips ?? 0)}
      </p>
    </section>
  );
}

function ShortcutPart({ acts }: { acts: Acts }) {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    void acts.shortcut().then(setKey);
  }, [acts]);
  return (
    <section class="options-part" aria-labelledby="shortcut">
      <h2 id="shortcut">{i18n.t('shortcut_title')}</h2>
      <p>{key === null ? i18n.t('shortcut_none') : i18n.t('shortcut_text', [key])}</p>
      <Button onClick={() => void acts.openShortcuts()}>{i18n.t('shortcut_change')}</Button>
    </section>
  );
}
