import { type CheckState, groupOf } from '@/utils/model/check-state';
import type { Check } from '@/utils/model/evidence';
import type { ClipId, SectionId, SourceId } from '@/utils/model/ids';
import type { ReviewDecision } from '@/utils/model/review-records';
import { type CitedPassage, type ClaimItem, checkStateOf, verdictOf } from './claim-item';
import { type ClaimReview, needsDecision, openObjections } from './review-state';

/** A claim with its section and review. */
export interface OverviewClaim {
  readonly item: ClaimItem;
  readonly review: ClaimReview;
}

/*
 * `objections` counts the decisions that count. `others` counts the claims where somebody else's
 * objection is open beside the reviewer's own decision, whatever that one is.
 */

/** The columns of the cited clips. Each clip is in one of them. */
export const OVERVIEW_CLIPS = [
  'stand',
  'failing',
  'unread',
  'located',
  'unpinned',
  'untold',
  'repinned',
  'never',
] as const;

export const OVERVIEW_NUMBERS = [
  'claims',
  'waiting',
  'objections',
  'others',
  'clips',
  ...OVERVIEW_CLIPS,
  'changed',
] as const;
export type OverviewNumber = (typeof OVERVIEW_NUMBERS)[number];

export const NO_OVERVIEW_NUMBERS = Object.fromEntries(
  OVERVIEW_NUMBERS.map((column) => [column, 0]),
) as Readonly<Record<OverviewNumber, 0>>;

/** The numbers of one section or one source. */
export interface OverviewRow<Id> extends Readonly<Record<OverviewNumber, number>> {
  readonly id: Id;
  /** The time of the oldest latest check of its passages, ISO 8601; null if none was checked. */
  readonly oldest: string | null;
}

export interface Overview {
  /** The number of claims by current decision; the others wait. */
  readonly decisions: Readonly<Record<ReviewDecision | 'waiting', number>>;
  /** The sections of the claims, in reading order; null: before the first heading. */
  readonly sections: readonly OverviewRow<SectionId | null>[];
  /** The cited sources, by first mention; null: sources that are not in this library. */
  readonly sources: readonly OverviewRow<SourceId | null>[];
}

/**
 * Returns a review in numbers. A clip counts once for each section and source, however often it is
 * cited there. `before` has the checks from before the last run: a clip with another verdict then
 * has changed. Linear.
 */
export function overview(
  claims: readonly OverviewClaim[],
  before: ReadonlyMap<ClipId, Check>,
): Overview {
  const decisions = { supported: 0, partly: 0, unsupported: 0, unclear: 0, waiting: 0 };
  const sections = new Table<SectionId | null>(before);
  const sources = new Table<SourceId | null>(before);
  for (const { item, review } of claims) {
    decisions[currentDecision(review)] += 1;
    sections.addClaim(item.claim.sectionId, review);
    const cited = new Set(item.passages.map(sourceOf));
    for (const id of cited) sources.addClaim(id, review);
    for (const passage of item.passages) {
      sections.addClip(item.claim.sectionId, passage);
      sources.addClip(sourceOf(passage), passage);
    }
  }
  return { decisions, sections: sections.rows(), sources: sources.rows() };
}

/** Returns the current decision about a claim. */
function currentDecision(review: ClaimReview): ReviewDecision | 'waiting' {
  return needsDecision(review) ? 'waiting' : (review.review?.decision ?? 'waiting');
}

function columnOf(state: CheckState): (typeof OVERVIEW_CLIPS)[number] {
  const group = groupOf(state);
  return group === 'altered' || group === 'missing' || group === 'gone' ? 'failing' : group;
}

function sourceOf({ evidence }: CitedPassage): SourceId | null {
  return evidence?.clip.sourceId ?? null;
}

type Counting<Id> = { -readonly [Key in keyof OverviewRow<Id>]: OverviewRow<Id>[Key] };

class Table<Id> {
  readonly #rows = new Map<Id, Counting<Id>>();
  /** The clips that each row counts already. */
  readonly #counted = new Map<Id, Set<string>>();

  constructor(readonly before: ReadonlyMap<ClipId, Check>) {}

  addClaim(id: Id, review: ClaimReview): void {
    const row = this.#row(id);
    const state = currentDecision(review);
    row.claims += 1;
    if (state === 'waiting') row.waiting += 1;
    else if (state !== 'supported') row.objections += 1;
    if (openObjections(review).length > 0) row.others += 1;
  }

  addClip(id: Id, { citationId, evidence }: CitedPassage): void {
    const row = this.#row(id);
    const counted = this.#counted.get(id) ?? new Set();
    // Which clip it would be is unknown if this library does not have it.
    const clip = evidence?.clip.id ?? citationId;
    if (counted.has(clip)) return;
    this.#counted.set(id, counted.add(clip));
    const verdict = verdictOf(evidence);
    row.clips += 1;
    row[columnOf(checkStateOf(evidence))] += 1;
    if (evidence === null || evidence.check === null || verdict === null) return;
    const { checkedAt, clipId, pinId } = evidence.check;
    if (row.oldest === null || checkedAt < row.oldest) row.oldest = checkedAt;
    // A check of another pin has no comparable verdict.
    const earlier = this.before.get(clipId);
    if (earlier?.pinId === pinId && earlier.verdict !== verdict) row.changed += 1;
  }

  rows(): readonly OverviewRow<Id>[] {
    return [...this.#rows.values()];
  }

  #row(id: Id): Counting<Id> {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const row: Counting<Id> = { id, ...NO_OVERVIEW_NUMBERS, oldest: null };
    this.#rows.set(id, row);
    return row;
  }
}
