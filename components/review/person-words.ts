import { i18n } from '#i18n';
import { type GivenAnswer, isVerified, type Review } from '@/utils/model/project-reviews';
import { fingerprintOf } from '@/utils/model/review-records';
import type { Named } from '@/utils/review/review-report';
import { sinceAnswer } from '@/utils/review/review-state';
import { shownName } from '@/utils/review/shown-reviews';

/**
 * Names the author of a decision. For an unverified key this is the claimed name with the first two
 * groups of the key's fingerprint, so that two keys with one name do not look like one person.
 */
export function personWords({ author, standing, name, reviewer }: Named): string {
  switch (standing) {
    case 'own':
      return reviewer;
    case 'known':
    case 'member':
      return name ?? reviewer;
    case 'unverified':
      return i18n.t('person_unverified', [shownName(reviewer), fingerprintOf(author).slice(0, 9)]);
    case 'unsigned':
      return i18n.t('person_unsigned', [shownName(reviewer)]);
  }
}

/** Describes the answer to a decision, and whether the author of the answer is verified. */
export function answerWords(given: GivenAnswer): string {
  const words = i18n.t(`answered_${given.answer}`);
  const isNamed = given.name !== null || given.reviewer.trim() !== '';
  if (isNamed) return i18n.t('answered_by', [words, personWords(given)]);
  return isVerified(given.standing) ? words : i18n.t('answered_unverified', [words]);
}

/** Says what a person decided after the answer to the earlier decision; null if none was answered. */
export function againWords(review: Review): string | null {
  const since = sinceAnswer(review);
  if (since === null) return null;
  if (since !== 'changed') return i18n.t(`again_${since}`);
  const all = [...review.between, review.decision];
  const decisions = all
    .filter((each, at) => each !== all[at - 1])
    .map((each) => i18n.t(`decision_${each}`));
  return i18n.t('again_changed', [
    decisions.reduce((before, next) => i18n.t('again_then', [before, next])),
  ]);
}
