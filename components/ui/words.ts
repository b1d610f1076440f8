import { i18n } from '#i18n';
import type { NoImageReason } from '@/utils/model/attachment';
import type {
  CheckEvidence,
  CheckFlag,
  CheckReason,
  NoDirectiveReason,
} from '@/utils/model/evidence';
import { underscored } from '@/utils/text/underscored';

export function reasonWords(reason: CheckReason): string {
  return i18n.t(`reason_${underscored(reason)}`);
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
