import type { Check } from '@/utils/model/evidence';

/**
 * Returns a check in which a passage stays missing that the page as downloaded does not have either.
 * Only a reading of the whole page can say that it is missing, and the last one did, for the same
 * words. Without this, each later download would replace that result by none.
 */
export function missingBefore(check: Check, before: Check | undefined): Check {
  if (check.evidence.reason !== 'not-found-not-rendered') return check;
  if (before?.verdict !== 'missing' || before.pinId !== check.pinId) return check;
  return {
    ...check,
    verdict: 'missing',
    evidence: { ...check.evidence, reason: 'missing-before' },
  };
}
