import { Component } from 'preact';
import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { Nothing, Reply } from '@/utils/messaging/protocol/envelope';
import type { ClipId, SectionId } from '@/utils/model/ids';
import { i18n } from './kept-catalogue';
import { SectionField } from './SectionField';
import { ToastFrame } from './ToastFrame';
import { TypedField } from './TypedField';
import { focusToastNote } from './toast-host';

interface SavedToastProps {
  /** The new clips of one act. None of them had been clipped before. */
  readonly saved: readonly SavedClip[];
  readonly message: string;
  readonly warning: string | null;
  readonly onClose: () => void;
}

/** The message after an act, and whether the message contains names from the library. */
interface Said {
  readonly words: string;
  readonly isPrivate: boolean;
}

interface SavedToastState {
  /** The message after the last act; null: the toast says where the clips were stored. */
  readonly said: Said | null;
  readonly undone: boolean;
}

/**
 * The message that says where the clips are stored, in one row with Undo and the way to the panel.
 * *Note* opens the fields for a note and tags, and the choice of section; so does a second press of
 * the clip key.
 */
export class SavedToast extends Component<SavedToastProps, SavedToastState> {
  override state: SavedToastState = { said: null, undone: false };
  #typed = { note: '', tags: '' };
  /**
   * The last value that was sent for each field. Null after a failure, so that the value is sent
   * again.
   */
  #kept: { note: string | null; tags: string | null } = { note: '', tags: '' };

  override componentWillUnmount(): void {
    // The toast or its page can close while the user types. What was typed is stored all the same.
    this.#keepNote();
    this.#keepTags();
  }

  /**
   * Applies one call to every clip and shows the message for the result. Resolves to true when all
   * calls succeeded.
   */
  async #each(
    act: (clipId: ClipId) => Promise<Reply<Nothing>>,
    then: Partial<SavedToastState>,
  ): Promise<boolean> {
    // All at once, because the page may be closing.
    const replies = await Promise.all(this.props.saved.map(({ clipId }) => act(clipId)));
    const refused = replies.find((reply) => !reply.ok);
    this.setState(refused ? { said: plain(i18n.t(`failure_${refused.error.code}`)) } : then);
    return !refused;
  }

  readonly #undo = () =>
    void (this.state.undone
      ? this.#each((clipId) => requestFromClipper('clip.redo', { clipId }), {
          undone: false,
          said: null,
        })
      : this.#each((clipId) => requestFromClipper('clip.undo', { clipId }), {
          undone: true,
          said: plain(i18n.t('toast_undone')),
        }));

  readonly #keepNote = () =>
    this.#keep(
      'note',
      (clipId, note) => requestFromClipper('clip.note', { clipId, note }),
      i18n.t('toast_note_saved'),
    );

  readonly #keepTags = () =>
    this.#keep(
      'tags',
      (clipId, typed) => requestFromClipper('clip.tags', { clipId, typed }),
      i18n.t('toast_tags_saved'),
    );

  /** Stores the value of a field once, although both Enter and leaving the field ask for it. */
  #keep(
    field: 'note' | 'tags',
    act: (clipId: ClipId, typed: string) => Promise<Reply<Nothing>>,
    said: string,
  ): void {
    const typed = this.#typed[field];
    if (typed === this.#kept[field]) return;
    this.#kept[field] = typed;
    void this.#each((clipId) => act(clipId, typed), { said: plain(said) }).then((all) => {
      if (!all && this.#kept[field] === typed) this.#kept[field] = null;
    });
  }

  readonly #move = (sectionId: SectionId | null, title: string) =>
    void this.#each((clipId) => requestFromClipper('clip.move', { clipId, sectionId }), {
      said: { words: i18n.t('moved_to', [title]), isPrivate: true },
    });

  render({ saved, message, warning, onClose }: SavedToastProps, { said, undone }: SavedToastState) {
    const [first] = saved;
    return (
      <ToastFrame
        tone="saved"
        message={said?.words ?? message}
        isPrivate={said?.isPrivate ?? true}
        actions={
          <>
            {!undone && (
              <button type="button" class="opener" onClick={focusToastNote}>
                {i18n.t('toast_note')}
              </button>
            )}
            {first !== undefined && <PanelWay saved={first} />}
            <button type="button" class="undo" onClick={this.#undo}>
              {i18n.t(undone ? 'redo' : 'undo')}
            </button>
          </>
        }
        onClose={onClose}
      >
        {warning !== null && <p class="warning">{warning}</p>}
        <div class="fields" hidden={undone}>
          <TypedField
            label={i18n.t('toast_note')}
            hint={i18n.t('toast_note_hint')}
            maxLength={20_000}
            onType={(note) => {
              this.#typed.note = note;
            }}
            onDone={this.#keepNote}
          />
          <div class="row">
            <TypedField
              label={i18n.t('toast_tags')}
              hint={i18n.t('toast_tags')}
              maxLength={500}
              onType={(tags) => {
                this.#typed.tags = tags;
              }}
              onDone={this.#keepTags}
            />
            {first !== undefined && <SectionField saved={first} onMove={this.#move} />}
          </div>
        </div>
      </ToastFrame>
    );
  }
}

/** The button that opens the panel or, in Firefox, the key that does. */
export function PanelWay({ saved: { clipId, panelKey } }: { saved: SavedClip }) {
  if (import.meta.env.FIREFOX) {
    return panelKey ? <span>{i18n.t('toast_panel_key', [panelKey])}</span> : null;
  }
  return (
    <button
      type="button"
      class="to-panel"
      onClick={() => void requestFromClipper('clip.panel', { clipId })}
    >
      {i18n.t('toast_panel')}
    </button>
  );
}

function plain(words: string): Said {
  return { words, isPrivate: false };
}
