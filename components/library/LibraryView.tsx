import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button, IconButton } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { SearchField, SelectField } from '@/components/ui/Field';
import { focusAfterDrawing } from '@/components/ui/focus';
import { reportName } from '@/components/ui/names';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId } from '@/utils/model/ids';
import {
  type FoundClip,
  type LibraryReader,
  type ReportSummary,
  SEARCH_ORDERS,
} from '@/utils/storage/read';
import { readSearchTerms } from '@/utils/text/search-terms';
import { DuplicateList } from './DuplicateList';
import { FoundCard } from './FoundCard';
import { LibraryFilters } from './LibraryFilters';
import { binFound, keepTwins, type LibraryActs, type PlaceAct, placeClips } from './library-acts';
import './library.css';
import type { Say } from '@/components/ui/Snackbar';
import { countFilters, EVERYTHING, type LibraryChoice, libraryQuery } from './library-query';
import { moveAmongResults } from './move-among-results';
import { PlaceDialog } from './PlaceDialog';
import { useFoundClips } from './use-found-clips';
import { useLibrarySearch } from './use-library-search';
import { useMoreInSight } from './use-more-in-sight';

interface LibraryViewProps {
  readonly reader: LibraryReader;
  readonly reports: readonly ReportSummary[];
  /** The open report, to which clips of other reports can be added. */
  readonly into: { readonly id: ReportId; readonly has: (id: ClipId) => boolean } | null;
  /** The search text from before the view opened. */
  readonly words: string;
  readonly onShow: (found: FoundClip) => void;
  readonly onBack: () => void;
  readonly onSay: Say;
  readonly onFailure: (failure: Failure) => void;
}

