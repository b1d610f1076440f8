import { i18n } from '#i18n';
import { type GivenAnswer, isVerified } from '@/utils/model/project-reviews';
import { fingerprintOf } from '@/utils/model/review-records';
import type { Named } from '@/utils/review/review-report';
import { shownName } from '@/utils/review/shown-reviews';

/**
 * Whose decision it is. Of a key that nobody compared, the name that it claims with the first two
 * groups of its fingerprint: two keys of one name never look like one person.
 */
export function personWords({ author, standing, name, reviewer }: Named): string {
  switch (standing) {
    case 'own':
      return reviewer;
    case 'known':
      return name ?? reviewer;
    case 'unverified':
      return i18n.t('person_unverified', [shownName(reviewer), fingerprintOf(author).slice(0, 9)]);
    case 'unsigned':
      return i18n.t('person_unsigned', [shownName(reviewer)]);
  }
}

/** What was answered to a decision, and whether it is known who did. */
export function answerWords({ answer, standing, name }: GivenAnswer): string {
  const words = i18n.t(`answered_${answer}`);
  if (!isVerified(standing)) return i18n.t('answered_unverified', [words]);
  return name === null ? words : i18n.t('answered_by', [words, name]);
}
