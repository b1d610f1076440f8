import { i18n } from '#i18n';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import type { Review } from '@/utils/model/report-content';
import type { Objection } from '@/utils/review/objections';
import { DECISION_LOOK } from './claim-look';
import './objections.css';

interface StatementObjectionsProps {
  readonly objections: readonly Objection[];
  readonly onAnswer: (review: Review, answer: Review['answer']) => void;
}

/** What a reviewer objects to in a statement, for its writer to answer. */
export function StatementObjections({ objections, onAnswer }: StatementObjectionsProps) {
  return (
    <ul class="objections" aria-label={i18n.t('state_objection')}>
      {objections.map(({ review, words }) => {
        const { tone, icon } = DECISION_LOOK[review.decision];
        return (
          <li key={`${review.claimKey} ${review.reviewer}`} class="objection">
            <p class="objection-head">
              <span class={`verdict verdict-${tone}`}>
                <Icon name={icon} size={12} />
                <span>{i18n.t(`decision_${review.decision}`)}</span>
              </span>
              <span class="muted">
                <bdi>{review.reviewer}</bdi> · {formatWhen(review.reviewedAt)}
              </span>
            </p>
            {words !== null && (
              <p class="objection-words" dir="auto">
                {words}
              </p>
            )}
            {review.note.trim() !== '' && (
              <p class="clip-note" dir="auto">
                {review.note}
              </p>
            )}
            <fieldset class="objection-answer">
              <legend class="visually-hidden">{i18n.t('obj_answer')}</legend>
              {(['fixed', 'disputed'] as const).map((answer) => (
                <button
                  key={answer}
                  type="button"
                  class={`button button-plain${review.answer === answer ? ' is-on' : ''}`}
                  aria-pressed={review.answer === answer}
                  onClick={() => onAnswer(review, review.answer === answer ? null : answer)}
                >
                  {review.answer === answer && <Icon name="check" size={14} />}
                  <span>{i18n.t(`answer_${answer}`)}</span>
                </button>
              ))}
              {review.answer !== null && <span class="muted">{i18n.t('obj_goes_back')}</span>}
            </fieldset>
          </li>
        );
      })}
    </ul>
  );
}
