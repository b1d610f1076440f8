import type { RefObject } from 'preact';
import { i18n } from '#i18n';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import '@/components/clip/clip.css';
import { Icon } from '@/components/ui/Icon';
import { shortName } from '@/components/ui/names';
import { type Hint, isBetween, isOfCitations } from '@/utils/claim/claim';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import type { NewAnswer } from '@/utils/model/answer-review';
import type { Review } from '@/utils/model/project-reviews';
import type { ReviewDecision } from '@/utils/model/review-records';
import { claimNumber } from '@/utils/review/claim-item';
import { needsDecision, openObjections } from '@/utils/review/review-state';
import type { LibraryReader } from '@/utils/storage/read';
import { ClaimSentence } from './ClaimSentence';
import './review.css';
import { DecisionPart } from './DecisionPart';
import { hintKindWords, hintWords, unreadWords } from './hint-words';
import { PassageCard, type PassageFinder } from './PassageCard';
import { personWords } from './person-words';
import type { DeskClaim } from './use-desk-claims';

export interface ClaimColumnProps {
  readonly reader: LibraryReader | null;
  readonly claim: DeskClaim;
  readonly language: string;
  /** The number of all claims of the report. */
  readonly claims: number;
  /** The position among the shown claims, from 1; null if the filter hides the claim. */
  readonly place: number | null;
  readonly total: number;
  /** The position among the claims of its page: "2 of 5 from this page". */
  readonly onPage: { readonly at: number; readonly of: number } | null;
  /** The claims that follow it in the order of the review, as far as they are shown. */
  readonly following: readonly DeskClaim[];
  readonly passageAt: number;
  readonly onPassage: (at: number) => void;
  /** Finds a passage for the citation with this index. */
  readonly finderOf: (at: number) => PassageFinder | null;
  readonly note: string;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
  readonly onNote: (note: string) => void;
  readonly onNoteDone: () => void;
  readonly onDecide: (decision: ReviewDecision) => void;
  readonly onAnswer: (review: Review, given: NewAnswer | null) => void;
  readonly onChoose: (key: string) => void;
}

/** Shows the current claim: its sentence, its hints, its passages, its decision, and what follows. */
export function ClaimColumn(props: ClaimColumnProps) {
  const { claim, onPage } = props;
  const { passages } = claim.item;
  const number = claimNumber(claim.item);
  const unread = claim.item.reading?.unread ?? null;
  // In the order of the text without a filter, the position is the number.
  const isInOrder = props.place === number && props.total === props.claims;
  const title = [
    ...(isInOrder
      ? [i18n.t('desk_claim_place', [number, props.claims])]
      : [
          i18n.t('desk_claim_number', [number]),
          props.place === null
            ? i18n.t('desk_claim_filtered')
            : i18n.t('desk_claim_order', [props.place, props.total]),
        ]),
  ];
  const about = [
    i18n.t(`triage_${claim.triage}`),
    ...(onPage !== null && onPage.of > 1 ? [i18n.t('desk_on_page', [onPage.at, onPage.of])] : []),
  ];
  return (
    <article class="stack" aria-labelledby="claim-title">
      <div class="row row-wrap claim-head">
        <h2
          id="claim-title"
          class="part-title"
          tabIndex={-1}
          data-focus="claim"
          aria-describedby="claim-about"
        >
          {title.join(' · ')}
        </h2>
        <p id="claim-about" class="muted">
          {about.join(' · ')}
        </p>
      </div>
      <ClaimSentence claim={claim} language={props.language} />
      {claim.hints.length > 0 && (
        <ul class="hints" aria-label={i18n.t('desk_hints')}>
          {claim.hints.map((hint) => (
            <HintLine
              key={`${hint.kind} ${hint.start.toString()} ${hint.end.toString()}`}
              hint={hint}
              claim={claim}
            />
          ))}
        </ul>
      )}
      {unread !== null && <p class="muted">{unreadWords(unread)}</p>}
      <div class="stack stack-tight">
        {passages.map((passage, at) => (
          <ErrorBoundary key={passage.citationId} of="entry">
            <PassageCard
              reader={props.reader}
              passage={passage}
              number={at + 1}
              current={at === props.passageAt && passages.length > 1}
              onChoose={() => props.onPassage(at)}
              finder={props.finderOf(at)}
            />
          </ErrorBoundary>
        ))}
      </div>
      <DecisionPart
        claim={claim}
        note={props.note}
        noteRef={props.noteRef}
        onNote={props.onNote}
        onNoteDone={props.onNoteDone}
        onDecide={props.onDecide}
        onAnswer={props.onAnswer}
      />
      {props.following.length > 0 && (
        <NextClaims claims={props.following} onChoose={props.onChoose} />
      )}
    </article>
  );
}

/** Lists the next claims in the room below the current one. */
function NextClaims({
  claims,
  onChoose,
}: {
  claims: readonly DeskClaim[];
  onChoose: (key: string) => void;
}) {
  return (
    <section class="next-claims" aria-labelledby="next-claims-title">
      <h3 id="next-claims-title" class="part-title">
        {i18n.t('desk_next_claims')}
      </h3>
      <ol>
        {claims.map((claim) => {
          const { key } = claim.item.claim;
          const { words } = quotedClaim(claim.item.claim, claim.item.statement);
          const about = [
            i18n.t('desk_claim_number', [claimNumber(claim.item)]),
            i18n.t(`triage_${claim.triage}`),
            ...(claim.review.review === null || needsDecision(claim.review)
              ? []
              : [i18n.t(`decision_${claim.review.review.decision}`)]),
            ...openObjections(claim.review)
              .slice(0, 1)
              .map((each) => i18n.t('others_mark', [personWords(each)])),
          ];
          return (
            <li key={key}>
              <button type="button" class="next-claim" onClick={() => onChoose(key)}>
                <bdi class="next-claim-words">
                  {raiseNoteMarks(shortName(words)) || i18n.t('desk_no_words')}
                </bdi>
                <span class="muted">{about.join(' · ')}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function HintLine({ hint, claim }: { hint: Hint; claim: DeskClaim }) {
  const sought = claim.item.passages.flatMap(({ evidence }, at) =>
    evidence !== null && hint.soughtIn.includes(evidence.clip.id) ? [(at + 1).toString()] : [],
  );
  const list = new Intl.ListFormat(i18n.t('locale'));
  return (
    <li class={isBetween(hint) ? 'claim-hint claim-question' : 'claim-hint'}>
      {isBetween(hint) ? (
        <Icon name="question" size={14} />
      ) : (
        <Icon name="warning" size={14} tone="warn" />
      )}
      <span>
        {!isOfCitations(hint) && (
          <span class="muted">{i18n.t('hint_label', [hintKindWords(hint.kind)])} </span>
        )}
        {hintWords(hint)}
        {!isOfCitations(hint) && sought.length > 0 && claim.item.passages.length > 1 && (
          <span class="muted">
            {' '}
            · {i18n.t('hint_sought', sought.length, [sought.length, list.format(sought)])}
          </span>
        )}
      </span>
    </li>
  );
}
