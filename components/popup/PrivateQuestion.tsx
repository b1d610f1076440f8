import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { HintNotice } from '@/components/ui/ErrorNotice';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import './popup.css';

interface PrivateQuestionProps {
  readonly question: string;
  /** The focus key of the button that agrees. */
  readonly focusKey: string;
  /** The site whose later clips may be kept too; omitted if the site is unknown. */
  readonly host?: string;
  readonly onKeep: (answer: PrivateAnswer) => void;
  readonly onDrop: () => void;
}

/** Asks whether to keep something from a private window. */
export function PrivateQuestion({
  question,
  focusKey,
  host = '',
  onKeep,
  onDrop,
}: PrivateQuestionProps) {
  const [ofSite, setOfSite] = useState(false);
  return (
    <HintNotice icon="warning">
      <p role="alert">{question}</p>
      {host !== '' && (
        <label class="popup-site">
          <input
            type="checkbox"
            checked={ofSite}
            onChange={({ currentTarget }) => setOfSite(currentTarget.checked)}
          />
          <span>{i18n.t('private_site', [host])}</span>
        </label>
      )}
      <div class="popup-answers">
        <Button focusKey={focusKey} onClick={() => onKeep(ofSite ? 'site' : 'once')}>
          {i18n.t('private_keep')}
        </Button>
        <Button onClick={onDrop}>{i18n.t('private_drop')}</Button>
      </div>
    </HintNotice>
  );
}
