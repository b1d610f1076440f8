import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { checkerName, ForeignNotice } from '@/components/clip/ForeignNotice';
import { type ClipView, sourceTitle } from '@/components/state/clip-view';
import { passageUrl } from '@/components/state/passage-url';
import { pageText } from '@/components/state/team-texts';
import { Button } from '@/components/ui/Button';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { formatMoment } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { raiseMarked } from '@/components/ui/note-marks';
import { hasPassage } from '@/utils/model/has-passage';
import { asShown, checkStateOf, verdictOf } from '@/utils/review/claim-item';
import type { LibraryReader } from '@/utils/storage/read';
import './review.css';
import type { Check, DifferencePart, QuoteMark, Verdict } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { ClipId, SnapshotId } from '@/utils/model/ids';
import { clippedPosition, excerptAround, type PageExcerpt, pageSide } from './page-excerpt';
import { SourceFacts } from './SourceFacts';

interface PageColumnProps {
  readonly reader: LibraryReader | null;
  readonly view: ClipView;
  /** Whether to show what the page said when it was clipped. */
  readonly whenClipped: boolean;
  readonly onWhenClipped: (whenClipped: boolean) => void;
}

/** The verdicts of a page of which nothing was read. */
const NOT_READ: ReadonlySet<Verdict> = new Set(['blocked', 'unreachable', 'gone', 'unchecked']);

/** UTF-16 units of the page on each side of the passage, at first and for each request for more. */
const AROUND = 600;
const MORE = 4_000;

/** Shows the page of a passage: the text around the passage, now and when it was clipped. */
export function PageColumn({ reader, view, whenClipped, onWhenClipped }: PageColumnProps) {
  const { clip } = view;
  const read = asShown(view);
  const { check } = read;
  // A new pin has no check yet. Its passage was found in this text.
  const last = check === null && hasPassage(clip, view.pin) ? (view.lastRead ?? null) : null;
  const [around, setAround] = useState({ clipId: clip.id, units: AROUND });
  const units = around.clipId === clip.id ? around.units : AROUND;
  const clipped = whenClipped && clip.snapshotId !== null;
  const shown = clipped ? clip.snapshotId : ((check ?? last)?.snapshotId ?? null);
  const page = usePageText(reader, clip.id, shown);
  const excerpt = clipped
    ? clippedExcerpt(page, view, units)
    : last === null
      ? readExcerpt(page, read, units)
      : lastExcerpt(page, view, units);
  const url = passageUrl(view);
  const title = clipped
    ? i18n.t('desk_page_clipped', [formatMoment(clip.capturedAt)])
    : last !== null
      ? readTitle(last, view)
      : check === null || NOT_READ.has(check.verdict)
        ? i18n.t('desk_page')
        : readTitle(check, view);
  return (
    <div class="stack">
      <h2 id="page-title" class="part-title">
        {title}
      </h2>
      <p class="page-name">
        <bdi>{sourceTitle({ source: (clipped ? view.clippedSource : null) ?? view.source })}</bdi>
      </p>
      {view.foreign && <ForeignNotice finding={view.foreign} onCheck={null} />}
      {page.kind === 'failed' && <ErrorNotice failure={page.failure} />}
      {page.kind === 'loading' && (
        <p class="muted" role="status">
          {i18n.t('loading')}
        </p>
      )}
      {page.kind !== 'loading' && page.kind !== 'failed' && excerpt === null && (
        <p class="page-text page-nothing">{clipped ? clippedNothing(page) : nothingWords(view)}</p>
      )}
      {excerpt !== null && (
        <PageText
          excerpt={excerpt}
          language={view.source?.language ?? null}
          marks={marksOf(excerpt, view, clipped ? null : check)}
          difference={
            clipped || verdictOf(read) !== 'altered' ? [] : (check?.evidence.difference ?? [])
          }
        />
      )}
      <div class="row row-wrap">
        {url !== null && (
          <a class="button button-plain" href={url} target="_blank" rel="noreferrer">
            {i18n.t(view.pin?.directive ? 'open_passage' : 'open_page')}
            <Icon name="open" size={14} />
          </a>
        )}
        {clip.snapshotId !== null && (
          <button
            type="button"
            class={`button button-plain${clipped ? ' is-on' : ''}`}
            aria-pressed={clipped}
            onClick={() => onWhenClipped(!whenClipped)}
          >
            {i18n.t('desk_when_clipped')}
          </button>
        )}
        {excerpt?.more === true && page.kind === 'text' && (
          <Button look="quiet" onClick={() => setAround({ clipId: clip.id, units: units + MORE })}>
            {i18n.t('desk_page_more')}
          </Button>
        )}
      </div>
      <SourceFacts view={view} />
    </div>
  );
}

/** Says when the page was read, and by whom if not by this library. */
function readTitle(check: Check, { foreign }: ClipView): string {
  const when = formatMoment(check.checkedAt);
  return foreign?.check === check
    ? i18n.t('desk_page_read_by', [checkerName(foreign.by), when])
    : i18n.t('desk_page_read', [when]);
}

