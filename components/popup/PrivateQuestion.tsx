import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { HintNotice } from '@/components/ui/ErrorNotice';

interface PrivateQuestionProps {
  readonly question: string;
  /** Of the answer yes. */
  readonly focusKey: string;
  readonly onKeep: () => void;
  readonly onDrop: () => void;
}

/** Whether something of a private window is to be kept. */
export function PrivateQuestion({ question, focusKey, onKeep, onDrop }: PrivateQuestionProps) {
  return (
    <HintNotice icon="warning">
      <p role="alert">{question}</p>
      <div class="popup-answers">
        <Button focusKey={focusKey} onClick={onKeep}>
          {i18n.t('private_keep')}
        </Button>
        <Button onClick={onDrop}>{i18n.t('private_drop')}</Button>
      </div>
    </HintNotice>
  );
}
