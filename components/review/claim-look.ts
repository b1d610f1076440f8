import { i18n } from '#i18n';
import type { IconName } from '@/components/ui/Icon';
import { type Tone, VERDICT_LOOK } from '@/components/ui/verdict-look';
import type { ReviewDecision } from '@/utils/model/review-records';
import type { ClaimReview } from '@/utils/review/review-state';
import type { DeskClaim } from './use-desk-claims';

export const DECISION_LOOK: Readonly<
  Record<ReviewDecision, { readonly tone: Tone; readonly icon: IconName }>
> = {
  supported: { tone: 'pass', icon: 'check' },
  partly: { tone: 'warn', icon: 'half' },
  unsupported: { tone: 'fail', icon: 'cross' },
  unclear: { tone: 'off', icon: 'question' },
};

/**
 * Returns the tone of a claim in the text, which is the tone of its worst verdict. Three kinds of
 * claims never get the tone of a pass: those with hints, those where another person's check found
 * something else, and those that have not been compared with their passages yet.
 */
export function claimTone({ item, hints, triage }: DeskClaim): Tone {
  const tone = item.worst === null ? 'off' : VERDICT_LOOK[item.worst].tone;
  if (tone === 'pass' && triage === 'uncompared') return 'off';
  const isDoubted = hints.length > 0 || item.passages.some(({ evidence }) => evidence?.foreign);
  return tone === 'pass' && isDoubted ? 'warn' : tone;
}

/**
 * Returns the words for the review state of a claim. If nothing changed, and a page was only read for
 * the first time, they are those of the claim's own column.
 */
export function stateWords({ state, changed }: ClaimReview): string {
  const [first] = changed;
  const isOnlyRead =
    state === 'stale' &&
    (first === 'first_read' || first === 'first_checked') &&
    changed.every((change) => change === first);
  return i18n.t(isOnlyRead ? `changed_${first}` : `state_${state}`);
}
