import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import { claimNumber } from '@/utils/review/claim-item';
import { type ClaimReview, openObjections, withOpenObjections } from '@/utils/review/review-state';
import { DECISION_LOOK } from './claim-look';
import { personWords } from './person-words';
import type { DeskClaim } from './use-desk-claims';
import { useGrowing } from './use-growing';
import './review.css';

interface OthersObjectProps {
  readonly claims: readonly DeskClaim[];
  readonly onShow: (key: string) => void;
}

/** Lists the claims that the user decided and that another reviewer still objects to. */
export function OthersObject({ claims, onShow }: OthersObjectProps) {
  const found = withOpenObjections(claims);
  const [, drawn] = useGrowing(found.length, 0);
  if (found.length === 0) return null;
  return (
    <section class="stack stack-tight" aria-labelledby="others-object">
      <p id="others-object" class="sign-check">
        {i18n.t('others_object', found.length)}
      </p>
      {found.slice(0, drawn).map(({ item, review }) => (
        <div key={item.claim.key} class="sign-row">
          <span class="grow">
            <bdi>
              {raiseNoteMarks(quotedClaim(item.claim, item.statement).words) ||
                i18n.t('desk_no_words')}
            </bdi>
            <span class="muted">
              {' '}
              {[
                i18n.t('desk_claim_number', [claimNumber(item)]),
                ...openObjections(review).map(
                  (each) => `${personWords(each)}: ${i18n.t(`decision_${each.decision}`)}`,
                ),
              ].join(' · ')}
            </span>
          </span>
          <Button look="quiet" onClick={() => onShow(item.claim.key)}>
            {i18n.t('sign_show')}
          </Button>
        </div>
      ))}
    </section>
  );
}

/** Shows, in words or as an icon, that somebody else objects to a claim that the user decided. */
export function OthersMark(props: { review: ClaimReview; worded: boolean }) {
  const [first] = openObjections(props.review);
  if (first === undefined) return null;
  const { tone, icon } = DECISION_LOOK[first.decision];
  const words = i18n.t('others_mark', [personWords(first)]);
  return (
    <span class={`claim-state claim-state-${tone}`} title={words}>
      <Icon name={icon} size={11} />
      <span class={props.worded ? '' : 'visually-hidden'}>{words}</span>
    </span>
  );
}