/** Shows all clips of the library, with search, filters, sort orders and duplicates. */
export function LibraryView(props: LibraryViewProps) {
  const { reader, reports, into } = props;
  const [choice, setChoice] = useState<LibraryChoice>({ ...EVERYTHING, words: props.words });
  const [page, setPage] = useState<'search' | 'duplicates'>('search');
  const [filtering, setFiltering] = useState(false);
  const [asked, setAsked] = useState<{ found: FoundClip; act: PlaceAct } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // The end of a period is fixed when it is chosen. Otherwise each rendering would make another
  // query.
  const query = useMemo(() => libraryQuery(choice, Date.now(), filtering), [choice, filtering]);
  const { answer, answered, failure } = useLibrarySearch(reader, page === 'search' ? query : null);
  const [shown, more] = useMoreInSight(query, answer?.hits.length ?? 0);
  const found = useFoundClips(reader, answer, shown);
  const { terms } = useMemo(() => readSearchTerms(choice.words), [choice.words]);
  const titles = useMemo(
    () => new Map(reports.map(({ id, title }) => [id, reportName(title)])),
    [reports],
  );
  // A layout effect, so that the first typed letter goes into the field. It replaces the search of
  // the report, with which the field begins.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [page]);

  // Without words, no clip matches better than another, and the newest come first.
  const orders = SEARCH_ORDERS.filter((each) => each !== 'best' || terms.length > 0);
  const order = orders.find((each) => each === choice.order) ?? 'newest';

  const change = (part: Partial<LibraryChoice>) => setChoice({ ...choice, ...part });
  const ports = { reader, say: props.onSay, fail: props.onFailure };
  const acts: LibraryActs = {
    show: props.onShow,
    addHere: (each) => {
      if (into === null) return;
      const title = titles.get(into.id) ?? '';
      focusAfterDrawing([`found-${each.clip.id}`]);
      void placeClips([each], { from: each.reportId, to: into.id, title }, 'put', ports);
    },
    askPlace: (each, act) => setAsked({ found: each, act }),
    bin: (clips) => {
      void binFound(clips, ports);
      focusAfterDrawing(['library-search']);
    },
    keep: (twins, again) => void keepTwins(twins, again, ports),
  };
  const addTo = into === null ? null : (titles.get(into.id) ?? null);
  const filters = countFilters(choice);
  // The message describes the clips that are shown, because the arrow keys go to them.
  const told = found.of ?? answer;
  const listed = told?.hits.length ?? 0;
  const hits = useMemo(() => new Map(told?.hits.map((hit) => [hit.clipId, hit])), [told]);
  const reportsOf = ({ clip, reportId }: FoundClip) => {
    const others = hits.get(clip.id)?.reportIds.filter((id) => id !== reportId) ?? [];
    return [reportId, ...others].map((id) => ({ id, title: titles.get(id) ?? '' }));
  };
  return (
    <section class="stack" aria-label={i18n.t('library')}>
      <div class="row row-wrap">
        <IconButton
          icon="left"
          label={i18n.t('back')}
          focusKey="library-back"
          onClick={page === 'search' ? props.onBack : () => setPage('search')}
        />
        <h2 class="library-title grow">
          {i18n.t(page === 'search' ? 'library' : 'library_duplicates')}
        </h2>
        {page === 'search' && (
          <Button
            look="quiet"
            icon="copy"
            onClick={() => {
              setPage('duplicates');
              focusAfterDrawing(['library-back']);
            }}
          >
            {i18n.t('library_duplicates')}
          </Button>
        )}
      </div>
      {page === 'duplicates' ? (
        <DuplicateList
          reader={reader}
          titles={titles}
          acts={acts}
          onBack={() => setPage('search')}
        />
      ) : (
        // The keys of a list; each thing in it is a control of its own.
        // biome-ignore lint/a11y/noStaticElementInteractions: it only passes the focus on.
        <div
          class="stack"
          onKeyDown={(event) => moveAmongResults(event, field.current, props.onBack)}
        >
          <SearchField
            label={i18n.t('library_search')}
            value={choice.words}
            inputRef={field}
            focusKey="library-search"
            onChange={(words) => change({ words })}
          />
          <div class="row row-wrap">
            <p class="muted grow" role="status">
              {told !== null && foundWords(told.total, listed)}
            </p>
            <Button
              look="quiet"
              icon="filter"
              expanded={filtering}
              onClick={() => setFiltering(!filtering)}
            >
              {filters === 0 ? i18n.t('desk_filters') : i18n.t('desk_filters_n', filters)}
            </Button>
            <SelectField
              label={i18n.t('library_order')}
              bare
              value={order}
              options={orders.map((order) => ({
                value: order,
                label: i18n.t(`library_order_${order}`),
              }))}
              onChange={(value) =>
                change({ order: orders.find((each) => each === value) ?? order })
              }
            />
          </div>
          {filtering && (
            <LibraryFilters
              choice={choice}
              counts={answer?.counts ?? null}
              reports={reports}
              onChange={change}
            />
          )}
          {failure !== null && <ErrorNotice failure={failure} />}
          {answer !== null && answer.behind > 0 && (
            <p class="muted">{i18n.t('library_behind', answer.behind)}</p>
          )}
          {told !== null && told.total === 0 && told.behind === 0 && (
            <EmptyState
              icon="search"
              title={i18n.t(
                query.words === '' && filters === 0 ? 'recent_none' : 'library_nothing',
              )}
            >
              {filters > 0 && (
                <Button
                  onClick={() =>
                    setChoice({ ...EVERYTHING, words: choice.words, order: choice.order })
                  }
                >
                  {i18n.t('filter_clear')}
                </Button>
              )}
            </EmptyState>
          )}
          <ul
            class="library-list"
            aria-label={i18n.t('library_found')}
            aria-busy={answered !== query || found.of !== answer}
          >
            {found.clips.map((each, at) => (
              <ErrorBoundary key={each.clip.id} of="entry">
                <FoundCard
                  found={each}
                  inReports={reportsOf(each)}
                  terms={terms}
                  acts={acts}
                  addTo={into?.has(each.clip.id) === false ? addTo : null}
                  place={{ at: at + 1, of: listed }}
                />
              </ErrorBoundary>
            ))}
          </ul>
          {found.clips.length < listed && <div ref={more} class="library-more" />}
        </div>
      )}
      {asked !== null && (
        <PlaceDialog
          act={asked.act}
          reports={reports.filter(
            ({ id, binnedAt }) => binnedAt === null && id !== asked.found.reportId,
          )}
          onConfirm={(report) => {
            setAsked(null);
            const { found, act } = asked;
            const title = titles.get(report.id) ?? '';
            void placeClips([found], { from: found.reportId, to: report.id, title }, act, ports);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

function foundWords(total: number, listed: number): string {
  const all = i18n.t('search_found', total);
  return listed < total ? `${all}. ${i18n.t('library_first', [listed])}` : all;
}
