import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { SearchField } from '@/components/ui/Field';
import type { LibraryReader } from '@/utils/storage/read';
import { PopupSearch } from './PopupSearch';
import { RecentClips } from './RecentClips';

interface PopupClipsProps {
  readonly reader: LibraryReader | null;
  /** What is shown while nothing is sought. */
  readonly title: string;
  /** Null until it is known whether there are any. */
  readonly views: readonly ClipView[] | null;
  /** Whether there is anything to be found. */
  readonly searchable: boolean;
}

/** The clips in the popup, and the field that searches all there are. */
export function PopupClips({ reader, title, views, searchable }: PopupClipsProps) {
  const [words, setWords] = useState('');
  // Once all else is shown: whoever opens the popup to search then finds what it reads read.
  useEffect(() => {
    if (!searchable || reader === null) return;
    const idle = requestIdleCallback(() => void reader.prepareSearch(), { timeout: 200 });
    return () => cancelIdleCallback(idle);
  }, [searchable, reader]);
  return (
    <>
      {searchable && (
        <SearchField label={i18n.t('library_search')} value={words} onChange={setWords} />
      )}
      {words.trim() === '' ? (
        <RecentClips title={title} views={views} />
      ) : (
        <PopupSearch reader={reader} words={words} />
      )}
    </>
  );
}
