import { MAX_NAME, shorten } from '@/utils/text/shorten';
import { projectReviews } from './project-reviews';
import type { ReviewRecord } from './review-records';

/** The review in a bundle, as its records say it. Signatures are verified when it is stored. */
export interface ReviewSummary {
  readonly decisions: number;
  /** How many of the decisions have a note. */
  readonly notes: number;
  /** The answers of editors to the decisions. */
  readonly answers: number;
  readonly signOffs: number;
  /** The names that reviewers and editors claim, each once, and at most `MOST_REVIEWERS`. */
  readonly reviewers: readonly string[];
}

/** More names would fill the sheet. */
const MOST_REVIEWERS = 20;

/** Counts what a bundle has of a review, before it goes out or is stored. */
export function summarizeReview(records: readonly ReviewRecord[]): ReviewSummary {
  const { reviews, signOffs } = projectReviews(records, { own: null, people: new Map() });
  const answers = reviews.flatMap((review) => review.answers);
  const names = [...reviews, ...signOffs, ...answers].map(({ reviewer }) =>
    shorten(reviewer.trim(), MAX_NAME),
  );
  return {
    decisions: reviews.length,
    notes: reviews.filter(({ note }) => note.trim() !== '').length,
    answers: answers.length,
    signOffs: signOffs.length,
    reviewers: [...new Set(names)].filter((name) => name !== '').slice(0, MOST_REVIEWERS),
  };
}
