import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { OnlyWordsCompared } from '@/components/clip/CheckWords';
import { WITHOUT_WORDS } from '@/components/clip/ClipQuote';
import { ForeignNotice } from '@/components/clip/ForeignNotice';
import { SourceLine } from '@/components/clip/SourceLine';
import { namedPassage } from '@/components/state/clip-view';
import { passageUrl } from '@/components/state/passage-url';
import { plainProse } from '@/components/ui/plain-prose';
import '@/components/clip/clip.css';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { Menu } from '@/components/ui/Menu';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import type { ReportId } from '@/utils/model/ids';
import type { FoundClip } from '@/utils/storage/read';
import { foundView } from './found-view';
import type { LibraryActs } from './library-acts';
import './library.css';
import { Marked } from './Marked';

interface FoundCardProps {
  readonly found: FoundClip;
  /** The reports that contain it, the one to which its quote leads first. */
  readonly inReports: readonly { readonly id: ReportId; readonly title: string }[];
  /** The folded search terms. */
  readonly terms: readonly string[];
  readonly acts: LibraryActs;
  /** The name of the open report, if the clip can be added to it; else null. */
  readonly addTo: string | null;
  /** Its position in the list, from 1, and the length of the list. */
  readonly place?: { readonly at: number; readonly of: number };
}

/**
 * The longest text that a row shows, in UTF-16 units. After a search it is shorter, so that the first
 * term that was found is on the lines of the row.
 */
const WHOLE = { quote: 300, note: 160 };
const SEARCHED = { quote: 90, note: 50 };

/** Shows a clip of any report. Its quote leads to the clip in its report. */
export function FoundCard({ found, inReports, terms, acts, addTo, place }: FoundCardProps) {
  const view = foundView(found);
  const { clip, source, pin, check, tags } = view;
  const { alts } = found;
  const note = useMemo(() => plainProse(view.note, terms), [view.note, terms]);
  const url = passageUrl(view);
  const length = terms.length === 0 ? WHOLE : SEARCHED;
  const words = pin?.quote ?? namedPassage(view) ?? i18n.t(WITHOUT_WORDS[clip.kind]);
  return (
    <li class="card listed found" aria-setsize={place?.of} aria-posinset={place?.at}>
      <div class="source-line">
        <SourceLine view={view} draw={(text) => <Marked text={text} terms={terms} />} />
        {check && <VerdictBadge verdict={check.verdict} changes={check.evidence.changes} />}
      </div>
      <button
        type="button"
        class={`found-words${pin?.quote ? '' : ' found-words-named'}`}
        lang={source?.language ?? undefined}
        dir="auto"
        title={i18n.t('library_show')}
        data-result={clip.id}
        data-focus={`found-${clip.id}`}
        onClick={() => acts.show(found)}
      >
        <Marked text={words} terms={terms} length={length.quote} />
      </button>
      <OnlyWordsCompared view={view} />
      {view.foreign && (
        <ForeignNotice finding={view.foreign} act="show" onCheck={() => acts.show(found)} />
      )}
      {alts.length > 0 && (
        <p class="clip-reason" dir="auto">
          {i18n.t('images_count', alts.length)}
          {' · '}
          <Marked text={alts.join(' · ')} terms={terms} length={WHOLE.note} />
        </p>
      )}
      {note.trim() !== '' && (
        <p class="clip-note" dir="auto">
          <Marked text={note} terms={terms} length={length.note} />
        </p>
      )}
      {tags.length > 0 && (
        <p class="found-tags">
          {tags.map((tag) => (
            <span class="found-tag" key={tag}>
              <Marked text={tag} terms={terms} />
            </span>
          ))}
        </p>
      )}
      <div class="found-foot row-actions">
        <span class="found-place">
          <span title={inReports.map(({ title }) => title).join(', ')}>
            {inReports.map(({ id, title }, at) => (
              <Fragment key={id}>
                {at > 0 && ', '}
                <bdi>{title}</bdi>
              </Fragment>
            ))}
          </span>{' '}
          · {formatWhen(clip.capturedAt)}
        </span>
        {addTo !== null && (
          <button
            type="button"
            class="link-button found-add"
            aria-label={i18n.t('library_add_to', [addTo])}
            title={i18n.t('library_add_to', [addTo])}
            onClick={() => acts.addHere(found)}
          >
            <Icon name="plus" />
            {i18n.t('library_put_confirm')}
          </button>
        )}
        {url !== null && (
          <a
            class="link-button"
            href={url}
            target="_blank"
            rel="noreferrer"
            title={i18n.t(pin?.directive ? 'open_passage' : 'open_page')}
          >
            <Icon name="open" />
            <span>{i18n.t(pin?.directive ? 'open_passage' : 'open_page')}</span>
          </a>
        )}
        <Menu
          label={i18n.t('clip_actions')}
          focusKey={`found-menu-${clip.id}`}
          entries={[
            { label: i18n.t('library_show'), icon: 'panel', onSelect: () => acts.show(found) },
            {
              label: i18n.t('library_put'),
              icon: 'plus',
              onSelect: () => acts.askPlace(found, 'put'),
            },
            {
              label: i18n.t('library_move'),
              icon: 'move',
              onSelect: () => acts.askPlace(found, 'move'),
            },
            'line',
            {
              label: i18n.t('delete'),
              icon: 'bin',
              danger: true,
              onSelect: () => acts.bin([found]),
            },
          ]}
        />
      </div>
    </li>
  );
}
