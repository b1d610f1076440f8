import { useId, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ClipTags, TagButton } from '@/components/organise/ClipTags';
import { ItemHandle } from '@/components/organise/ItemHandle';
import { clipName } from '@/components/organise/item-name';
import { type ClipView, changedTitle, shortQuote } from '@/components/state/clip-view';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { shortPassage } from '@/components/ui/names';
import { drawProse, readProse } from '@/components/ui/prose';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { CLIP_SHORTCUTS } from '@/utils/model/shortcuts';
import { CandidateList } from './CandidateList';
import { CheckDetails } from './CheckDetails';
import { CheckWords } from './CheckWords';
import { ClipHistoryList } from './ClipHistoryList';
import { ClipImages } from './ClipImages';
import { ClipQuote, ShowMore, useQuoteFold } from './ClipQuote';
import type { ClipPort, PinChoice } from './clip-port';
import './clip.css';
import { passageUrl } from '@/components/state/passage-url';
import { isWebAddress } from '@/utils/model/url';
import { ForeignNotice } from './ForeignNotice';
import { NoteEditor } from './NoteEditor';
import { PinActs } from './PinActs';
import { pinActs, whyNoAct } from './pin-acts';
import { SourceLine } from './SourceLine';
import { TitleNotice } from './TitleNotice';
import { VerdictFold } from './VerdictFold';

export interface ClipCardProps {
  readonly view: ClipView;
  /**
   * Verifies this clip. Called inside the click handler, before anything is awaited. Null for a clip
   * that no verification checks.
   */
  readonly onVerify: (() => void) | null;
  readonly onNote: (note: string) => void;
  readonly onCopyCitation: () => void;
  /** What the card asks of its page: pins, images, history, candidates. */
  readonly port: ClipPort;
  /** The menu entries that every item of a section has: moving and deleting. */
  readonly itemEntries: readonly MenuEntry[];
}

