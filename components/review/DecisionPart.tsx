import type { RefObject } from 'preact';
import { i18n } from '#i18n';
import { TextArea } from '@/components/ui/Field';
import { formatWhen } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { NoteForm } from '@/components/ui/NoteForm';
import { usePassingTime } from '@/components/ui/use-passing-time';
import type { NewAnswer } from '@/utils/model/answer-review';
import type { Review } from '@/utils/model/project-reviews';
import { REVIEW_DECISIONS, type ReviewDecision } from '@/utils/model/review-records';
import { DESK_SHORTCUTS, keysOf } from '@/utils/model/shortcuts';
import { claimNumber } from '@/utils/review/claim-item';
import { isObjection, isOutdated, needsDecision } from '@/utils/review/review-state';
import { shownOf } from '@/utils/review/shown-reviews';
import { EarlierAnswers, GivenAnswers, OwnAnswer } from './Answers';
import { DECISION_LOOK } from './claim-look';
import { personWords } from './person-words';
import type { DeskClaim } from './use-desk-claims';
import './review.css';
import '@/components/clip/clip.css';

interface DecisionPartProps {
  readonly claim: DeskClaim;
  readonly note: string;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
  readonly onNote: (note: string) => void;
  readonly onNoteDone: () => void;
  readonly onDecide: (decision: ReviewDecision) => void;
  readonly onAnswer: (review: Review, given: NewAnswer | null) => void;
}

/**
 * Shows the reviewer's decision about a claim, the decisions of others, and the authors' answer.
 */
export function DecisionPart(props: DecisionPartProps) {
  const { review } = props.claim;
  const chosen = review.review;
  const others = shownOf(review.all.filter((each) => each !== chosen));
  return (
    <section class="stack stack-tight" aria-labelledby="decision-title">
      <h3 id="decision-title" class="part-title">
        {i18n.t('desk_decision')}
      </h3>
      <WhyAgain claim={props.claim} />
      <div class="decide">
        {REVIEW_DECISIONS.map((decision) => {
          const { tone, icon } = DECISION_LOOK[decision];
          const [key] = keysOf(DESK_SHORTCUTS, decision);
          const on = chosen?.decision === decision && !needsDecision(review);
          return (
            <button
              key={decision}
              type="button"
              class={`button button-plain decide-${tone}${on ? ' is-on' : ''}`}
              aria-pressed={on}
              aria-keyshortcuts={key}
              onClick={() => props.onDecide(decision)}
            >
              <span class="decide-word">{i18n.t(`decision_${decision}`)}</span>
              <span class="decide-key">
                <Icon name={icon} size={14} />
                <span class="key" aria-hidden="true">
                  {key}
                </span>
              </span>
            </button>
          );
        })}
      </div>
      <NoteForm onDone={props.onNoteDone}>
        <TextArea
          label={i18n.t('desk_note_of', [claimNumber(props.claim.item)])}
          value={props.note}
          placeholder={i18n.t('desk_note_placeholder')}
          onChange={props.onNote}
          inputRef={props.noteRef}
        />
      </NoteForm>
      {chosen !== null && <Signed review={chosen} />}
      {/* The user's own note is in the field above, or with why the claim waits again. */}
      {chosen !== null && chosen.standing !== 'own' && <NoteOf review={chosen} />}
      {chosen !== null && <EarlierAnswers review={chosen} />}
      {chosen !== null && isObjection(chosen.decision) && (
        <OwnAnswer
          review={chosen}
          legend={i18n.t('desk_answer')}
          place="desk"
          onAnswer={props.onAnswer}
          onNoteDone={props.onNoteDone}
        />
      )}
      {others.shown.map((each) => (
        <div key={each.author + each.id} class="other-review">
          <Signed review={each} />
          <NoteOf review={each} />
          <EarlierAnswers review={each} />
        </div>
      ))}
      {others.hidden > 0 && <p class="muted">{i18n.t('unverified_more', others.hidden)}</p>}
    </section>
  );
}

/** Says why a decided claim waits again. */
function WhyAgain({ claim: { item, review } }: { claim: DeskClaim }) {
  if (review.review === null || review.state === 'decided' || review.state === 'undecided') {
    return null;
  }
  const changed = review.changed.map((change) => i18n.t(`changed_${change}`));
  return (
    <div class="why-again" role="note">
      <Icon name="restore" tone="accent" />
      <div>
        {review.state === 'answered' && <GivenAnswers answers={review.review.answers} />}
        {review.state === 'unverified' && <p>{doubtWords(review.review)}</p>}
        {changed.map((words) => (
          <p key={words}>{words}</p>
        ))}
        <p class="muted">
          {i18n.t('desk_decided_before', [i18n.t(`decision_${review.review.decision}`)])}
        </p>
        {review.review.standing === 'own' && isOutdated(review.review, item) && (
          <NoteOf review={review.review} />
        )}
      </div>
    </div>
  );
}

/** Explains why a decision does not count in this library. */
function doubtWords({ doubt }: Review): string {
  return i18n.t(doubt === null ? 'desk_unverified' : `doubt_${doubt}`);
}

function NoteOf({ review: { note } }: { review: Review }) {
  if (note.trim() === '') return null;
  return (
    <p class="clip-note" dir="auto">
      {note}
    </p>
  );
}

function Signed({ review }: { review: Review }) {
  usePassingTime();
  const words = [
    i18n.t(`decision_${review.decision}`),
    personWords(review),
    formatWhen(review.reviewedAt),
    ...(review.together ? [i18n.t('desk_together')] : []),
  ];
  return <p class="muted">{words.join(' · ')}</p>;
}
