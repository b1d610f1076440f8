import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import { Sheet } from '@/components/ui/Sheet';
import { isOfCitations } from '@/utils/claim/claim';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import type { CheckCounts, CheckGroup } from '@/utils/model/check-state';
import { REVIEW_DECISIONS } from '@/utils/model/review-records';
import { claimNumber } from '@/utils/review/claim-item';
import { citedGroups } from '@/utils/review/report-numbers';
import { needsDecision } from '@/utils/review/review-state';
import { countDecisions, openClaims } from '@/utils/review/sign-off';
import { stateWords } from './claim-look';
import { OthersObject } from './OthersObject';
import type { DeskClaim } from './use-desk-claims';
import { useGrowing } from './use-growing';
import './review.css';

const FAILED = ['altered', 'missing', 'gone'] as const satisfies readonly CheckGroup[];
/** The groups of passages that no check has found to stand or to fail. */
const UNJUDGED = ['unread', 'untold', 'repinned', 'never'] as const satisfies readonly CheckGroup[];

interface SignOffSheetProps {
  readonly claims: readonly DeskClaim[];
  /** How many sentences of the report have no citation. */
  readonly uncited: number;
  /** How many clips a sign-off does not cover. */
  readonly uncovered: number;
  readonly reviewer: string;
  readonly onSign: (excepted: ReadonlySet<string>) => void;
  readonly onShow: (key: string) => void;
  readonly onClose: () => void;
}

/** Signs the report off. Shows the decisions, and lets the user except waiting claims by name. */
export function SignOffSheet(props: SignOffSheetProps) {
  const { claims, uncited, uncovered } = props;
  const [excepted, setExcepted] = useState<ReadonlySet<string>>(new Set());
  const counts = countDecisions(claims);
  const waiting = claims.filter(({ review }) => needsDecision(review));
  const open = openClaims(claims, excepted).length;
  const groups = useMemo(() => citedGroups(claims.map(({ item }) => item)), [claims]);
  const failed = groupWords(groups, FAILED);
  const unjudged = groupWords(groups, UNJUDGED);
  const hinted = claims.filter(
    ({ review, hints }) =>
      hints.some((hint) => !isOfCitations(hint)) &&
      !needsDecision(review) &&
      review.review?.decision === 'supported',
  ).length;
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
      <p>
        {i18n.t('sign_text')}
        {uncovered > 0 && ` ${i18n.t('sign_uncovered', uncovered)}`}
      </p>
      <dl class="sign-counts">
        {REVIEW_DECISIONS.map((decision) => (
          <div key={decision} class="sign-count">
            <dt>{i18n.t(`decisions_${decision}`, counts[decision] ?? 0)}</dt>
            <dd>{counts[decision] ?? 0}</dd>
          </div>
        ))}
        <div class="sign-count">
          <dt>{i18n.t('state_waiting')}</dt>
          <dd>{waiting.length}</dd>
        </div>
      </dl>
      {failed !== null && <p class="sign-check">{i18n.t('sign_failed', [failed])}</p>}
      {hinted > 0 && <p class="sign-check">{i18n.t('sign_hinted', hinted)}</p>}
      {unjudged !== null && <p class="sign-check">{i18n.t('sign_unjudged', [unjudged])}</p>}
      {uncited > 0 && <p class="sign-check">{i18n.t('uncited_sentences', uncited)}</p>}
      <OthersObject claims={claims} onShow={props.onShow} />
      {waiting.length > 0 && (
        <fieldset class="sign-waiting">
          <legend class="part-title">{i18n.t('sign_waiting')}</legend>
          <p class="muted">{i18n.t('sign_waiting_text')}</p>
          {waiting.length > 1 && (
            <Button
              onClick={() =>
                setExcepted(new Set(open > 0 ? waiting.map(({ item }) => item.claim.key) : []))
              }
            >
              {open > 0 ? i18n.t('sign_except_all', [waiting.length]) : i18n.t('sign_except_none')}
            </Button>
          )}
          {waiting.slice(0, drawn).map(({ item, review }) => (
            <div key={item.claim.key} class="sign-row">
              <label>
                <input
                  type="checkbox"
                  checked={excepted.has(item.claim.key)}
                  onChange={() => toggle(item.claim.key)}
                />
                <span>
                  <bdi>
                    {raiseNoteMarks(quotedClaim(item.claim, item.statement).words) ||
                      i18n.t('desk_no_words')}
                  </bdi>
                  <span class="muted">
                    {' '}
                    {i18n.t('desk_claim_number', [claimNumber(item)])} · {stateWords(review)}
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

/** Returns how many cited passages are in some groups of check states; null if there are none. */
function groupWords(counts: CheckCounts, groups: readonly CheckGroup[]): string | null {
  const parts = groups
    .filter((group) => counts[group] > 0)
    .map((group) => `${counts[group].toString()} ${i18n.t(`group_${group}`, counts[group])}`);
  return parts.length === 0 ? null : new Intl.ListFormat(i18n.t('locale')).format(parts);
}
