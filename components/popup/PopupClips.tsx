import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { SearchField } from '@/components/ui/Field';
import type { LibraryReader } from '@/utils/storage/read';
import { PopupSearch } from './PopupSearch';
import { RecentClips } from './RecentClips';

interface PopupClipsProps {
  readonly reader: LibraryReader | null;
  /** The title that is shown while nothing is searched. */
  readonly title: string;
  /** Null until the clips are read. */
  readonly views: readonly ClipView[] | null;
  /** Whether there are clips to search. */
  readonly searchable: boolean;
}

/** Shows the clips in the popup, and the field that searches all clips. */
export function PopupClips({ reader, title, views, searchable }: PopupClipsProps) {
  const [words, setWords] = useState('');
  // After everything else is rendered, so that the search records are in memory when the user
  // starts to type.
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
