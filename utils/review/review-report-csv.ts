import { isVerified, type Review } from '@/utils/model/project-reviews';
import { fingerprintOf } from '@/utils/model/review-records';
import { csvCell } from '@/utils/report/csv-cell';
import type { ReviewEntry, ReviewReport } from './review-report';
import type { ReviewWords } from './review-words';
import { shownName } from './shown-reviews';

const HEADER = [
  ...['number', 'section', 'claim', 'state', 'decision', 'reviewer', 'reviewed', 'together'],
  ...['note', 'answer', 'changed', 'hints', 'passages'],
  ...['quotes', 'located', 'verdicts', 'differences', 'urls'],
  ...['excepted', 'sign-off', 'signed by', 'signed', 'signed content (SHA-256)'],
  ...['reviewer verified', 'reviewer key', 'signer verified', 'signer key', 'others found'],
  ...['in the article', 'why answered', 'rest of sentence'],
  ...['answered by', 'answered', 'decided again', 'image not compared'],
  'sentences without a citation',
];

/**
 * Writes a review as a table: a row for each decision and for each claim without one, in reading
 * order. An earlier decision that its author replaced has a row after the one that replaced it,
 * with the time of that one. Several values of a claim are on separate lines of one cell, one for each passage.
 * Decisions, states and verdicts are codes, as in the table of citations; hints are in `words`. The
 * order of the columns never changes. Linear.
 */
export function writeReviewCsv(report: ReviewReport, words: Pick<ReviewWords, 'hint'>): string {
  const rows = report.entries.flatMap((entry) => {
    const { review, all } = entry.review;
    const others = all.filter((each) => each !== review);
    if (review === null) return [rowOf(report, entry, null, words)];
    return [review, ...others].flatMap((each) => [
      rowOf(report, entry, each, words),
      ...each.earlier.map((before) => rowOf(report, entry, before, words, each.reviewedAt)),
    ]);
  });
  return [HEADER, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function rowOf(
  { signOffs, uncitedSentences }: ReviewReport,
  entry: ReviewEntry,
  review: Review | null,
  words: Pick<ReviewWords, 'hint'>,
  decidedAgain = '',
): readonly string[] {
  const { number, section, words: said, review: where, passages, hints, excepted } = entry;
  const lines = (values: readonly string[]) => values.join('\n');
  const [sign] = signOffs;
  const answer = review?.answers[0];
  // Only a compared key proves whose name an answer bears.
  const isTrusted = answer !== undefined && isVerified(answer.standing);
  return [
    ...[number.toString(), section, said],
    // Only for the decision that counts; the decisions of others are not the state of the claim.
    review === where.review ? where.state : '',
    ...[review?.decision ?? '', nameOf(review), review?.reviewedAt ?? ''],
    ...[review?.together ? 'yes' : '', review?.note ?? '', answer?.answer ?? ''],
    review === where.review ? where.changed.join(' ') : '',
    lines(hints.map((hint) => words.hint(hint))),
    passages.length.toString(),
    lines(passages.map(({ quote }) => (quote ?? '').replace(/\s+/gu, ' '))),
    lines(passages.map(({ located }) => (located ?? '').replace(/\s+/gu, ' '))),
    lines(passages.map(({ verdict }) => verdict)),
    lines(passages.map(({ difference }) => marked(difference))),
    lines(passages.map(({ url }) => url ?? '')),
    ...[excepted ? 'yes' : '', sign?.state ?? 'none'],
    ...[nameOf(sign?.signOff), sign?.signOff.signedAt ?? '', sign?.signOff.contentHash ?? ''],
    ...[review?.standing ?? '', fingerprintOf(review?.author ?? '')],
    ...[sign?.signOff.standing ?? '', fingerprintOf(sign?.signOff.author ?? '')],
    lines(passages.map(({ foreign }) => foreign ?? '')),
    ...[entry.articleLink ?? '', answer?.note ?? '', entry.rest],
    ...[isTrusted ? nameOf(answer) : '', answer?.answeredAt ?? '', decidedAgain],
    lines(passages.map(({ onlyWords }) => (onlyWords ? 'yes' : ''))),
    uncitedSentences.toString(),
  ];
}

/** The name that the user gave to a known key, or else the name that the record claims. */
function nameOf(of: Pick<Review, 'name' | 'reviewer'> | null | undefined): string {
  return of?.name ?? shownName(of?.reviewer ?? '');
}

/** Marks a difference with `[-removed-]` and `{+added+}`, as usual in plain text. */
function marked(difference: ReviewEntry['passages'][number]['difference']): string {
  return difference
    .map(({ op, text }) => {
      if (op === 'same') return text;
      return op === 'removed' ? `[-${text}-]` : `{+${text}+}`;
    })
    .join('')
    .replace(/\s+/gu, ' ');
}
