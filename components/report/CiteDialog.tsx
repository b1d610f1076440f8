import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { WITHOUT_WORDS } from '@/components/clip/ClipQuote';
import { SourceLine } from '@/components/clip/SourceLine';
import { foundView } from '@/components/library/found-view';
import { EVERYTHING, libraryQuery } from '@/components/library/library-query';
import { useFoundClips } from '@/components/library/use-found-clips';
import { useLibrarySearch } from '@/components/library/use-library-search';
import type { ClipView } from '@/components/state/clip-view';
import { namedPassage, shortQuote } from '@/components/state/clip-view';
import { Dialog } from '@/components/ui/Dialog';
import { SearchField } from '@/components/ui/Field';
import type { ClipId, SectionId } from '@/utils/model/ids';
import type { LibraryReader } from '@/utils/storage/read';
import { foldSearched } from '@/utils/text/fold-for-search';
import {
  holdsTerms,
  holdsWholeWords,
  readSearchTerms,
  type SearchTerms,
} from '@/utils/text/search-terms';
import { clipText } from './search-report';
import './report.css';
import '@/components/clip/clip.css';

/** An event in the search. */
type InSearch = { readonly currentTarget: HTMLElement; readonly target: EventTarget | null };

interface CiteDialogProps {
  /** The clips that can be cited, in the report's order. Those of the section are offered first. */
  readonly clips: readonly ClipView[];
  /** The section of the sentence; null for the inbox. */
  readonly sectionId: SectionId | null;
  /** The clips that the statement cites already. */
  readonly cited: ReadonlySet<ClipId>;
  /** Searches other reports; null searches only this one. */
  readonly reader: LibraryReader | null;
  /** The sentence that needs a source; '' if none is written yet. */
  readonly claim: string;
  /** In the order in which they were ticked. */
  readonly onConfirm: (clipIds: readonly ClipId[]) => void;
  readonly onClose: () => void;
}

const wordsOf = (view: ClipView): string | null => view.pin?.quote ?? namedPassage(view);

/** A longer quote is a large part of its page, or the whole page. In UTF-16 units. */
const MAX_PASSAGE = 1_000;

/**
 * Returns how well a clip fits a search. 0 is best: its quote has all terms as whole words. 1: the
 * quote has them as parts of words. 2: the quote is so long that they may be far apart in it. 3: its
 * note or its page has some of them. 4: the clip has no words, only its page has them.
 */
function fitOf(view: ClipView, sought: SearchTerms): number {
  const words = wordsOf(view);
  if (words === null) return 4;
  const folded = foldSearched(words);
  if (!holdsTerms(folded, sought)) return 3;
  if (words.length > MAX_PASSAGE) return 2;
  return holdsWholeWords(folded, sought) ? 0 : 1;
}

/**
 * Asks which clips to cite, from this report or others, beside the sentence that will cite them.
 * Several clips become one group of citations. Enter in the search field cites the first hit that
 * the statement does not cite yet, or the only clip. The arrow keys move through the hits, and
 * Enter on a hit cites it unless some are ticked.
 */
