import { i18n } from '#i18n';
import { SourceLine } from '@/components/clip/SourceLine';
import type { ClipView } from '@/components/state/clip-view';
import { namedPassage, shortQuote, sourceTitle } from '@/components/state/clip-view';
import { passageUrl } from '@/components/state/passage-url';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import '@/components/clip/clip.css';
import { Marked } from '@/components/library/Marked';
import '@/components/library/library.css';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import './popup.css';

interface RecentClipsProps {
  readonly title: string;
  /** How many of the clips stand, at the end of the title's line. */
  readonly count?: string | undefined;
  /** Null until the clips are read. */
  readonly views: readonly ClipView[] | null;
  /** The text that is shown when there are no clips. */
  readonly none?: string;
  /** The folded search terms, which are marked in the quotes. */
  readonly terms?: readonly string[];
}

const QUOTE_LENGTH = 200;

/** Shows a few clips in short form. Each quote is a link to its passage. */
export function RecentClips({ title, count, views, none, terms = [] }: RecentClipsProps) {
  return (
    <section class="stack stack-tight popup-clips">
      <PopupLead title={title} count={count} />
      {views?.length === 0 && <p class="muted">{none ?? i18n.t('recent_none')}</p>}
      {views !== null && views.length > 0 && (
        <ul class="recent-list">
          {views.map((view) => (
            <li class="listed recent" key={view.clip.id}>
              <ErrorBoundary of="entry">
                <RecentClip view={view} terms={terms} />
              </ErrorBoundary>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A title of the popup, with a count at the end of its line. */
export function PopupLead({ title, count }: Pick<RecentClipsProps, 'title' | 'count'>) {
  return (
    <div class="popup-lead">
      <h2 class="popup-title">{title}</h2>
      {count !== undefined && <span class="muted">{count}</span>}
    </div>
  );
}

function RecentClip({ view, terms }: { view: ClipView; terms: readonly string[] }) {
  return (
    <>
      <span class="source-line">
        <SourceLine view={view} />
        {view.check && (
          <VerdictBadge verdict={view.check.verdict} changes={view.check.evidence.changes} />
        )}
      </span>
      <RecentQuote view={view} terms={terms} />
    </>
  );
}

function RecentQuote({ view, terms }: { view: ClipView; terms: readonly string[] }) {
  const url = passageUrl(view);
  const language = view.source?.language ?? undefined;
  const words =
    terms.length === 0 ? (
      shortQuote(view, QUOTE_LENGTH)
    ) : (
      <Marked
        text={view.pin?.quote ?? namedPassage(view) ?? sourceTitle(view)}
        terms={terms}
        length={QUOTE_LENGTH}
      />
    );
  if (url === null) {
    return (
      <span class="recent-quote" lang={language} dir="auto">
        {words}
      </span>
    );
  }
  return (
    <a
      class="recent-quote"
      href={url}
      target="_blank"
      rel="noreferrer"
      lang={language}
      dir="auto"
      title={i18n.t(view.pin?.directive ? 'open_passage' : 'open_page')}
    >
      {words}
    </a>
  );
}
