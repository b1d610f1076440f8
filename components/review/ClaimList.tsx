import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { sourceTitle } from '@/components/clip/clip-view';
import { hostOf } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import { needsDecision } from '@/utils/review/review-state';
import { claimTone, DECISION_LOOK } from './claim-look';
import { Still } from './Still';
import type { DeskClaim, DeskGroup } from './use-desk-claims';
import { useGrowing } from './use-growing';

interface ClaimListProps {
  readonly groups: readonly DeskGroup[];
  readonly shown: ReadonlySet<string>;
  readonly current: string | null;
  readonly onChoose: (key: string) => void;
}

type Row =
  | { readonly kind: 'page'; readonly group: DeskGroup; readonly waiting: number }
  | { readonly kind: 'claim'; readonly claim: DeskClaim };

/** The claims in the order in which they are gone through, under the pages that they are read from. */
export function ClaimList({ groups, shown, current, onChoose }: ClaimListProps) {
  const rows = useMemo(() => {
    const out: Row[] = [];
    for (const group of groups) {
      const claims = group.claims.filter(({ item }) => shown.has(item.claim.key));
      if (claims.length === 0) continue;
      const waiting = claims.filter(({ review }) => needsDecision(review)).length;
      if (group.key !== 'all') out.push({ kind: 'page', group, waiting });
      for (const claim of claims) out.push({ kind: 'claim', claim });
    }
    return out;
  }, [groups, shown]);
  const at = rows.findIndex((row) => row.kind === 'claim' && row.claim.item.claim.key === current);
  const [from, to] = useGrowing(rows.length, at);
  return (
    <div class="claim-list">
      {rows.slice(from, to).map((row) =>
        row.kind === 'page' ? (
          <h3 key={`p${row.group.key}`} class="claim-list-page">
            <span class="claim-list-title">
              <bdi>
                {row.group.view === null ? i18n.t('desk_no_page') : sourceTitle(row.group.view)}
              </bdi>
            </span>
            <span class="claim-list-facts">
              {row.group.view?.source && `${hostOf(row.group.view.source.url)} · `}
              {i18n.t('desk_waiting', row.waiting)}
            </span>
          </h3>
        ) : (
          <Still
            key={row.claim.item.claim.key}
            print={[row.claim, row.claim.item.claim.key === current]}
            draw={() => (
              <ClaimRow
                claim={row.claim}
                current={row.claim.item.claim.key === current}
                onChoose={onChoose}
              />
            )}
          />
        ),
      )}
    </div>
  );
}

function ClaimRow(props: { claim: DeskClaim; current: boolean; onChoose: (key: string) => void }) {
  const { claim, current } = props;
  const { key, text } = claim.item.claim;
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
        <bdi>{text.trim() || i18n.t('desk_no_words')}</bdi>
      </span>
      <span class="claim-row-state">
        <span>{i18n.t(`triage_${claim.triage}`)}</span>
        {look !== null && review.review !== null && (
          <span class={`claim-state claim-state-${waiting ? 'off' : look.tone}`}>
            <Icon name={waiting ? 'restore' : look.icon} size={12} />
            {waiting
              ? i18n.t(`state_${review.state}`)
              : i18n.t(`decision_${review.review.decision}`)}
          </span>
        )}
      </span>
    </a>
  );
}
