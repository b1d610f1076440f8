import { i18n } from '#i18n';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { ownAnswer, type Review } from '@/utils/model/project-reviews';
import type { ReviewAnswer } from '@/utils/model/review-records';
import type { Objection } from '@/utils/review/objections';
import { shownOf } from '@/utils/review/shown-reviews';
import { DECISION_LOOK } from './claim-look';
import { answerWords, personWords } from './person-words';
import './review.css';
import '@/components/clip/clip.css';

interface StatementObjectionsProps {
  readonly objections: readonly Objection[];
  readonly onAnswer: (review: Review, answer: ReviewAnswer | null) => void;
}

/** Shows a reviewer's objections to a statement, for its author to answer. */
export function StatementObjections({ objections, onAnswer }: StatementObjectionsProps) {
  const { shown, hidden } = shownOf(
    objections.map((objection) => ({ objection, standing: objection.review.standing })),
  );
  return (
    <ul class="objections" aria-label={i18n.t('state_objection')}>
      {shown.map(({ objection: { review, words } }) => {
        const { tone, icon } = DECISION_LOOK[review.decision];
        const own = ownAnswer(review);
        return (
          <li key={review.author + review.id} class="objection">
            <p class="objection-head">
              <span class={`verdict verdict-${tone}`}>
                <Icon name={icon} size={12} />
                <span>{i18n.t(`decision_${review.decision}`)}</span>
              </span>
              <span class="muted">
                <bdi>{personWords(review)}</bdi> · {formatWhen(review.reviewedAt)}
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
                  class={`button button-plain${own === answer ? ' is-on' : ''}`}
                  aria-pressed={own === answer}
                  onClick={() => onAnswer(review, own === answer ? null : answer)}
                >
                  {own === answer && <Icon name="check" size={14} />}
                  <span>{i18n.t(`answer_${answer}`)}</span>
                </button>
              ))}
              <span class="muted" role="status">
                {own !== null && i18n.t('obj_goes_back')}
              </span>
            </fieldset>
            {review.answers.map((given) =>
              given.standing === 'own' ? null : (
                <p key={given.author + given.id} class="muted">
                  {answerWords(given)}
                </p>
              ),
            )}
          </li>
        );
      })}
      {hidden > 0 && <li class="muted">{i18n.t('unverified_more', hidden)}</li>}
    </ul>
  );
}