/** Shows one clip: its source, quote, verdict, note and tags. */
export function ClipCard(props: ClipCardProps) {
  const { view, port } = props;
  const { check } = view;
  const [editing, setEditing] = useState(false);
  const [opened, setOpened] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [tagging, setTagging] = useState(false);
  const fold = useQuoteFold();
  const detailsId = useId();
  const listId = useId();
  const key = view.clip.id;
  const url = passageUrl(view);
  const endNote = () => {
    setEditing(false);
    focusAfterDrawing([`note-${key}`, `item-${key}`]);
  };

  const { permalink } = view.clip.locator;
  // Evidence comes from pages and files, so only a web address becomes a link.
  const post = permalink !== null && isWebAddress(permalink) ? permalink : null;
  const acts = check === null || check.snapshotId === null ? [] : pinActs(view, check);
  // The buttons of a card may cover the end of its quote, but not a note, a link or another button.
  // Tags have their own line, so the buttons are above it.
  const bare =
    acts.length === 0 &&
    view.note.trim() === '' &&
    view.foreign === null &&
    changedTitle(view) === null &&
    post === null &&
    !tagging &&
    !opened;
  const onTags = bare && view.tags.length > 0;
  const pin = (choice: PinChoice) => {
    if (choice.found?.refreshList === undefined) setChoosing(false);
    port.pin(choice);
  };
  const endChoosing = () => {
    setChoosing(false);
    focusAfterDrawing([`choose-${key}`, `item-${key}`]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const command = matchShortcut(event, CLIP_SHORTCUTS);
    const position = check?.evidence.position ?? null;
    if (command === null) return;
    event.preventDefault();
    if (!acts.includes(command)) port.say(whyNoAct(view));
    else if (command === 'choose') setChoosing(true);
    else if (position !== null) pin({ act: command, position });
  };

  return (
    <article
      class="card listed"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-item={key}
      data-focus={`item-${key}`}
      aria-label={i18n.t('labelled', [i18n.t('clip_word'), shortQuote(view)])}
    >
      <ItemHandle id={key} name={clipName(view)} />
      <div class="source-line">
        <SourceLine view={view} />
        <VerdictFold
          view={view}
          open={opened}
          onToggle={setOpened}
          controls={detailsId}
          focusKey={`details-${key}`}
        />
      </div>
      {view.images !== undefined && view.images.length > 0 && (
        <ClipImages
          ids={view.images}
          load={port.images}
          onDelete={port.deleteImage}
          language={view.source?.language ?? undefined}
        />
      )}
      <ClipQuote view={view} fold={fold} />
      <ClipLocator time={view.clip.locator.time} post={post} />
      <CheckWords view={view} />
      <TitleNotice view={view} onUse={port.retitle} />
      {view.foreign && (
        <ForeignNotice
          finding={view.foreign}
          onCheck={props.onVerify}
          focusKey={`check-again-${key}`}
        />
      )}
      {view.pinnedSince && <p class="card-state">{i18n.t('pin_since')}</p>}
      {editing && <NoteEditor note={view.note} onChange={props.onNote} onDone={endNote} />}
      {!editing && view.note.trim() !== '' && <ClipNote note={view.note} />}
      <div class={`row-end${bare ? ' row-end-bare' : ''}${onTags ? ' row-end-tags' : ''}`}>
        <ClipTags view={view} adding={tagging} onAdding={setTagging} />
        {check && (
          <PinActs
            view={view}
            check={check}
            onPin={pin}
            choosing={choosing}
            listId={listId}
            onChoose={() => setChoosing(!choosing)}
          />
        )}
        {!editing && (
          <div class="card-foot row-foot">
            <div class="card-actions row-actions">
              <ShowMore fold={fold} />
              <TagButton clipId={key} onClick={() => setTagging(true)} />
              <Button
                look="quiet"
                icon="note"
                title={i18n.t('note')}
                focusKey={`note-${key}`}
                onClick={() => setEditing(true)}
              >
                {i18n.t('note')}
              </Button>
              {props.onVerify !== null && (
                <Button
                  look="quiet"
                  icon="restore"
                  title={i18n.t('verify_clip')}
                  focusKey={`verify-${key}`}
                  onClick={props.onVerify}
                >
                  {i18n.t('verify_clip')}
                </Button>
              )}
              {url !== null && (
                <a
                  class="link-button"
                  href={url}
                  target="_blank"
                  rel="noreferrer"
                  title={i18n.t(view.pin?.directive ? 'open_passage' : 'open_page')}
                >
                  <Icon name="open" />
                  <span>{i18n.t(view.pin?.directive ? 'open_passage' : 'open_page')}</span>
                </a>
              )}
              <Menu
                label={i18n.t('clip_actions')}
                focusKey={`menu-${key}`}
                entries={[
                  {
                    label: i18n.t('copy_citation'),
                    icon: 'copy',
                    onSelect: props.onCopyCitation,
                  },
                  'line',
                  ...props.itemEntries,
                ]}
              />
            </div>
          </div>
        )}
      </div>
      {choosing && acts.includes('choose') && (
        <CandidateList
          id={listId}
          load={port.candidates}
          language={view.source?.language ?? undefined}
          onPin={({ start, end }, found) => {
            const position = { start, end };
            pin({ act: 'choose', position, ...(found === null ? {} : { found }) });
          }}
          onClose={endChoosing}
        />
      )}
      <div id={detailsId} hidden={!opened} class="clip-details stack">
        {opened && (
          <>
            {check && <CheckDetails view={view} check={check} />}
            <p class="clip-details-title">{i18n.t('history')}</p>
            <ClipHistoryList view={view} load={port.history} onHold={port.hold} />
          </>
        )}
      </div>
    </article>
  );
}

/** Shows a clip's note with its Markdown rendered. */
function ClipNote({ note: whole }: { note: string }) {
  const note = shortPassage(whole);
  const prose = useMemo(() => readProse(note), [note]);
  return (
    <div class="clip-note prose" dir="auto">
      {drawProse(prose, note, () => null)}
    </div>
  );
}

/** Shows the position of a clip on its page: the second of a recording, or the post of a feed. */
function ClipLocator({ time, post }: { time: number | null; post: string | null }) {
  if (time === null && post === null) return null;
  return (
    <p class="muted">
      {time !== null && <span>{i18n.t('clip_time', [clockOf(time)])} </span>}
      {post !== null && (
        <a class="link-button" href={post} target="_blank" rel="noreferrer">
          {i18n.t('clip_post')}
          <Icon name="open" size={14} />
        </a>
      )}
    </p>
  );
}

/** Formats seconds as `1:05` or `1:02:03`. */
function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
