import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { sourceTitle } from '@/components/state/clip-view';
import { EmptyState } from '@/components/ui/EmptyState';
import { hostOf } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { shortName } from '@/components/ui/names';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import { claimNumber } from '@/utils/review/claim-item';
import { needsDecision } from '@/utils/review/review-state';
import { claimTone, DECISION_LOOK, stateWords } from './claim-look';
import { OthersMark } from './OthersObject';
import { RenderOnChange } from './RenderOnChange';
import type { DeskClaim, DeskGroup } from './use-desk-claims';
import { useGrowing } from './use-growing';
import './review.css';

interface ClaimListProps {
  readonly groups: readonly DeskGroup[];
  readonly shown: ReadonlySet<string>;
  readonly current: string | null;
  readonly onChoose: (key: string) => void;
}

/** The shown claims of one page. */
interface Shown {
  readonly group: DeskGroup;
  readonly claims: readonly DeskClaim[];
  /** The index of the first one, from 0, among all shown claims. */
  readonly at: number;
  readonly waiting: number;
}

/** Lists the claims in review order, grouped by their page. */
export function ClaimList({ groups, shown, current, onChoose }: ClaimListProps) {
  const [parts, count] = useMemo(() => {
    const out: Shown[] = [];
    let at = 0;
    for (const group of groups) {
      const claims = group.claims.filter(({ item }) => shown.has(item.claim.key));
      if (claims.length === 0) continue;
      const waiting = claims.filter(({ review }) => needsDecision(review)).length;
      out.push({ group, claims, at, waiting });
      at += claims.length;
    }
    return [out, at] as const;
  }, [groups, shown]);
  const currentAt = useMemo(() => {
    for (const { claims, at } of parts) {
      const found = claims.findIndex(({ item }) => item.claim.key === current);
      if (found >= 0) return at + found;
    }
    return -1;
  }, [parts, current]);
  const [from, to] = useGrowing(count, currentAt);
  if (count === 0) {
    return <EmptyState icon="filter" title={i18n.t('desk_none_shown')} />;
  }
  return (
    <div class="claim-list">
      {parts
        .filter(({ at, claims }) => at < to && at + claims.length > from)
        .map((part) => {
          const { group, claims, at, waiting } = part;
          const first = Math.max(from - at, 0);
          const last = Math.min(to - at, claims.length);
          const isHere = currentAt >= at && currentAt < at + claims.length;
          return (
            <RenderOnChange
              key={group.key}
              deps={[first, last, waiting, isHere ? current : null, group.view, ...claims]}
              draw={() => (
                <ShownGroup
                  part={part}
                  first={first}
                  last={last}
                  current={current}
                  onChoose={onChoose}
                />
              )}
            />
          );
        })}
    </div>
  );
}

function ShownGroup(props: {
  readonly part: Shown;
  /** The range of claims that are rendered; the last is excluded. */
  readonly first: number;
  readonly last: number;
  readonly current: string | null;
  readonly onChoose: (key: string) => void;
}) {
  const { group, claims, waiting } = props.part;
  const { first, last } = props;
  return (
    <>
      {group.key !== 'all' && (
        <h3 class="claim-list-page">
          <span class="claim-list-title">
            <bdi>{group.view === null ? i18n.t('desk_no_page') : sourceTitle(group.view)}</bdi>
          </span>
          <span class="claim-list-facts">
            {group.view?.source && `${hostOf(group.view.source.url)} · `}
            {i18n.t('desk_waiting', waiting)}
          </span>
        </h3>
      )}
      <ol class="claim-list-claims">
        {claims.slice(first, last).map((claim, index) => {
          const isCurrent = claim.item.claim.key === props.current;
          return (
            // Claims far away are not rendered at once, but count in the list.
            <li
              key={claim.item.claim.key}
              aria-posinset={first + index + 1}
              aria-setsize={claims.length}
            >
              <RenderOnChange
                deps={[claim, isCurrent]}
                draw={() => (
                  <ClaimRow claim={claim} current={isCurrent} onChoose={props.onChoose} />
                )}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function ClaimRow(props: { claim: DeskClaim; current: boolean; onChoose: (key: string) => void }) {
  const { claim, current } = props;
  const { key } = claim.item.claim;
  const { words } = quotedClaim(claim.item.claim, claim.item.statement);
  const { review } = claim;
  const waiting = needsDecision(review);
  const look = review.review === null ? null : DECISION_LOOK[review.review.decision];
  return (
    <a
      href={`#${key}`}
      class={`claim-row claim-row-${claimTone(claim)}${current ? ' is-current' : ''}`}
      aria-current={current ? 'true' : undefined}
      tabIndex={current ? 0 : -1}
      data-claim={key}
      onClick={(event) => {
        event.preventDefault();
        props.onChoose(key);
      }}
    >
      <span class="claim-row-words">
        <bdi>{raiseNoteMarks(shortName(words)) || i18n.t('desk_no_words')}</bdi>
      </span>
      <span class="claim-row-state">
        <span>{i18n.t('desk_claim_number', [claimNumber(claim.item)])}</span>
        <span>{i18n.t(`triage_${claim.triage}`)}</span>
        {look !== null && review.review !== null && (
          <span class={`claim-state claim-state-${waiting ? 'off' : look.tone}`}>
            <Icon name={waiting ? 'restore' : look.icon} size={12} />
            {waiting ? stateWords(review) : i18n.t(`decision_${review.review.decision}`)}
          </span>
        )}
        <OthersMark review={review} worded />
      </span>
    </a>
  );
}
