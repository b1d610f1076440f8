import type { IconName } from '@/components/ui/Icon';
import { type Tone, VERDICT_LOOK } from '@/components/ui/verdict-look';
import type { ReviewDecision } from '@/utils/model/review-records';
import type { DeskClaim } from './use-desk-claims';

export const DECISION_LOOK: Readonly<
  Record<ReviewDecision, { readonly tone: Tone; readonly icon: IconName; readonly key: string }>
> = {
  supported: { tone: 'pass', icon: 'check', key: '1' },
  partly: { tone: 'warn', icon: 'half', key: '2' },
  unsupported: { tone: 'fail', icon: 'cross', key: '3' },
  unclear: { tone: 'off', icon: 'question', key: '4' },
};

/**
 * Returns the tone that marks a claim in the text: the tone of its worst verdict. A claim that has
 * hints or a foreign finding never gets the tone of a pass.
 */
export function claimTone({ item, hints }: DeskClaim): Tone {
  const tone = item.worst === null ? 'off' : VERDICT_LOOK[item.worst].tone;
  const isDoubted = hints.length > 0 || item.passages.some(({ evidence }) => evidence?.foreign);
  return tone === 'pass' && isDoubted ? 'warn' : tone;
}
