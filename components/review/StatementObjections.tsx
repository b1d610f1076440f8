import { i18n } from '#i18n';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { shortPassage } from '@/components/ui/names';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import type { NewAnswer } from '@/utils/model/answer-review';
import type { Review } from '@/utils/model/project-reviews';
import type { Objection } from '@/utils/review/objections';
import { shownOf } from '@/utils/review/shown-reviews';
import { EarlierAnswers, GivenAnswers, OwnAnswer } from './Answers';
import { DECISION_LOOK } from './claim-look';
import { personWords } from './person-words';
import './review.css';
import '@/components/clip/clip.css';

interface StatementObjectionsProps {
  readonly focusKey: string;
  readonly objections: readonly Objection[];
  readonly onAnswer: (review: Review, given: NewAnswer | null) => void;
  /** Called when the user leaves the note of an answer by a key. */
  readonly onNoteDone: () => void;
}

/** Shows a reviewer's objections to a statement, for its author to answer. */
export function StatementObjections({
  focusKey,
  objections,
  onAnswer,
  onNoteDone,
}: StatementObjectionsProps) {
  const { shown, hidden } = shownOf(
    objections.map((objection) => ({ objection, standing: objection.review.standing })),
  );
  return (
    <ul
      class="objections"
      aria-label={i18n.t('state_objection')}
      tabIndex={-1}
      data-focus={focusKey}
    >
      {shown.map(({ objection: { review, quoted, wordsChanged } }) => {
        const { tone, icon } = DECISION_LOOK[review.decision];
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
            {quoted !== null && (
              <p class="objection-words" dir="auto">
                {raiseNoteMarks(shortPassage(quoted.words))}
                {quoted.rest !== '' && (
                  <span class="claim-around"> … {raiseNoteMarks(shortPassage(quoted.rest))}</span>
                )}
              </p>
            )}
            {wordsChanged && <p class="muted">{i18n.t('changed_claim')}</p>}
            {review.note.trim() !== '' && (
              <p class="clip-note" dir="auto">
                {review.note}
              </p>
            )}
            <EarlierAnswers review={review} />
            <OwnAnswer
              review={review}
              legend={i18n.t('obj_answer')}
              place="panel"
              onAnswer={onAnswer}
              onNoteDone={onNoteDone}
            />
            <GivenAnswers answers={review.answers.filter(({ standing }) => standing !== 'own')} />
          </li>
        );
      })}
      {hidden > 0 && <li class="muted">{i18n.t('unverified_more', hidden)}</li>}
    </ul>
  );
}
