import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { foundView } from '@/components/library/found-view';
import { EVERYTHING, libraryQuery } from '@/components/library/library-query';
import { useFoundClips } from '@/components/library/use-found-clips';
import { useLibrarySearch } from '@/components/library/use-library-search';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import type { LibraryReader } from '@/utils/storage/read';
import { readSearchTerms } from '@/utils/text/search-terms';
import { RecentClips } from './RecentClips';

interface PopupSearchProps {
  readonly reader: LibraryReader | null;
  /** The search text; not empty. */
  readonly words: string;
}

/** As many as fit in the popup. */
const SHOWN = 6;

/** Shows the clips of the library that match the search text, the best first. */
export function PopupSearch({ reader, words }: PopupSearchProps) {
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
