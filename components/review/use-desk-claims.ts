import { useMemo } from 'preact/hooks';
import type { ClipView } from '@/components/clip/clip-view';
import type { Hint } from '@/utils/claim/claim';
import type { ClaimItem } from '@/utils/review/claim-item';
import { type ClaimFilter, passesFilter } from '@/utils/review/filter-claims';
import { type ClaimReview, claimReview, reviewsByClaim } from '@/utils/review/review-state';
import { groupForTriage, type TriageClass, triageClass } from '@/utils/review/triage';
import { matchesWords } from '../report/match-words';
import type { ReportClaims } from './use-claims';
import type { Hints } from './use-hints';

/** One claim as the desk shows it. */
export interface DeskClaim {
  readonly item: ClaimItem<ClipView>;
  readonly review: ClaimReview;
  readonly hints: readonly Hint[];
  readonly triage: TriageClass;
}

export type DeskOrder = 'triage' | 'reading';

/** The claims that one page is read for; in reading order there is one group of all. */
export interface DeskGroup {
  readonly key: string;
  /** The page's clip to name it by; null where there is none. */
  readonly view: ClipView | null;
  readonly claims: readonly DeskClaim[];
}

export interface DeskClaims {
  readonly byKey: ReadonlyMap<string, DeskClaim>;
  /** In reading order. */
  readonly all: readonly DeskClaim[];
  readonly groups: readonly DeskGroup[];
  /** All of them in the order in which they are gone through, whatever the filter. */
  readonly order: readonly DeskClaim[];
  /** The keys of those that the filter and the search leave. */
  readonly shown: ReadonlySet<string>;
}

const NO_HINTS: readonly Hint[] = [];

/** Claims with their hints and decisions, in order, and which of them are to be shown. */
export function useDeskClaims(
  claims: ReportClaims,
  hints: Hints,
  reviewer: string,
  choice: { readonly order: DeskOrder; readonly filter: ClaimFilter; readonly query: string },
): DeskClaims {
  const { items, reviews } = claims;
  const { known } = hints;
  const { order, filter, query } = choice;

  // Apart from the reviews, which change with every decision.
  const triaged = useMemo(() => {
    const hintsOf = (item: ClaimItem) => known.get(item.claim.key)?.hints ?? NO_HINTS;
    const classes = new Map(items.map((item) => [item, triageClass(item, hintsOf(item))]));
    const classOf = (item: ClaimItem<ClipView>) => classes.get(item) ?? 'clean';
    return { hintsOf, classOf, groups: groupForTriage(items, classOf) };
  }, [items, known]);

  const byKey = useMemo(() => {
    const decided = reviewsByClaim(reviews);
    return new Map(
      items.map((item): [string, DeskClaim] => [
        item.claim.key,
        {
          item,
          review: claimReview(item, decided.get(item.claim.key), reviewer),
          hints: triaged.hintsOf(item),
          triage: triaged.classOf(item),
        },
      ]),
    );
  }, [items, reviews, reviewer, triaged]);

  return useMemo(() => {
    const claimsOf = (some: readonly ClaimItem[]) =>
      some.flatMap(({ claim }) => byKey.get(claim.key) ?? []);
    const all = claimsOf(items);
    const groups: DeskGroup[] =
      order === 'reading'
        ? [{ key: 'all', view: null, claims: all }]
        : triaged.groups.map((group) => ({
            key: group.sourceId ?? 'none',
            view: pageOf(group.items[0], group.sourceId),
            claims: claimsOf(group.items),
          }));
    const shown = new Set(
      all.flatMap((claim) =>
        passesFilter(claim, filter) && (query === '' || matchesWords(claim.item.claim.text, query))
          ? [claim.item.claim.key]
          : [],
      ),
    );
    return { byKey, all, groups, order: groups.flatMap((group) => group.claims), shown };
  }, [byKey, items, triaged, order, filter, query]);
}

function pageOf(
  item: ClaimItem<ClipView> | undefined,
  sourceId: ClaimItem['sourceId'],
): ClipView | null {
  const passage = item?.passages.find(
    ({ evidence }) => evidence?.clip.sourceId === sourceId && sourceId !== null,
  );
  return passage?.evidence ?? null;
}
