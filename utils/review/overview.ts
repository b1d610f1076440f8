import { type Check, VERDICTS, type Verdict } from '@/utils/model/evidence';
import type { ClipId, SectionId, SourceId } from '@/utils/model/ids';
import type { ReviewDecision } from '@/utils/model/review-records';
import { type CitedPassage, type ClaimItem, isFailure, verdictOf } from './claim-item';
import { type ClaimReview, needsDecision } from './review-state';

/** A claim and where it stands. */
export interface OverviewClaim {
  readonly item: ClaimItem;
  readonly review: ClaimReview;
}

export const OVERVIEW_NUMBERS = [
  'claims',
  'waiting',
  'objections',
  'citations',
  'failing',
  'changed',
] as const;
export type OverviewNumber = (typeof OVERVIEW_NUMBERS)[number];

/** One section or one source: how many of what. */
export interface OverviewRow<Id> extends Readonly<Record<OverviewNumber, number>> {
  readonly id: Id;
  /** When the passage was checked whose last check is the longest ago, ISO 8601; null: none was. */
  readonly oldest: string | null;
  /** Citations that were never checked, or not in the words that hold now. */
  readonly unchecked: number;
}

export interface Overview {
  /** Citations by verdict, in the order of `VERDICTS`; those that are 0 are left out. */
  readonly verdicts: readonly { readonly verdict: Verdict; readonly count: number }[];
  /** Claims by the decision that holds; the others wait. */
  readonly decisions: Readonly<Record<ReviewDecision | 'waiting', number>>;
  /** Where claims stand, in reading order; null: before every heading. */
  readonly sections: readonly OverviewRow<SectionId | null>[];
  /** What they cite, by first mention; null: sources that are not in this library. */
  readonly sources: readonly OverviewRow<SourceId | null>[];
}

/**
 * A review in numbers. `before` are checks from before the last run: a citation whose verdict was
 * another one then has changed. Linear.
 */
export function overview(
  claims: readonly OverviewClaim[],
  before: ReadonlyMap<ClipId, Check>,
): Overview {
  const counts = new Map<Verdict, number>();
  const decisions = { supported: 0, partly: 0, unsupported: 0, unclear: 0, waiting: 0 };
  const sections = new Table<SectionId | null>(before);
  const sources = new Table<SourceId | null>(before);
  for (const { item, review } of claims) {
    decisions[standing(review)] += 1;
    sections.addClaim(item.claim.sectionId, review);
    const cited = new Set(item.passages.map(sourceOf));
    for (const id of cited) sources.addClaim(id, review);
    for (const passage of item.passages) {
      const verdict = verdictOf(passage.evidence) ?? 'unchecked';
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      sections.addCitation(item.claim.sectionId, passage);
      sources.addCitation(sourceOf(passage), passage);
    }
  }
  const verdicts = VERDICTS.flatMap((verdict) => {
    const count = counts.get(verdict) ?? 0;
    return count === 0 ? [] : [{ verdict, count }];
  });
  return { verdicts, decisions, sections: sections.rows(), sources: sources.rows() };
}

/** The decision that holds for a claim. */
function standing(review: ClaimReview): ReviewDecision | 'waiting' {
  return needsDecision(review) ? 'waiting' : (review.review?.decision ?? 'waiting');
}

function sourceOf({ evidence }: CitedPassage): SourceId | null {
  return evidence?.clip.sourceId ?? null;
}

type Counting<Id> = { -readonly [Key in keyof OverviewRow<Id>]: OverviewRow<Id>[Key] };

class Table<Id> {
  readonly #rows = new Map<Id, Counting<Id>>();

  constructor(readonly before: ReadonlyMap<ClipId, Check>) {}

  addClaim(id: Id, review: ClaimReview): void {
    const row = this.#row(id);
    const state = standing(review);
    row.claims += 1;
    if (state === 'waiting') row.waiting += 1;
    else if (state !== 'supported') row.objections += 1;
  }

  addCitation(id: Id, { evidence }: CitedPassage): void {
    const row = this.#row(id);
    const verdict = verdictOf(evidence);
    row.citations += 1;
    if (isFailure(verdict)) row.failing += 1;
    if (evidence === null || evidence.check === null || verdict === null) {
      row.unchecked += 1;
      return;
    }
    const { checkedAt, clipId, pinId } = evidence.check;
    if (row.oldest === null || checkedAt < row.oldest) row.oldest = checkedAt;
    // What was found of other words is no verdict to compare with.
    const earlier = this.before.get(clipId);
    if (earlier?.pinId === pinId && earlier.verdict !== verdict) row.changed += 1;
  }

  rows(): readonly OverviewRow<Id>[] {
    return [...this.#rows.values()];
  }

  #row(id: Id): Counting<Id> {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const none = { claims: 0, waiting: 0, objections: 0, citations: 0, failing: 0, changed: 0 };
    const row: Counting<Id> = { id, ...none, oldest: null, unchecked: 0 };
    this.#rows.set(id, row);
    return row;
  }
}
