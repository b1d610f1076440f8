import { useEffect, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { foundView } from '@/components/library/found-view';
import { EVERYTHING, libraryQuery } from '@/components/library/library-query';
import { useFoundClips } from '@/components/library/use-found-clips';
import { useLibrarySearch } from '@/components/library/use-library-search';
import type { ClipView } from '@/components/state/clip-view';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { SearchField } from '@/components/ui/Field';
import type { LibraryReader } from '@/utils/storage/read';
import { readSearchTerms } from '@/utils/text/search-terms';
import { RecentClips } from './RecentClips';
import './popup.css';

interface PopupClipsProps {
  readonly reader: LibraryReader | null;
  /** The title that is shown while nothing is searched. */
  readonly title: string;
  /** Null until the clips are read. */
  readonly views: readonly ClipView[] | null;
  /** Whether there are clips to search. */
  readonly searchable: boolean;
  /** Opens the introduction, which has a text to practise on. */
  readonly onIntroduction: () => void;
}

/** Shows the clips in the popup, and the field that searches all clips. */
export function PopupClips({ reader, title, views, searchable, onIntroduction }: PopupClipsProps) {
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
        <>
          <RecentClips title={title} views={views} />
          {views?.length === 0 && !searchable && (
            <Button icon="page" onClick={onIntroduction}>
              {i18n.t('practice_open')}
            </Button>
          )}
        </>
      ) : (
        <PopupSearch reader={reader} words={words} />
      )}
    </>
  );
}

interface PopupSearchProps {
  readonly reader: LibraryReader | null;
  /** The search text; not empty. */
  readonly words: string;
}

/** As many as fit in the popup. */
const SHOWN = 6;

/** Shows the clips of the library that match the search text, the best first. */
function PopupSearch({ reader, words }: PopupSearchProps) {
  const query = useMemo(() => libraryQuery({ ...EVERYTHING, words }, Date.now(), false), [words]);
  const { answer, answered, failure } = useLibrarySearch(reader, query);
  const found = useFoundClips(reader, answer, SHOWN);
  const views = useMemo(() => found.clips.map(foundView), [found]);
  const { terms } = readSearchTerms(words);
  if (failure !== null) return <ErrorNotice failure={failure} />;
  // The message describes the clips that are shown.
  const told = found.of ?? (answer?.total === 0 ? answer : null);
  const total = told === null ? '' : i18n.t('search_found', told.total);
  return (
    <div
      class="stack stack-tight popup-clips"
      aria-busy={answered !== query || found.of !== answer}
    >
      <p class="visually-hidden" role="status">
        {total}
      </p>
      {told !== null && (
        <RecentClips title={total} none={i18n.t('library_nothing')} views={views} terms={terms} />
      )}
      {told !== null && told.behind > 0 && (
        <p class="muted">{i18n.t('library_behind', told.behind)}</p>
      )}
      {told !== null && told.total > SHOWN && (
        <p class="muted">{i18n.t('library_more_in_panel')}</p>
      )}
    </div>
  );
}