/**
 * Reads from the whole text if it was kept, or else from the excerpt in the check. A page that is
 * cited as a whole is shown from its beginning.
 */
function readExcerpt(page: PageTextState, read: ClipView, units: number): PageExcerpt | null {
  if (read.check === null) return null;
  const { position, passage } = read.check.evidence;
  const from = position ?? (verdictOf(read) === 'unpinned' ? { start: 0, end: 0 } : null);
  if (page.kind === 'text' && from !== null) return excerptAround(page.text, from, units);
  if (passage === null) return null;
  return { before: passage.before, passage: passage.text, after: passage.after, more: false };
}

/** Shows the text from its beginning if the pinned words are not found in it for certain. */
function lastExcerpt(page: PageTextState, view: ClipView, units: number): PageExcerpt | null {
  if (page.kind !== 'text') return null;
  const at = clippedPosition(page.text, view);
  const isThere = at !== null && page.text.slice(at.start, at.end) === view.pin?.quote;
  return excerptAround(page.text, isThere ? at : { start: 0, end: 0 }, units);
}

function clippedExcerpt(page: PageTextState, view: ClipView, units: number): PageExcerpt | null {
  if (page.kind !== 'text') return null;
  const position = clippedPosition(page.text, view);
  return position === null ? null : excerptAround(page.text, position, units);
}

/** Returns the marks of the passage in a check, or of a quote with the same words. */
function marksOf(
  { passage }: PageExcerpt,
  { pin }: ClipView,
  check: Check | null,
): readonly QuoteMark[] {
  const found = check?.evidence.passage;
  if (found?.marks !== undefined && found.text === passage) return found.marks;
  return pin?.quote === passage ? (pin.marks ?? []) : [];
}

function clippedNothing({ kind }: PageTextState): string {
  return i18n.t(kind === 'absent' ? 'desk_clipped_absent' : 'desk_clipped_lost');
}

function nothingWords(view: ClipView): string {
  const state = checkStateOf(view);
  if (!hasPassage(view.clip, view.pin)) return i18n.t('desk_page_without');
  if (state === 'never') return i18n.t('desk_page_unread');
  return state === 'repinned' ? i18n.t('desk_page_repinned') : i18n.t(`means_${state}`);
}

type PageTextState =
  | { readonly kind: 'none' }
  /** A text was kept, but this library does not have it: the bundle came without it. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Returns the text of a page as it was read. Keeps the latest text while the claims of one page are
 * reviewed.
 */
function usePageText(
  reader: LibraryReader | null,
  clipId: ClipId,
  id: SnapshotId | null,
): PageTextState {
  const [loaded, setLoaded] = useState<{ id: SnapshotId; state: PageTextState } | null>(null);
  useEffect(() => {
    if (reader === null || id === null || loaded?.id === id) return;
    let left = false;
    void pageText(reader, { clipId, snapshotId: id }).then((text) => {
      if (left) return;
      const state: PageTextState = text.ok
        ? { kind: 'text', text: text.value }
        : text.error.code === 'not_found'
          ? { kind: 'absent' }
          : { kind: 'failed', failure: text.error };
      setLoaded({ id, state });
    });
    return () => {
      left = true;
    };
  }, [reader, clipId, id, loaded]);
  if (id === null) return { kind: 'none' };
  return loaded?.id === id ? loaded.state : { kind: 'loading' };
}

interface PageTextProps {
  readonly excerpt: PageExcerpt;
  /** BCP 47; null if the page does not say. */
  readonly language: string | null;
  /** What the page raises or lowers in the passage. */
  readonly marks: readonly QuoteMark[];
  /** The difference between the quote and the passage. */
  readonly difference: readonly DifferencePart[];
}

/**
 * Shows the text of the page: the passage in strong colour, its differences from the quote marked,
 * the rest pale.
 */
function PageText({ excerpt, language, marks, difference }: PageTextProps) {
  const parts = pageSide(difference, excerpt.passage);
  const box = useRef<HTMLDivElement>(null);
  const passage = useRef<HTMLElement>(null);
  // Scrolls only the box; the column stays.
  useLayoutEffect(() => {
    if (box.current === null || passage.current === null) return;
    const place = passage.current.offsetTop - box.current.offsetTop;
    const room = box.current.clientHeight;
    if (place + passage.current.offsetHeight > room) box.current.scrollTop = place - room / 3;
    else box.current.scrollTop = 0;
  }, [excerpt.before, excerpt.passage, excerpt.after]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to.
    <div ref={box} class="page-text" lang={language ?? undefined} dir="auto" tabIndex={0}>
      {excerpt.before}
      <strong ref={passage} class="page-passage">
        {parts === null
          ? raiseMarked(excerpt.passage, marks)
          : parts.map(({ op, text }, at) => {
              const key = `${at.toString()} ${op}`;
              return op === 'added' ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
            })}
      </strong>
      {excerpt.after}
    </div>
  );
}
