import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { Button } from '@/components/ui/Button';
import type { Check } from '@/utils/model/evidence';
import { CLIP_SHORTCUTS, type CommandOf, keysOf } from '@/utils/model/shortcuts';
import type { PinAct, PinChoice } from './clip-port';
import './clip.css';
import { afterLoss, pinActs } from './pin-acts';

interface PinActsProps {
  readonly view: ClipView;
  readonly check: Check;
  readonly onPin: (choice: PinChoice) => void;
  /** Whether the list of passages to choose from is open; and the id of its element. */
  readonly choosing: boolean;
  readonly listId: string;
  readonly onChoose: () => void;
}

/**
 * The buttons that pin a clip anew. The tooltip of each says what it does. If the page has lost the
 * quote, a sentence says what helps.
 */
export function PinActs({ view, check, onPin, choosing, listId, onChoose }: PinActsProps) {
  const acts = pinActs(view, check);
  const lost = afterLoss(view, check);
  if (lost !== null) return <p class="clip-reason">{lost}</p>;
  if (acts.length === 0) return null;
  if (check.snapshotId === null) return <p class="clip-reason">{i18n.t('pin_needs_text')}</p>;
  const { position } = check.evidence;
  const altered = check.verdict === 'altered';
  const lookFirst = acts.includes('renew') && check.flags.includes('changed-nearby');
  return (
    <div class="stack stack-tight">
      {lookFirst && <p class="clip-reason">{i18n.t('pin_look_first')}</p>}
      <div class="pin-acts">
        {acts.map((act, at) => (
          <span key={act} title={hintOf(act, altered)}>
            {act === 'choose' ? (
              <button
                type="button"
                class="button button-plain"
                data-focus={`choose-${view.clip.id}`}
                aria-expanded={choosing}
                aria-controls={choosing ? listId : undefined}
                aria-keyshortcuts={keysOf(CLIP_SHORTCUTS, 'choose')[0]}
                onClick={onChoose}
              >
                <span>
                  {i18n.t('pin_choose')}
                  <Key command="choose" />
                </span>
              </button>
            ) : (
              <Button
                look={at === 0 ? 'plain' : 'quiet'}
                focusKey={`${act}-${view.clip.id}`}
                onClick={() => position !== null && onPin({ act, position })}
              >
                {i18n.t(`pin_${act}`)}
                {act === 'adopt' && <Key command="adopt" />}
              </Button>
            )}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Shows the key of a button. Assistive technology gets it from `aria-keyshortcuts`. */
function Key({ command }: { command: CommandOf<typeof CLIP_SHORTCUTS> }) {
  return (
    <span aria-hidden="true">
      {' '}
      <kbd>{keysOf(CLIP_SHORTCUTS, command)}</kbd>
    </span>
  );
}

function hintOf(act: PinAct, altered: boolean): string {
  if (act === 'renew' && altered) return i18n.t('pin_renew_altered_hint');
  return i18n.t(`pin_${act}_hint`);
}
