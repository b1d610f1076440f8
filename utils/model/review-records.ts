import type * as Y from 'yjs';
import type { CitationId } from './ids';
import { REVIEW_DECISIONS, type Review, type SignOff } from './report-content';
import { reportMaps } from './report-document';
import { asId, asRecord, asString, asStringOrNull } from './rows';

/*
 * A review is what one person decided about one claim: one value under claim and reviewer, so
 * that two people's reviews never meet, and one person's later one replaces the earlier whole.
 */

function reviewKey({ claimKey, reviewer }: Pick<Review, 'claimKey' | 'reviewer'>): string {
  return JSON.stringify([claimKey, reviewer]);
}

export function recordReview(doc: Y.Doc, review: Review): void {
  reportMaps(doc).reviews.set(reviewKey(review), review);
}

export function withdrawReview(doc: Y.Doc, review: Pick<Review, 'claimKey' | 'reviewer'>): void {
  reportMaps(doc).reviews.delete(reviewKey(review));
}

function answerKey({ claimKey, reviewer }: Pick<Review, 'claimKey' | 'reviewer'>): string {
  return JSON.stringify([claimKey, reviewer, 'answer']);
}

/**
 * The writer's answer to a review; null takes it back. It is a value of its own, of the decision
 * that it answers: a reviewer who decides anew at the same time loses nothing by it, and a later
 * decision is not answered by it.
 */
export function recordAnswer(doc: Y.Doc, review: Review, answer: Review['answer']): void {
  const { reviewedAt, decision } = review;
  reportMaps(doc).reviews.set(answerKey(review), { answer, reviewedAt, decision });
}

/** What was decided about a report's claims, and the sign-offs of it. */
export interface ReviewRecords {
  readonly reviews: readonly Review[];
  /** By the time they were signed. */
  readonly signOffs: readonly SignOff[];
}

export function readReviewRecords(doc: Y.Doc): ReviewRecords {
  return { reviews: readReviews(doc), signOffs: readSignOffs(doc) };
}

/** Tolerant as `readReport`; a review under another's key is left out. */
export function readReviews(doc: Y.Doc): Review[] {
  const reviews: Review[] = [];
  const map = reportMaps(doc).reviews;
  map.forEach((value, key) => {
    const review = readReview(asRecord(value));
    if (review === null || reviewKey(review) !== key) return;
    const answer = asRecord(map.get(answerKey(review)));
    const isAnswered =
      answer['reviewedAt'] === review.reviewedAt && answer['decision'] === review.decision;
    reviews.push(isAnswered ? { ...review, answer: readAnswer(answer['answer']) } : review);
  });
  return reviews.sort((a, b) => (reviewKey(a) < reviewKey(b) ? -1 : 1));
}

function readReview(row: Readonly<Record<string, unknown>>): Review | null {
  const decision = REVIEW_DECISIONS.find((known) => known === row['decision']);
  const reviewedAt = asTime(row['reviewedAt']);
  if (decision === undefined || reviewedAt === null) return null;
  const hashes = asRecord(row['hashes']);
  return {
    claimKey: asString(row['claimKey']),
    reviewer: asString(row['reviewer']),
    citationIds: asList(row['citationIds']).flatMap((id): CitationId[] => {
      const known = asId<'citation'>(id);
      return known === null ? [] : [known];
    }),
    hashes: {
      claim: asString(hashes['claim']),
      quote: asString(hashes['quote']),
      passage: asString(hashes['passage']),
    },
    decision,
    note: asString(row['note']),
    reviewedAt,
    together: row['together'] === true,
    answer: readAnswer(row['answer']),
  };
}

function readAnswer(value: unknown): Review['answer'] {
  return value === 'fixed' || value === 'disputed' ? value : null;
}

/** Sign-offs are only ever added: a later one stands beside the earlier. */
export function recordSignOff(doc: Y.Doc, signOff: SignOff): void {
  const { signOffs } = reportMaps(doc);
  if (!signOffs.has(signOff.id)) signOffs.set(signOff.id, signOff);
}

/** By the time they were signed. */
export function readSignOffs(doc: Y.Doc): SignOff[] {
  const signOffs: SignOff[] = [];
  reportMaps(doc).signOffs.forEach((value, key) => {
    const row = asRecord(value);
    const id = asId<'signOff'>(key);
    const signedAt = asTime(row['signedAt']);
    if (id === null || signedAt === null) return;
    signOffs.push({
      id,
      contentHash: asString(row['contentHash']),
      reviewer: asString(row['reviewer']),
      signedAt,
      counts: Object.fromEntries(
        Object.entries(asRecord(row['counts'])).filter(
          (entry): entry is [string, number] => typeof entry[1] === 'number',
        ),
      ),
      exceptions: asList(row['exceptions']).map((each) => {
        const exception = asRecord(each);
        return { claimKey: asString(exception['claimKey']), words: asString(exception['words']) };
      }),
    });
  });
  return signOffs.sort((a, b) => (`${a.signedAt}${a.id}` < `${b.signedAt}${b.id}` ? -1 : 1));
}

/** What is no time can be neither shown nor compared. */
function asTime(value: unknown): string | null {
  const time = asStringOrNull(value);
  const isTime = time !== null && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(time);
  return isTime && !Number.isNaN(Date.parse(time)) ? time : null;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
