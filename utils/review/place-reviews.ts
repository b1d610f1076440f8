import type { Claim } from '@/utils/claim/claim';
import { isVerified, type Review, saysMore } from '@/utils/model/project-reviews';
import { UNSIGNED } from '@/utils/model/review-records';
import { wordsHash } from './hash-values';

/**
 * Returns the statement of the claim that a key names (utils/claim/derive-claims.ts makes the
 * keys).
 */
export function statementOfKey(claimKey: string): string {
  const slash = claimKey.indexOf('/');
  return slash < 0 ? claimKey : claimKey.slice(0, slash);
}

/** Decisions, and the claims that they belong to now. */
export interface PlacedReviews {
  /** By the key of the claim. Decisions that were made under this key come first. */
  readonly byClaim: ReadonlyMap<string, readonly Review[]>;
  /** Decisions about claims that are gone. */
  readonly gone: readonly Review[];
}

/**
 * Finds the claim that each decision is about. The key of a claim contains its citations, so the key
 * changes when the citations change. For a decision with such an old key, this looks in the same
 * statement for a claim with one of its citations. If there is none, it takes the claim with the
 * same words. If there is none, it takes the statement's only claim, but not if that claim already
 * had a decision of its own. A decision is left out if its author made a later one, which keeps it
 * as an earlier one if it was answered or said more than *supported*. Linear, because a file can
 * contain any number of decisions.
 */
export function placeReviews(claims: readonly Claim[], reviews: readonly Review[]): PlacedReviews {
  const keys = new Set(claims.map(({ key }) => key));
  const byClaim = new Map<string, Review[]>();
  const decidedFirst = new Map<string, string>();
  const orphans: Review[] = [];
  for (const review of reviews) {
    const { claimKey, reviewedAt, standing } = review;
    if (!keys.has(claimKey)) {
      orphans.push(review);
      continue;
    }
    addTo(byClaim, claimKey, review);
    // The time in a decision of an unknown person may be false.
    if (!isVerified(standing)) continue;
    const first = decidedFirst.get(claimKey);
    if (first === undefined || reviewedAt < first) decidedFirst.set(claimKey, reviewedAt);
  }
  if (orphans.length === 0) return { byClaim, gone: orphans };

  const byStatement = new Map<string, Claim[]>();
  for (const claim of claims) addTo(byStatement, claim.statementId, claim);
  const indexes = new Map<string, StatementIndex>();
  const gone: Review[] = [];
  const moved = new Set<string>();
  for (const review of orphans) {
    const id = statementOfKey(review.claimKey);
    const index = indexes.get(id) ?? indexOf(byStatement.get(id) ?? []);
    indexes.set(id, index);
    const claim = successorOf(review, index, decidedFirst);
    if (claim === null) gone.push(review);
    else {
      addTo(byClaim, claim.key, review);
      moved.add(claim.key);
    }
  }
  for (const key of moved) byClaim.set(key, withoutRepeated(byClaim.get(key) ?? [], key));
  return { byClaim, gone };
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Finds a claim of one statement by citation or by words; the first one if several match. */
interface StatementIndex {
  readonly byCitation: ReadonlyMap<string, Claim>;
  readonly byWords: ReadonlyMap<string, Claim>;
  /** Null if there are several claims, or none. */
  readonly only: Claim | null;
}

function indexOf(claims: readonly Claim[]): StatementIndex {
  const byCitation = new Map<string, Claim>();
  const byWords = new Map<string, Claim>();
  for (const claim of claims.toReversed()) {
    for (const id of claim.citationIds) byCitation.set(id, claim);
    if (claim.text.trim() !== '') byWords.set(wordsHash(claim.text), claim);
  }
  const [first] = claims;
  return { byCitation, byWords, only: claims.length === 1 ? (first ?? null) : null };
}

function successorOf(
  { citationIds, hashes, reviewedAt }: Review,
  { byCitation, byWords, only }: StatementIndex,
  decidedFirst: ReadonlyMap<string, string>,
): Claim | null {
  const sharing = citationIds.flatMap((id) => byCitation.get(id) ?? []);
  const sameWords = byWords.get(hashes.claim);
  if (sameWords !== undefined && (sharing.length === 0 || sharing.includes(sameWords))) {
    return sameWords;
  }
  const [first] = sharing;
  if (first !== undefined || only === null) return first ?? null;
  const decided = decidedFirst.get(only.key);
  return decided !== undefined && decided <= reviewedAt ? null : only;
}

/**
 * Removes a decision with an old key if its author made a later decision about the same claim. The
 * later decision has the present key, or shares a citation or the words of the claim.
 */
function withoutRepeated(list: readonly Review[], key: string): Review[] {
  const latest = new Map<string, number>();
  const formsOf = ({ citationIds, hashes }: Review) => [...citationIds, hashes.claim];
  for (const review of list) {
    const { author, claimKey, counter } = review;
    const forms = claimKey === key ? [key] : formsOf(review);
    for (const form of forms) {
      const name = `${author} ${form}`;
      latest.set(name, Math.max(latest.get(name) ?? 0, counter));
    }
  }
  const isRepeated = (review: Review) => {
    const { author, claimKey, counter } = review;
    // Nobody knows whether two unsigned decisions have one author.
    if (claimKey === key || author === UNSIGNED) return false;
    return [key, ...formsOf(review)].some(
      (form) => (latest.get(`${author} ${form}`) ?? 0) > counter,
    );
  };
  const kept = new Map<string, Review>();
  const replaced = new Map<string, Review[]>();
  const stay = list.filter((review) => {
    if (isRepeated(review)) {
      for (const each of review.earlier) addTo(replaced, review.author, each);
      if (review.answers.length > 0 || saysMore(review))
        addTo(replaced, review.author, { ...review, earlier: [] });
      return false;
    }
    if (review.counter > (kept.get(review.author)?.counter ?? 0)) kept.set(review.author, review);
    return true;
  });
  return stay.map((review) => {
    const before = kept.get(review.author) === review ? replaced.get(review.author) : undefined;
    if (before === undefined) return review;
    const earlier = [...before, ...review.earlier].sort((a, b) => a.counter - b.counter);
    return { ...review, earlier };
  });
}
