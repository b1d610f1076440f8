import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { CheckWords } from './CheckWords';
import { ClipQuote } from './ClipQuote';
import type { ClipView } from './clip-view';
import { shortQuote } from './clip-view';
import './clip.css';
import { NoteEditor } from './NoteEditor';
import { passageUrl } from './passage-url';
import { SourceLine } from './SourceLine';

export interface ClipCardProps {
  readonly view: ClipView;
  /** Verifies this clip; called inside the click, before anything is awaited. */
  readonly onVerify: () => void;
  readonly onNote: (note: string) => void;
  readonly onCopyCitation: () => void;
  /** Moving and deleting, as every item of a section has them. */
  readonly itemEntries: readonly MenuEntry[];
}

/** One clip: where from, its words, how they fared, what it is for. */
export function ClipCard(props: ClipCardProps) {
  const { view } = props;
  const [editing, setEditing] = useState(false);
  const key = view.clip.id;
  const url = passageUrl(view);
  const endNote = () => {
    setEditing(false);
    focusAfterDrawing([`note-${key}`, `item-${key}`]);
  };

  return (
    <article
      class="card"
      tabIndex={-1}
      data-item={key}
      data-focus={`item-${key}`}
      aria-label={`${i18n.t('clip_word')}: ${shortQuote(view)}`}
    >
      <div class="source-line">
        <SourceLine view={view} />
        {view.check && (
          <VerdictBadge verdict={view.check.verdict} fact={view.check.evidence.changes[0]?.fact} />
        )}
      </div>
      <ClipQuote view={view} />
      <CheckWords view={view} />
      {editing ? (
        <NoteEditor note={view.note} onChange={props.onNote} onDone={endNote} />
      ) : (
        view.note.trim() !== '' && (
          <p class="clip-note" dir="auto">
            {view.note}
          </p>
        )
      )}
      {!editing && (
        <div class="card-foot">
          {view.check && <CheckedAt time={view.check.checkedAt} />}
          <div class="card-actions">
            <Button look="quiet" focusKey={`note-${key}`} onClick={() => setEditing(true)}>
              {i18n.t('note')}
            </Button>
            <Button look="quiet" focusKey={`verify-${key}`} onClick={props.onVerify}>
              {i18n.t('verify_clip')}
            </Button>
            {url !== null && (
              <a class="link-button" href={url} target="_blank" rel="noreferrer">
                {i18n.t(view.pin?.directive ? 'open_passage' : 'open_page')}
                <Icon name="open" size={14} />
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
    </article>
  );
}

function CheckedAt({ time }: { time: string }) {
  const words = i18n.t('checked_at', [formatWhen(time)]);
  return (
    <span class="card-state" title={words}>
      <span aria-hidden="true">{formatWhen(time, 'short')}</span>
      <span class="visually-hidden">{words}</span>
    </span>
  );
}
