import { useMemo, useRef } from 'preact/hooks';
import type { ClipView } from '@/components/state/clip-view';
import type { Claim, Hint } from '@/utils/claim/claim';
import type { Review } from '@/utils/model/project-reviews';
import { type ClaimItem, withReading } from '@/utils/review/claim-item';
import { type ClaimFilter, passesFilter } from '@/utils/review/filter-claims';
import { placeReviews } from '@/utils/review/place-reviews';
import { type ClaimReview, claimReview } from '@/utils/review/review-state';
import {
  groupForTriage,
  type KeptPlaces,
  keepPlaces,
  type TriageClass,
  triageClass,
} from '@/utils/review/triage';
import { foldSearched } from '@/utils/text/fold-for-search';
import { holdsTerms, readSearchTerms } from '@/utils/text/search-terms';
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

/**
 * The claims that are read from one page. In reading order there is a single group with all claims.
 */
export interface DeskGroup {
  readonly key: string;
  /** A clip of the page, to name it; null if there is none. */
  readonly view: ClipView | null;
  readonly claims: readonly DeskClaim[];
}

export interface DeskClaims {
  readonly byKey: ReadonlyMap<string, DeskClaim>;
  /** In reading order. */
  readonly all: readonly DeskClaim[];
  readonly groups: readonly DeskGroup[];
  /** All claims in review order, whatever the filter. */
  readonly order: readonly DeskClaim[];
  /** The keys of the claims that match the filter and the search. */
  readonly shown: ReadonlySet<string>;
  /** Returns how many claims would be shown with another filter, and the same search. */
  readonly count: (filter: ClaimFilter) => number;
}

const NO_HINTS: readonly Hint[] = [];

const folded = new WeakMap<Claim, string>();

/** Returns the words of a claim for searching, folded once. */
function foldedOf(claim: Claim): string {
  const known = folded.get(claim);
  if (known !== undefined) return known;
  const words = foldSearched(claim.text);
  folded.set(claim, words);
  return words;
}

/**
 * Returns the claims with their hints and decisions in review order, and which of them are shown.
 */
export function useDeskClaims(
  claims: ReportClaims,
  hints: Hints,
  choice: { readonly order: DeskOrder; readonly filter: ClaimFilter; readonly query: string },
): DeskClaims {
  const { items, reviews } = claims;
  const { known } = hints;
  const compared = hints.ready || hints.failure !== null;
  const { order, filter, query } = choice;

  const kept = useRef<
    (KeptPlaces & { readonly order: DeskOrder; readonly filter: ClaimFilter }) | null
  >(null);
  // Separate from the reviews, which change with every decision.
  const triaged = useMemo(() => {
    const hintsOf = (item: ClaimItem) => known.get(item.claim.key)?.hints ?? null;
    const classes = new Map<ClaimItem, TriageClass>(
      items.map((item) => [item, triageClass(item, hintsOf(item))]),
    );
    const classOf = (item: ClaimItem) => classes.get(item) ?? 'uncompared';
    const last = kept.current;
    const before = last?.order === order && last.filter === filter ? last : null;
    kept.current = { ...keepPlaces(before, items, classOf, compared), order, filter };
    const { places } = kept.current;
    const placeOf = (item: ClaimItem) =>
      places.get(item.claim.key) ?? { triage: classOf(item), sourceId: item.sourceId };
    return { hintsOf, classOf, groups: groupForTriage(items, placeOf) };
  }, [items, known, compared, order, filter]);

  const before = useRef<ReadonlyMap<string, DeskClaim>>(new Map());
  const byKey = useMemo(() => {
    const { byClaim } = placeReviews(
      items.map(({ claim }) => claim),
      reviews,
    );
    const next = new Map(
      items.map((unread): [string, DeskClaim] => {
        const { key } = unread.claim;
        const item = withReading(unread, known.get(key));
        const claim: DeskClaim = {
          item,
          review: claimReview(item, byClaim.get(key)),
          hints: triaged.hintsOf(unread) ?? NO_HINTS,
          triage: triaged.classOf(unread),
        };
        // An unchanged claim keeps its object, so it is not rendered again.
        const same = before.current.get(key);
        return [key, same !== undefined && isSame(same, claim) ? same : claim];
      }),
    );
    before.current = next;
    return next;
  }, [items, reviews, triaged, known]);

  const arranged = useMemo(() => {
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
    return { byKey, all, groups, order: groups.flatMap((group) => group.claims) };
  }, [byKey, items, triaged, order]);

  return useMemo(() => {
    const sought = readSearchTerms(query);
    const found = arranged.all.filter(
      ({ item }) => query === '' || holdsTerms(foldedOf(item.claim), sought),
    );
    const passing = (next: ClaimFilter) => found.filter((claim) => passesFilter(claim, next));
    const shown = new Set(passing(filter).map(({ item }) => item.claim.key));
    return { ...arranged, shown, count: (next: ClaimFilter) => passing(next).length };
  }, [arranged, filter, query]);
}

function isSame(a: DeskClaim, b: DeskClaim): boolean {
  return (
    a.item === b.item &&
    a.hints === b.hints &&
    a.triage === b.triage &&
    (a.review === b.review || isSameReview(a.review, b.review))
  );
}

/** For the same item only: what changed since follows from the decisions. */
function isSameReview(a: ClaimReview, b: ClaimReview): boolean {
  return a.state === b.state && isSameRecord(a.review, b.review) && areSameReviews(a.all, b.all);
}

function areSameReviews(some: readonly Review[], others: readonly Review[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, at) => {
      const other = others[at];
      return (
        other !== undefined &&
        isSameRecord(one, other) &&
        one.answers.length === other.answers.length &&
        one.answers.every((answer, index) => isSameRecord(answer, other.answers[index])) &&
        areSameReviews(one.earlier, other.earlier)
      );
    })
  );
}

type OfRecord = Pick<Review, 'id' | 'author' | 'standing' | 'name' | 'doubt'>;

/** A record never changes, but the standing and name of its author and its doubt can change. */
function isSameRecord(a: OfRecord | null, b: OfRecord | null | undefined): boolean {
  return (
    a?.id === b?.id &&
    a?.author === b?.author &&
    a?.standing === b?.standing &&
    a?.name === b?.name &&
    a?.doubt === b?.doubt
  );
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
