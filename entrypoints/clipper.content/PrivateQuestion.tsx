import { Component } from 'preact';
import { i18n } from '#i18n';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { ToastFrame } from './ToastFrame';

interface PrivateQuestionProps {
  /** The words that wait; null for a page. */
  readonly quote: string | null;
  /** Why the yes of before did not help; null where nobody has answered yet. */
  readonly problem: string | null;
  /** '' of a file, which is of no site. */
  readonly host: string;
  readonly onKeep: (answer: PrivateAnswer) => void;
  readonly onDrop: () => void;
}

/** Whether what was clipped in a private window is to be kept. It stands until it is answered. */
export class PrivateQuestion extends Component<PrivateQuestionProps> {
  #answer: PrivateAnswer = 'once';

  render({ quote, problem, host, onKeep, onDrop }: PrivateQuestionProps) {
    return (
      <ToastFrame tone="asked" message={i18n.t('private_question')} onClose={onDrop}>
        {quote !== null && <blockquote dir="auto">{quote}</blockquote>}
        {problem !== null && <p class="warning">{problem}</p>}
        {host !== '' && (
          <label class="row">
            <input
              type="checkbox"
              onChange={({ currentTarget: { checked } }) => {
                this.#answer = checked ? 'site' : 'once';
              }}
            />
            <span>{i18n.t('private_site', [host])}</span>
          </label>
        )}
        <div class="row end">
          <button type="button" onClick={onDrop}>
            {i18n.t('private_drop')}
          </button>
          <button
            type="button"
            class="first"
            onClick={({ isTrusted }) => {
              // A script's click is no answer of the user's.
              if (isTrusted) onKeep(this.#answer);
            }}
          >
            {i18n.t('private_keep')}
          </button>
        </div>
      </ToastFrame>
    );
  }
}
