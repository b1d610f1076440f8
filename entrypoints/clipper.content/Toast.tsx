import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { SavedClip } from '@/utils/messaging/protocol';

/** How long a toast stands when nobody touches it, in milliseconds. */
const STANDS = 8_000;

interface FrameProps {
  readonly tone: 'saved' | 'failed';
  readonly message: string;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** Stays while the pointer or the focus is in it, then goes by itself. */
function Frame({ tone, message, onClose, children }: FrameProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onClose, STANDS);
    return () => clearTimeout(timer);
  }, [held, onClose, message]);
  return (
    <section
      class={`toast ${tone}`}
      aria-label={i18n.t('toast_label')}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="row">
        <svg class="mark" viewBox="0 0 12 12" aria-hidden="true">
          <path d={tone === 'saved' ? 'M2 6.5 5 9.5 10 3' : 'M6 2v5M6 9.2v.6'} />
        </svg>
        <p class="message" role={tone === 'saved' ? 'status' : 'alert'}>
          {message}
        </p>
        <button
          type="button"
          class="close"
          aria-label={i18n.t('dismiss')}
          title={i18n.t('dismiss')}
          onClick={onClose}
        >
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="m2.5 2.5 7 7m0-7-7 7" />
          </svg>
        </button>
      </div>
      {children}
    </section>
  );
}

interface SavedToastProps {
  readonly saved: SavedClip;
  readonly message: string;
  readonly quote: string | null;
  readonly warning: string | null;
  readonly onClose: () => void;
}

/** Where the clip went, with its words, a note and a way back. */
export function SavedToast({ saved, message, quote, warning, onClose }: SavedToastProps) {
  const { clipId, duplicate } = saved;
  const [said, setSaid] = useState<string | null>(null);
  const [undone, setUndone] = useState(false);
  const [note, setNote] = useState('');

  const act = async (
    call: ReturnType<typeof requestFromClipper>,
    then: () => void,
  ): Promise<void> => {
    const reply = await call;
    if (reply.ok) then();
    else setSaid(i18n.t(`failure_${reply.error.code}`));
  };
  const undo = () =>
    act(requestFromClipper('clip.undo', { clipId }), () => {
      setUndone(true);
      setSaid(i18n.t('toast_undone'));
    });
  const redo = () =>
    act(requestFromClipper('clip.redo', { clipId }), () => {
      setUndone(false);
      setSaid(null);
    });
  const keepNote = () =>
    act(requestFromClipper('clip.note', { clipId, note }), () =>
      setSaid(i18n.t('toast_note_saved')),
    );

  return (
    <Frame tone="saved" message={said ?? message} onClose={onClose}>
      {quote !== null && <blockquote class={undone ? 'undone' : ''}>{quote}</blockquote>}
      {warning !== null && <p class="warning">{warning}</p>}
      {/* An older clip of the same passage is not this toast's to take back. */}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void keepNote();
        }}
      >
        {!undone && (
          <input
            type="text"
            value={note}
            maxLength={20_000}
            aria-label={i18n.t('toast_note')}
            placeholder={i18n.t('toast_note_hint')}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        )}
        {!duplicate && (
          <button type="button" class="undo" onClick={() => void (undone ? redo() : undo())}>
            {i18n.t(undone ? 'redo' : 'undo')}
          </button>
        )}
      </form>
    </Frame>
  );
}

export function FailedToast({
  message,
  onClose,
}: {
  readonly message: string;
  readonly onClose: () => void;
}) {
  return <Frame tone="failed" message={message} onClose={onClose} />;
}
