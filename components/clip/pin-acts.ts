import { i18n } from '#i18n';
import type { ClipView } from '@/components/state/clip-view';
import { keyWords } from '@/components/ui/key-words';
import type { Check } from '@/utils/model/evidence';
import { hasPassage } from '@/utils/model/has-passage';
import { CLIP_SHORTCUTS, keysOf, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';
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

/** Whether passages of the page of a clip can be listed, to choose the cited one. */
export function mayFindPassage({ check, ...view }: ClipView): boolean {
  return (
    check !== null &&
    check.snapshotId !== null &&
    pinActs({ check, ...view }, check).includes('choose')
  );
}

/**
 * Returns the check in whose text another passage can be pinned, for a citation of an imported report
 * whose passage somebody pinned. Null for words of the clip's own, and if no text is known. Right
 * after the pinning, the check is that of the earlier pin.
 */
export function checkToPinAgain({ clip, pin, check, lastRead, lastText }: ClipView): Check | null {
  if (clip.origin !== 'import' || pin?.by !== 'reviewer' || pin.quote === null) return null;
  const read = check ?? (lastRead?.snapshotId === lastText ? lastRead : null);
  return read == null || read.snapshotId === null ? null : read;
}

/**
 * Says what helps if the page has lost the quote, where no other pinning does. Null if it has not.
 */
export function afterLoss({ pin }: ClipView, check: Check): string | null {
  if (pin?.quote == null) return null;
  if (check.verdict === 'missing') return i18n.t('pin_lost_missing');
  return check.verdict === 'gone' ? i18n.t('pin_lost_gone') : null;
}

/** Says why a key adopts or finds nothing on a card now, and what to press instead. */
export function whyNoAct(view: ClipView): string {
  const { clip, pin, check } = view;
  const verify = keyWords(keysOf(PANEL_SHORTCUTS, 'verify')[0] ?? '');
  const act = check === null ? undefined : pinActs(view, check)[0];
  if (check === null || act === undefined) {
    if (!hasPassage(clip, pin)) return i18n.t('pin_key_whole');
    if (check === null) return i18n.t('pin_key_unchecked', [verify]);
    return pin?.quote == null
      ? i18n.t('pin_key_nothing', [verify])
      : (afterLoss(view, check) ?? i18n.t('pin_key_quoted', [verify]));
  }
  if (check.snapshotId === null) return i18n.t('pin_needs_text');
  if (act === 'take' || act === 'renew') return i18n.t('pin_key_button', [i18n.t(`pin_${act}`)]);
  const [key = ''] = keysOf(CLIP_SHORTCUTS, act);
  return act === 'choose' ? i18n.t('pin_key_choose', [key]) : i18n.t('pin_key_adopt', [key]);
}
