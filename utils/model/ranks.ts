import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/**
 * The order in a list is (rank, id): fractional-index ranks compared by code unit, and ids if two
 * copies gave the same rank. Items without a rank come last, ordered by id.
 */
export interface Ranked {
  readonly id: string;
  readonly rank: string | null;
}

export function compareRanked(a: Ranked, b: Ranked): number {
  if (a.rank !== b.rank) {
    if (a.rank === null) return 1;
    if (b.rank === null) return -1;
    return a.rank < b.rank ? -1 : 1;
  }
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

export interface Insertion {
  /** The rank of the inserted item. */
  readonly rank: string;
  /** Neighbours that need a new rank for the insertion. */
  readonly changes: readonly { readonly id: string; readonly rank: string }[];
}

export interface Insertions extends Pick<Insertion, 'changes'> {
  readonly ranks: readonly string[];
}

/**
 * Returns the rank for an item before `siblings[index]`, or at the end if there is none. The
 * siblings are in order and do not include the item. Only necessary ranks change: equal ranks after
 * it, and missing ranks before it; or all of them if a rank is not a valid fractional index.
 */
export function planInsertion(siblings: readonly Ranked[], index: number): Insertion {
  const { ranks, changes } = planInsertions(siblings, index, 1);
  return { rank: ranks[0] ?? generateKeyBetween(null, null), changes };
}

/** Does the same for `count` items in a row. */
export function planInsertions(
  siblings: readonly Ranked[],
  index: number,
  count: number,
): Insertions {
  const at = Math.max(0, Math.min(index, siblings.length));
  let first = at;
  while (first > 0 && siblings[first - 1]?.rank === null) first -= 1;
  const lower = siblings[first - 1]?.rank ?? null;
  let last = at;
  if (lower !== null) {
    for (let rank = rankAt(siblings, last); rank !== null && rank <= lower; ) {
      last += 1;
      rank = rankAt(siblings, last);
    }
  }
  const upper = rankAt(siblings, last);
  if (!isRankOrOpen(lower) || !isRankOrOpen(upper)) return rankAll(siblings, at, count);
  return assign(siblings, { first, last, at, count }, lower, upper);
}

/** Returns a rank after `last`, or the first rank of an empty list. */
export function rankAfter(last: string | null): string {
  return isRankOrOpen(last) ? generateKeyBetween(last, null) : generateKeyBetween(null, null);
}

/** Returns `count` ranks after `last`, in order, for many items at the end of a list. */
export function ranksAfter(last: string | null, count: number): string[] {
  return generateNKeysBetween(isRankOrOpen(last) ? last : null, null, count);
}

function rankAt(siblings: readonly Ranked[], index: number): string | null {
  return siblings[index]?.rank ?? null;
}

function rankAll(siblings: readonly Ranked[], at: number, count: number): Insertions {
  let last = siblings.length;
  while (last > at && siblings[last - 1]?.rank === null) last -= 1;
  return assign(siblings, { first: 0, last, at, count }, null, null);
}

function assign(
  siblings: readonly Ranked[],
  span: { first: number; last: number; at: number; count: number },
  lower: string | null,
  upper: string | null,
): Insertions {
  const { count } = span;
  const ranks = generateNKeysBetween(lower, upper, span.last - span.first + count);
  const own = span.at - span.first;
  const changes = siblings.slice(span.first, span.last).flatMap(({ id }, offset) => {
    const rank = ranks[offset < own ? offset : offset + count];
    return rank === undefined ? [] : [{ id, rank }];
  });
  return { ranks: ranks.slice(own, own + count), changes };
}

/**
 * The format of a rank. The length is limited because a rank that is made from a long rank is as
 * long. After 100,000 moves a rank has 20 characters.
 */
const RANK = /^[A-Za-z][0-9A-Za-z]{1,1000}$/;

/**
 * Returns whether another rank can be made from a rank. Documents can come from other people with
 * any ranks.
 */
function isRankOrOpen(rank: string | null): boolean {
  if (rank === null) return true;
  if (!RANK.test(rank)) return false;
  try {
    generateKeyBetween(rank, null);
    generateKeyBetween(null, rank);
    return true;
  } catch {
    return false;
  }
}
