import { i18n } from '#i18n';
import type { NoImageReason } from '@/utils/model/attachment';
import type {
  CheckEvidence,
  CheckFlag,
  CheckReason,
  NoDirectiveReason,
} from '@/utils/model/evidence';
import { underscored } from '@/utils/text/underscored';

/** Says why a check has its verdict, in words for every reader, also of a review that is handed over. */
export function reasonWords(reason: CheckReason): string {
  return i18n.t(`reason_${underscored(reason)}`);
}

/** What a user of Pincite can do about a reason. The other reasons say enough by themselves. */
const ADVICE = {
  'not-found-not-rendered': 'open_page',
  'script-shell': 'open_page',
  'render-timed-out': 'open_page',
  'render-failed': 'open_page',
  'render-hidden': 'keep_visible',
  'render-closed': 'verify_again',
  'redirect-unseen': 'restart',
} as const satisfies Partial<Record<CheckReason, string>>;

/** Says what to do about the reason of a verdict; null if there is no advice. */
export function adviceWords(reason: CheckReason): string | null {
  if (!Object.hasOwn(ADVICE, reason)) return null;
  const advice = ADVICE[reason as keyof typeof ADVICE];
  return advice === 'open_page'
    ? i18n.t('advice_open_page', [i18n.t('check_page')])
    : i18n.t(`advice_${advice}`);
}

/**
 * Returns what the reason of a check is about, or null. Checks of older versions have the browser's
 * own words there when a site could not be reached; a host has no space.
 */
export function reasonDetail({
  reason,
  detail,
}: Pick<CheckEvidence, 'reason' | 'detail'>): string | null {
  if (reason === 'network-error' && detail?.includes(' ') === true) return null;
  // Only the scheme differs from what the user allowed.
  const scheme = reason === 'redirects-to-ungranted' ? /^(https?):\/\//.exec(detail ?? '') : null;
  if (detail === null || scheme === null) return detail;
  return i18n.t('reason_other_scheme', [detail, scheme[1] === 'http' ? 'https' : 'http']);
}

export function flagWords(flag: CheckFlag): string {
  return i18n.t(`flag_${underscored(flag)}`);
}

export function noDirectiveWords(reason: NoDirectiveReason): string {
  return i18n.t(`no_directive_${underscored(reason)}`);
}

/** Returns the reason why an image was kept without its bytes, as the end of a sentence. */
export function noImageWords(reason: NoImageReason): string {
  return i18n.t(`no_image_${underscored(reason)}`);
}
