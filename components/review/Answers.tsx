import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { TextArea } from '@/components/ui/Field';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { NoteForm } from '@/components/ui/NoteForm';
import { usePassingTime } from '@/components/ui/use-passing-time';
import type { NewAnswer } from '@/utils/model/answer-review';
import { type GivenAnswer, ownAnswer, type Review } from '@/utils/model/project-reviews';
import { REVIEW_ANSWERS } from '@/utils/model/review-records';
import { DESK_SHORTCUTS, keysOf } from '@/utils/model/shortcuts';
import { shownOf } from '@/utils/review/shown-reviews';
import { againWords, answerWords, personWords } from './person-words';
import './review.css';
import '@/components/clip/clip.css';

interface OwnAnswerProps {
  readonly review: Review;
  readonly legend: string;
  /** The desk shows the keys of the answers. Only the panel scrolls to the field of the reason. */
  readonly place: 'desk' | 'panel';
  readonly onAnswer: (review: Review, given: NewAnswer | null) => void;
  /** Called when the user leaves the note by a key. */
  readonly onNoteDone: () => void;
}

/** Lets the user answer an objection. After an answer, a field asks for the reason. */
export function OwnAnswer({ review, legend, place, onAnswer, onNoteDone }: OwnAnswerProps) {
  const own = ownAnswer(review);
  const given = own?.answer ?? null;
  const before = useRef(given);
  const reason = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const isNew = given !== null && before.current === null;
    before.current = given;
    if (!isNew || place === 'desk') return;
    reason.current?.scrollIntoView({ block: 'nearest' });
    // Somebody who disputes an objection usually says why.
    if (given === 'disputed') reason.current?.querySelector('textarea')?.focus();
  }, [given, place]);
  return (
    <fieldset class="answer">
      <legend class={place === 'desk' ? 'muted' : 'visually-hidden'}>{legend}</legend>
      <div class="answer-row">
        {REVIEW_ANSWERS.map((answer) => {
          const isOn = own?.answer === answer;
          return (
            <button
              key={answer}
              type="button"
              class={`button button-plain${isOn ? ' is-on' : ''}`}
              aria-pressed={isOn}
              onClick={() => onAnswer(review, isOn ? null : { answer, note: own?.note ?? '' })}
            >
              {isOn && <Icon name="check" size={14} />}
              <span>{i18n.t(`answer_${answer}`)}</span>
              {place === 'desk' && (
                <span class="key" aria-hidden="true">
                  {keysOf(DESK_SHORTCUTS, answer)}
                </span>
              )}
            </button>
          );
        })}
        <span class="muted" role="status">
          {own !== null && i18n.t('obj_goes_back')}
        </span>
      </div>
      {own !== null && (
        <NoteForm formRef={reason} onDone={onNoteDone}>
          <TextArea
            label={i18n.t('answer_note')}
            value={own.note}
            placeholder={i18n.t('answer_note_placeholder')}
            onChange={(note) => onAnswer(review, { answer: own.answer, note })}
          />
        </NoteForm>
      )}
    </fieldset>
  );
}

/**
 * Shows the answers to an objection, with their reasons. If many unknown people answered, it shows
 * only the first of their answers.
 */
export function GivenAnswers({ answers }: { answers: readonly GivenAnswer[] }) {
  usePassingTime();
  const { shown, hidden } = shownOf(answers);
  return (
    <>
      {shown.map((given) => (
        <Fragment key={given.author + given.id}>
          <p>
            {given.standing === 'own'
              ? i18n.t('verdict_with_fact', [
                  i18n.t('obj_answer'),
                  i18n.t(`answer_${given.answer}`),
                ])
              : answerWords(given)}
            <span class="muted"> · {formatWhen(given.answeredAt)}</span>
          </p>
          {given.note.trim() !== '' && (
            <p class="clip-note" dir="auto">
              {given.note}
            </p>
          )}
        </Fragment>
      ))}
      {hidden > 0 && <p class="muted">{i18n.t('unverified_more', hidden)}</p>}
    </>
  );
}

/** Shows the earlier decisions that a decision replaced, and what was decided after an answer. */
export function EarlierAnswers({ review }: { review: Review }) {
  usePassingTime();
  if (review.earlier.length === 0) return null;
  const again = againWords(review);
  return (
    <div class="other-review">
      {review.earlier.map((each) => (
        <Fragment key={each.id}>
          <p class="muted">
            {i18n.t('desk_decided_before', [i18n.t(`decision_${each.decision}`)])} ·{' '}
            <bdi>{personWords(each)}</bdi> · {formatWhen(each.reviewedAt)}
          </p>
          {each.note.trim() !== '' && each.note !== review.note && (
            <p class="clip-note" dir="auto">
              {each.note}
            </p>
          )}
          <GivenAnswers answers={each.answers} />
        </Fragment>
      ))}
      {again !== null && <p class="muted">{again}</p>}
    </div>
  );
}
