import type { ClipView } from '@/components/state/clip-view';
import type { Check } from '@/utils/model/evidence';
import { foldWhiteSpace } from '@/utils/quote/strict-fold';
import type { PinAct } from './clip-port';

/** Lists what a reviewer may pin after a check, the most likely first. */
export function pinActs({ pin }: ClipView, check: Check): readonly PinAct[] {
  const { verdict, evidence } = check;
  if (verdict === 'unpinned') return ['choose'];
  if (evidence.position === null || evidence.passage === null) return [];
  if (verdict === 'located') return ['adopt'];
  if (verdict === 'altered') return ['take', 'renew'];
  if (verdict !== 'moved') return [];
  const same = foldWhiteSpace(pin?.quote ?? '') === foldWhiteSpace(evidence.passage.text);
  return same ? ['renew'] : ['renew', 'take'];
}
