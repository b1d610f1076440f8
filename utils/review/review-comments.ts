import { groupOf } from '@/utils/model/check-state';
import { type Review, saysMore } from '@/utils/model/project-reviews';
import type { ReportComment } from '@/utils/report/export-task';
import {
  NOT_HELD,
  type ReviewEntry,
  type ReviewedPassage,
  type ReviewReport,
} from './review-report';
import { noteOfDecision } from './review-state';
import type { ReviewWords } from './review-words';

/** Whom comments name that no person wrote. */
const PINCITE = 'Pincite';

/**
 * Returns what a review found as comments at its claims, in reading order: each decision with its
 * note and answers, by who decided; and what Pincite asks about a claim, or
 * found about its quotes and at last about quotes that no statement cites.
 * A claim that is supported without a note, and has no earlier decision to name, has none.
 */
export function reviewComments(report: ReviewReport, words: ReviewWords): ReportComment[] {
  const ofClaims = report.entries.flatMap((entry): ReportComment[] => {
    const { citationIds, review } = entry;
    const decided = review.all
      .filter((each) => saysMore(each) || each.earlier.length > 0)
      .map((each) => ({
        citationIds,
        author: words.person(each),
        at: each.reviewedAt,
        lines: decisionLines(each, words),
      }));
    const lines = findingLines(entry, words);
    const found = { citationIds, author: PINCITE, at: report.writtenAt, lines };
    return lines.length === 0 ? decided : [...decided, found];
  });
  const ofUncited = report.uncited.map(
    (passage): ReportComment => ({
      citationIds: [passage.clipId],
      author: PINCITE,
      at: report.writtenAt,
      lines: passageLines(passage, nameOfUncited(passage, words), words),
    }),
  );
  return [...ofClaims, ...ofUncited];
}

function nameOfUncited({ title }: ReviewedPassage, { uncitedClip }: ReviewWords): string {
  return title === '' ? uncitedClip : `${uncitedClip} · ${title}`;
}

function decisionLines(review: Review, words: ReviewWords): string[] {
  const again = words.again(review);
  return [
    words.decision(review.decision),
    ...saidLines(noteOfDecision(review), review.answers, words),
    ...review.earlier.flatMap((each) => [
      `${words.earlier(each.decision)} · ${words.moment(each.reviewedAt)}`,
      ...saidLines(each.note, each.answers, words),
    ]),
    ...(again === null ? [] : [again]),
  ];
}

function saidLines(note: string, answers: Review['answers'], words: ReviewWords): string[] {
  return [
    ...linesOf(note),
    ...answers.flatMap((answer) => [words.answer(answer), ...linesOf(answer.note)]),
  ];
}

function linesOf(note: string): string[] {
  return note.split('\n').filter((line) => line.trim() !== '');
}

function findingLines({ review, hints, passages }: ReviewEntry, words: ReviewWords): string[] {
  return [
    ...review.changed.map((change) => words.changed(change)),
    ...hints.map((hint) => words.hint(hint)),
    ...passages.flatMap((passage, at) => passageLines(passage, words.passage(at + 1), words)),
  ];
}

function passageLines(passage: ReviewedPassage, name: string, words: ReviewWords): string[] {
  const { known, verdict, fact, reason, foreign } = passage;
  if (!known) return [words.label(name, words.noPassage)];
  const found = words.verdict(verdict);
  const isSaid = NOT_HELD.has(groupOf(verdict));
  return [
    ...(isSaid
      ? [words.label(name, fact === null ? found : words.label(found, words.fact(fact)))]
      : []),
    ...(isSaid && reason !== null ? [words.reason(reason)] : []),
    ...(foreign === null ? [] : [words.foreign(foreign)]),
  ];
}
