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
import { isPass } from '@/utils/model/evidence';
import type { LibraryReader } from '@/utils/storage/read';
import { readSearchTerms } from '@/utils/text/search-terms';
import { PopupLead, RecentClips } from './RecentClips';
import './popup.css';

interface PopupClipsProps {
  readonly reader: LibraryReader | null;
  /** Whether the page was checked just now. Then all its clips are shown, and no others. */
  readonly checked: boolean;
  /** The clips of the page; null if they are not read, or not shown in a private window. */
  readonly ofPage: readonly ClipView[] | null;
  /** The last clips; null until they are read. */
  readonly recent: readonly ClipView[] | null;
  /** Whether there are clips to search. */
  readonly searchable: boolean;
  /** Opens the introduction, which has a text to practise on. */
  readonly onIntroduction: () => void;
}

/**
 * Shows the last clips in the popup, how many of the page's stand, and the field that searches all
 * clips.
 */
export function PopupClips(props: PopupClipsProps) {
  const { reader, checked, ofPage, recent, searchable, onIntroduction } = props;
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
          {!checked && ofPage !== null && ofPage.length > 0 && (
            <PopupLead title={i18n.t('page_quotes')} count={standing(ofPage)} />
          )}
          <RecentClips
            title={i18n.t(checked ? 'page_quotes' : 'recent_clips')}
            views={checked ? ofPage : recent}
            {...(checked && ofPage !== null ? { count: standing(ofPage) } : {})}
          />
          {recent?.length === 0 && !searchable && (
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

/** Says how many of the clips stand, as they were checked last. */
function standing(views: readonly ClipView[]): string {
  const checked = views.filter(({ check }) => check !== null);
  if (checked.length === 0) {
    return `${i18n.t('clips_count', views.length)} ${i18n.t('group_never', views.length)}`;
  }
  const stand = checked.filter(({ check }) => check !== null && isPass(check.verdict));
  return i18n.t('page_stand', stand.length, [stand.length, views.length]);
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
