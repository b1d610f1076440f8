import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Sheet } from '@/components/ui/Sheet';
import { REVIEW_DECISIONS } from '@/utils/model/review-records';
import { claimNumber } from '@/utils/review/claim-item';
import { needsDecision } from '@/utils/review/review-state';
import { countDecisions, openClaims } from '@/utils/review/sign-off';
import type { DeskClaim } from './use-desk-claims';
import { useGrowing } from './use-growing';
import './review.css';

interface SignOffSheetProps {
  readonly claims: readonly DeskClaim[];
  readonly reviewer: string;
  readonly onSign: (excepted: ReadonlySet<string>) => void;
  readonly onShow: (key: string) => void;
  readonly onClose: () => void;
}

/** Signs the report off. Shows the decisions, and lets the user except waiting claims by name. */
export function SignOffSheet(props: SignOffSheetProps) {
  const { claims } = props;
  const [excepted, setExcepted] = useState<ReadonlySet<string>>(new Set());
  const counts = countDecisions(claims);
  const waiting = claims.filter(({ review }) => needsDecision(review));
  const open = openClaims(claims, excepted).length;
  const [, drawn] = useGrowing(waiting.length, 0);
  const toggle = (key: string) =>
    setExcepted((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return (
    <Sheet
      title={i18n.t('sign_title')}
      step="sign"
      onClose={props.onClose}
      foot={
        <>
          <span class="muted grow" role="status">
            {open > 0 ? i18n.t('sign_open', open) : i18n.t('sign_by', [props.reviewer])}
          </span>
          <Button onClick={props.onClose}>{i18n.t('cancel')}</Button>
          <Button
            look="primary"
            disabled={open > 0 || claims.length === 0}
            focusKey="sign"
            onClick={() => props.onSign(excepted)}
          >
            {i18n.t('sign_confirm')}
          </Button>
        </>
      }
    >
      <p>{i18n.t('sign_text')}</p>
      <dl class="sign-counts">
        {REVIEW_DECISIONS.map((decision) => (
          <div key={decision} class="sign-count">
            <dt>{i18n.t(`decision_${decision}`)}</dt>
            <dd>{counts[decision] ?? 0}</dd>
          </div>
        ))}
        <div class="sign-count">
          <dt>{i18n.t('state_waiting')}</dt>
          <dd>{waiting.length}</dd>
        </div>
      </dl>
      {waiting.length > 0 && (
        <fieldset class="sign-waiting">
          <legend class="part-title">{i18n.t('sign_waiting')}</legend>
          <p class="muted">{i18n.t('sign_waiting_text')}</p>
          {waiting.slice(0, drawn).map(({ item, review }) => (
            <div key={item.claim.key} class="sign-row">
              <label>
                <input
                  type="checkbox"
                  checked={excepted.has(item.claim.key)}
                  onChange={() => toggle(item.claim.key)}
                />
                <span>
                  <bdi>{item.claim.text.trim() || i18n.t('desk_no_words')}</bdi>
                  <span class="muted">
                    {' '}
                    {i18n.t('desk_claim_number', [claimNumber(item)])} ·{' '}
                    {i18n.t(`state_${review.state}`)}
                  </span>
                </span>
              </label>
              <Button look="quiet" onClick={() => props.onShow(item.claim.key)}>
                {i18n.t('sign_show')}
              </Button>
            </div>
          ))}
        </fieldset>
      )}
    </Sheet>
  );
}
