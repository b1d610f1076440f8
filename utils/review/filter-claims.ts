import { HINT_KINDS, type Hint, type HintKind } from '@/utils/claim/claim';
import {
  CHECK_GROUPS,
  type CheckGroup,
  type CheckState,
  groupOf,
  statesOf,
} from '@/utils/model/check-state';
import type { SectionId, SourceId } from '@/utils/model/ids';
import { REVIEW_DECISIONS, type ReviewDecision } from '@/utils/model/review-records';
import { type ClaimItem, checkStateOf } from './claim-item';
import {
  CLAIM_STATES,
  type ClaimReview,
  type ClaimState,
  isObjection,
  needsDecision,
} from './review-state';

export const STATE_FILTERS = [
  'waiting',
  'objection',
  ...CLAIM_STATES,
  ...REVIEW_DECISIONS,
] as const;
/**
 * `waiting`: the claim waits for a reviewer. `objection`: a reviewer chose a decision other than
 * supported.
 */
export type StateFilter = (typeof STATE_FILTERS)[number];
export const HINT_FILTERS = ['any', 'none', ...HINT_KINDS] as const;
export type HintFilter = (typeof HINT_FILTERS)[number];

/** A check state or a group of them. Where both have one name, the group has only that state. */
export type CheckFilter = CheckGroup | CheckState;
/** Each group, followed by its states if it has several. */
export const CHECK_FILTERS: readonly CheckFilter[] = CHECK_GROUPS.flatMap((group) => {
  const states = statesOf(group);
  return states.length === 1 ? [group] : [group, ...states];
});

/** Which claims the desk shows; null for no restriction. */
export interface ClaimFilter {
  readonly state: StateFilter | null;
  /** What is known about any passage of the claim. */
  readonly check: CheckFilter | null;
  readonly hint: HintFilter | null;
  /** The section with its subsections. */
  readonly section: ReadonlySet<SectionId | null> | null;
  readonly sourceId: SourceId | null;
}

export const NO_FILTER: ClaimFilter = {
  state: null,
  check: null,
  hint: null,
  section: null,
  sourceId: null,
};

/** A claim with everything that a filter needs. */
export interface JudgedClaim {
  readonly item: ClaimItem;
  readonly review: ClaimReview;
  readonly hints: readonly Hint[];
}

export function passesFilter({ item, review, hints }: JudgedClaim, filter: ClaimFilter): boolean {
  return (
    (filter.state === null || hasState(review, filter.state)) &&
    (filter.check === null ||
      item.passages.some(({ evidence }) => {
        const state = checkStateOf(evidence);
        return state === filter.check || groupOf(state) === filter.check;
      })) &&
    (filter.hint === null || hasHint(hints, filter.hint)) &&
    (filter.section === null || filter.section.has(item.claim.sectionId)) &&
    (filter.sourceId === null ||
      item.passages.some(({ evidence }) => evidence?.clip.sourceId === filter.sourceId))
  );
}

function hasState(review: ClaimReview, wanted: StateFilter): boolean {
  switch (wanted) {
    case 'waiting':
      return needsDecision(review);
    case 'objection':
      return review.all.some(({ decision }) => isObjection(decision));
    case 'undecided':
    case 'stale':
    case 'answered':
    case 'unverified':
    case 'decided':
      return review.state === (wanted satisfies ClaimState);
    default:
      return review.review?.decision === (wanted satisfies ReviewDecision);
  }
}

function hasHint(hints: readonly Hint[], wanted: HintFilter): boolean {
  if (wanted === 'any') return hints.length > 0;
  if (wanted === 'none') return hints.length === 0;
  return hints.some(({ kind }) => kind === (wanted satisfies HintKind));
}