export function CiteDialog(props: CiteDialogProps) {
  const { clips, sectionId, cited, reader, claim, onConfirm, onClose } = props;
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  // Shows the hit that Enter cites, even if the list was scrolled down.
  useLayoutEffect(() => {
    list.current?.scrollTo(0, 0);
    list.current?.querySelector('.pick-current')?.scrollIntoView({ block: 'nearest' });
  }, [query]);
  const [chosen, setChosen] = useState<readonly ClipId[]>([]);
  /** The row to which a key moved. It stays the current row when the focus goes on to a button. */
  const [reached, setReached] = useState<ClipId | null>(null);
  const sought = readSearchTerms(query);
  const isSearch = query.trim() !== '';
  const isNear = (view: ClipView) => view.sectionId === sectionId;
  const fitting = [...clips.filter(isNear), ...clips.filter((view) => !isNear(view))].filter(
    (view) => chosen.includes(view.clip.id) || holdsTerms(foldSearched(clipText(view)), sought),
  );
  const shown = isSearch
    ? Array.from(fitting, (view) => ({ view, fit: fitOf(view, sought) }))
        .sort((a, b) => a.fit - b.fit)
        .map(({ view }) => view)
    : fitting;
  const [ticked, setTicked] = useState<readonly ClipView[]>([]);
  const found = useClipsElsewhere(reader, query, clips);
  const elsewhere = [
    ...ticked.filter(({ clip }) => found.every((each) => each.clip.id !== clip.id)),
    ...found,
  ];
  const listed = [...shown, ...elsewhere];
  const isNarrowed = isSearch || listed.length === 1;
  const hits = shown.length > 0 ? shown : elsewhere;
  const first = isNarrowed ? (hits.find(({ clip }) => !cited.has(clip.id)) ?? hits[0]) : undefined;
  const current =
    chosen.length > 0
      ? undefined
      : (listed.find(({ clip }) => clip.id === reached) ?? first)?.clip.id;
  const asked = current === undefined ? chosen : [current];

  /** The search field, then the boxes in the order of the rows. */
  const fieldsAround = ({ currentTarget, target }: InSearch) => {
    const fields = [...currentTarget.querySelectorAll('input')];
    return { fields, at: target instanceof HTMLInputElement ? fields.indexOf(target) : -1 };
  };
  const onFocusIn = (event: FocusEvent & InSearch) => {
    const { fields, at } = fieldsAround(event);
    // A click only ticks the box.
    const byKey = fields[at]?.matches(':focus-visible') === true;
    setReached((byKey && listed[at - 1]?.clip.id) || null);
  };
  const onKeyDown = (event: KeyboardEvent & InSearch) => {
    const { fields, at } = fieldsAround(event);
    if (at < 0 || event.isComposing) return;
    const under = listed[at - 1]?.clip.id ?? current;
    // From the field, the arrow down goes to the row that is highlighted already.
    const highlighted = listed.findIndex(({ clip }) => clip.id === current);
    const below = at > 0 ? at + 1 : Math.max(highlighted, 0) + 1;
    if (event.key === 'ArrowDown') (fields[below] ?? fields[at])?.focus();
    else if (event.key === 'ArrowUp') fields[at - 1]?.focus();
    else if (event.key === 'Enter' && chosen.length === 0 && under !== undefined) {
      onConfirm([under]);
    } else return;
    event.preventDefault();
  };
  const tick = (view: ClipView, on: boolean) => {
    const { id } = view.clip;
    setChosen(on ? [...chosen, id] : chosen.filter((each) => each !== id));
    if (clips.includes(view)) return;
    setTicked(on ? [...ticked, view] : ticked.filter(({ clip }) => clip.id !== id));
  };
  const pick = (view: ClipView) => (
    <label class={`pick${view.clip.id === current ? ' pick-current' : ''}`} key={view.clip.id}>
      <input
        type="checkbox"
        checked={chosen.includes(view.clip.id)}
        onChange={(event) => tick(view, event.currentTarget.checked)}
      />
      <span class="stack stack-tight">
        <span class="source-line">
          <SourceLine view={view} />
          {cited.has(view.clip.id) && <span class="muted">{i18n.t('cite_again')}</span>}
        </span>
        {wordsOf(view) !== null ? (
          <span class="pick-quote">{shortQuote(view, 180)}</span>
        ) : (
          <span class="muted">{i18n.t(WITHOUT_WORDS[view.clip.kind])}</span>
        )}
      </span>
    </label>
  );
  return (
    <Dialog
      title={i18n.t('cite_title')}
      confirm={asked.length === 0 ? i18n.t('cite_title') : i18n.t('cite_confirm', asked.length)}
      disabled={asked.length === 0}
      onConfirm={() => onConfirm(asked)}
      onClose={onClose}
    >
      {claim !== '' && (
        <p class="cite-claim" dir="auto">
          {claim}
        </p>
      )}
      {clips.length === 0 && reader === null ? (
        <p class="muted">{i18n.t('cite_none')}</p>
      ) : (
        <search class="stack" onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
          <SearchField label={i18n.t('search_label')} value={query} onChange={setQuery} />
          <p class="muted">{i18n.t('cite_keys')}</p>
          <div class="pick-list" ref={list}>
            {shown.map(pick)}
            {elsewhere.length > 0 && <p class="pick-head">{i18n.t('cite_elsewhere')}</p>}
            {elsewhere.map(pick)}
            {listed.length === 0 && (
              <p class="pick muted">
                {isSearch
                  ? i18n.t('search_nothing')
                  : `${i18n.t('cite_none')} ${i18n.t('cite_none_search')}`}
              </p>
            )}
          </div>
        </search>
      )}
    </Dialog>
  );
}

/** More hits than this need a better search text. */
const AT_MOST = 20;

/**
 * Returns the clips of other reports that match the search text, the best first; none for an empty
 * text.
 */
function useClipsElsewhere(
  reader: LibraryReader | null,
  words: string,
  here: readonly ClipView[],
): readonly ClipView[] {
  const query = words.trim() === '' ? null : libraryQuery({ ...EVERYTHING, words }, 0, false);
  const { answer } = useLibrarySearch(reader, query);
  const { clips } = useFoundClips(reader, answer, AT_MOST);
  const known = new Set(here.map(({ clip }) => clip.id));
  return clips.filter(({ clip }) => !known.has(clip.id)).map(foundView);
}
