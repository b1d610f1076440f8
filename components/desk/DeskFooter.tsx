import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { LAST_KEY } from '@/components/clip/CandidateList';
import { keyWords } from '@/components/ui/key-words';
import { useBarHeight } from '@/components/ui/use-bar-height';
import { DESK_SHORTCUTS, type DeskCommand, keysOf } from '@/utils/model/shortcuts';
import './desk.css';

interface DeskFooterProps {
  readonly overview: boolean;
  /** If **N** writes a note on another claim than the shown one, the number of that claim. */
  readonly noteOn: number | null;
  /** The number of the claim that was decided last, if it is not shown. */
  readonly decided: number | null;
  readonly onKeys: () => void;
}

/** The most frequent keys that work on the page that is shown, and what a pass means. */
export function DeskFooter({ overview, noteOn, decided, onKeys }: DeskFooterProps) {
  const footer = useRef<HTMLElement>(null);
  useBarHeight(footer, '--foot-height');
  return (
    <footer class="desk-footer" ref={footer}>
      {overview ? (
        <span>
          <Keys of="overview" /> {i18n.t('foot_claims')}
        </span>
      ) : (
        <ClaimKeys noteOn={noteOn} decided={decided} />
      )}
      <button type="button" class="link-button" data-focus="keys" onClick={onKeys}>
        <Keys of="keys" /> {i18n.t('foot_keys')}
      </button>
      <span class="desk-footer-means">{i18n.t('pass_means')}</span>
    </footer>
  );
}

/** The keys that act on the current claim. */
function ClaimKeys({ noteOn, decided }: Pick<DeskFooterProps, 'noteOn' | 'decided'>) {
  return (
    <>
      <span>
        <Keys of="next" /> <Keys of="previous" /> {i18n.t('foot_move')}
      </span>
      <span class="foot-decide">
        <Keys of="supported" />–<Keys of="unclear" /> {i18n.t('foot_decide')}
      </span>
      <span class="foot-pin">
        <kbd>1</kbd>–<kbd>{LAST_KEY}</kbd> {i18n.t('foot_pin')}
      </span>
      <span>
        <Keys of="note" />{' '}
        {noteOn === null ? i18n.t('foot_note') : i18n.t('foot_note_on', [noteOn])}
      </span>
      {noteOn === null && decided !== null && (
        <span>
          <Keys of="note-decided" /> {i18n.t('foot_note_on', [decided])}
        </span>
      )}
      <span>
        <Keys of="next-waiting" /> {i18n.t('foot_waiting')}
      </span>
    </>
  );
}

function Keys({ of }: { of: DeskCommand }) {
  return <kbd>{keyWords(keysOf(DESK_SHORTCUTS, of)[0] ?? '')}</kbd>;
}
